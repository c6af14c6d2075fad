//! Figures for people: a gene's expression with axes and a colour bar, and
//! sheets of many genes' images.
//!
//! A figure is laid out as a [`Page`], which is drawn as PNG or as SVG by the same code.
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
//!     usual: None,
//! };
//! let recipe = Recipe::default();
//! let figure = GeneFigure {
//!     panels: vec![Panel { label: "female", means: Some(means), ..Panel::default() }],
//!     ..GeneFigure::new("SOX9", &recipe)
//! };
//! let mut svg = Vec::new();
//! figure.lay_out()?.write_svg(&mut svg)?;
//! assert!(svg.starts_with(b"<svg"));
//! # Ok::<(), dsdscore::figure::FigureError>(())
//! ```

mod area;
mod axis;
mod canvas;
mod colour;
pub(crate) mod colour_bar;
mod error;
#[cfg(test)]
mod fixture;
pub(crate) mod font;
mod gene;
mod head;
mod matrix;
mod means;
mod notes;
mod page;
mod panel;
mod picture;
mod png;
mod sheet;
mod svg;
mod text;
pub(crate) mod ticks;
mod why;

pub use self::{
    error::FigureError,
    gene::GeneFigure,
    means::Means,
    page::{Drawing, Page},
    panel::Panel,
    sheet::{Sheet, SheetGene},
    why::{AlikeGene, AlikeGroup, Changes, WhyFigure, WhyPanel},
};
