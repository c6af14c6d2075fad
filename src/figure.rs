//! Figures for people: a gene's expression with axes and a colour bar, and
//! sheets of many genes' images.
//!
//! A figure is drawn once, on a [`Canvas`], and written as PNG or as SVG.
//!
//! ```
//! use dsdscore::{
//!     figure::{GeneFigure, Means, Panel},
//!     heatmap::Recipe,
//! };
//! use ndarray::array;
//!
//! let sox9 = array![[0.0, 4.0], [f32::NAN, 0.1]];
//! let means = Means {
//!     matrix: sox9.view(),
//!     cell_types: &["germ".into(), "soma".into()],
//!     times: &[6.0, 7.5],
//!     time_labels: &["6", "7.5"],
//!     cells: None,
//!     ceiling: 1.0,
//! };
//! let recipe = Recipe::default();
//! let figure = GeneFigure {
//!     panels: vec![Panel { label: "female", means: Some(means), ..Panel::default() }],
//!     ..GeneFigure::new("SOX9", &recipe)
//! };
//! let mut svg = Vec::new();
//! figure.draw()?.write_svg(&mut svg)?;
//! # Ok::<(), dsdscore::figure::FigureError>(())
//! ```

mod axis;
mod canvas;
pub(crate) mod colour_bar;
mod draw;
mod error;
pub(crate) mod font;
mod gene;
mod matrix;
mod panel;
mod picture;
mod png;
mod sheet;
mod svg;
pub(crate) mod ticks;

pub use self::{
    canvas::Canvas,
    error::FigureError,
    gene::GeneFigure,
    panel::{Means, Panel},
    sheet::{Sheet, SheetGene},
};
