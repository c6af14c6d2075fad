//! Expression matrices to RGB heatmaps, as a [`Recipe`] says.
//!
//! Each step of section 2.2 of the GONAD-ResNet paper is a function of its own
//! that gives what its Python original gives: [`interp`] and [`stretch`]
//! (`numpy.interp`), [`Colormap::rgb`] (matplotlib), [`Resizer`] (scikit-image).
//! A [`Renderer`] does them all.
//!
//! ```
//! use dsdscore::heatmap::{Fill, Recipe, ceiling, render_mean};
//! use ndarray::array;
//!
//! let recipe = Recipe { fill: Fill::Mean, ..Recipe::default() };
//! // Mean expression of SOX9: cell types × weeks, NaN where not measured.
//! let sox9 = array![[0.0, 4.0, 9.0], [0.0, f32::NAN, 0.1]];
//! let weeks = [6.0, 7.5, 9.0];
//! let ceiling = ceiling(&recipe, sox9.as_slice())?;
//! let image = render_mean(&recipe, sox9.view(), &weeks, ceiling)?;
//! assert_eq!(image.view().dim(), (100, 50, 3));
//! # Ok::<(), dsdscore::heatmap::Error>(())
//! ```

mod cells;
mod colormap;
mod error;
mod fill;
mod image;
mod interp;
mod means;
mod memory;
mod pattern;
mod pattern_class;
mod png;
mod preview;
mod recipe;
mod renderer;
pub mod residual;
mod resize;
mod scale;
mod shades;
mod stretch;
mod thresholds;
mod transform;

pub use self::{
    cells::CellsRef,
    error::Error,
    fill::{fill_block, fill_column, fill_gaps, fill_mean, fill_residual, space_by_value},
    image::Image,
    interp::interp,
    means::check_means,
    pattern::{Pattern, Peak},
    pattern_class::PatternClass,
    png::{PngEncoder, PngError, decode_png, encode_png, write_png},
    preview::preview,
    recipe::{
        Colormap, Fill, Gaps, Recipe, RecipeError, ResizeStage, RowOrder, Scale, TimeSpacing,
        Transform, TransformStage,
    },
    renderer::{Renderer, Shown, render_cells, render_mean},
    resize::Resizer,
    scale::{ceiling, ceiling_between, scale},
    stretch::stretch,
    thresholds::Thresholds,
    transform::{transform, untransform},
};
