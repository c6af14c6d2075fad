//! Expression matrices to RGB heatmaps, as a [`Recipe`] says.
//!
//! Each step of section 2.2 of the GONAD-ResNet paper is a function of its own
//! that gives what its Python original gives: [`interp`] and [`stretch`]
//! (`numpy.interp`), [`Colormap::rgb`] (matplotlib), [`Resizer`] (scikit-image).
//! A [`Renderer`] does them all.
//!
//! ```
//! use dsdscore::heatmap::{Fill, MatrixRef, Recipe, ceiling, render_mean};
//!
//! let recipe = Recipe { fill: Fill::Mean, ..Recipe::default() };
//! let sox9 = MatrixRef {
//!     rows: 2,
//!     columns: 3,
//!     values: &[0.0, 4.0, 9.0, 0.0, f32::NAN, 0.1],
//!     times: &[6.0, 7.5, 9.0],
//! };
//! let ceiling = ceiling(&recipe, [sox9.values])?;
//! let image = render_mean(&recipe, &sox9, ceiling)?;
//! assert_eq!((image.height(), image.width()), (100, 50));
//! # Ok::<(), dsdscore::heatmap::Error>(())
//! ```

mod cells;
mod colormap;
mod error;
mod fill;
mod grid;
mod image;
mod interp;
mod matrix;
mod pattern;
mod png;
mod preview;
mod recipe;
mod renderer;
mod resize;
mod scale;
mod shades;
mod stretch;
mod transform;

pub use self::{
    cells::CellsRef,
    error::Error,
    fill::{fill_block, fill_column, fill_gaps, fill_mean, space_by_value},
    grid::Grid,
    image::Image,
    interp::interp,
    matrix::MatrixRef,
    pattern::{Pattern, PatternClass, Peak, Thresholds},
    png::{PngEncoder, PngError, decode_png, encode_png, write_png},
    preview::preview,
    recipe::{
        Colormap, Fill, Gaps, Recipe, RecipeError, ResizeStage, RowOrder, Scale, TimeSpacing,
        Transform,
    },
    renderer::{Renderer, render_cells, render_mean},
    resize::Resizer,
    scale::{ceiling, ceiling_between, scale},
    stretch::stretch,
    transform::transform,
};
