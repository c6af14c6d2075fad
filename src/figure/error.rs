//! Why a figure cannot be drawn or written.

use std::{error::Error, io};

use image::ImageError;
use thiserror::Error;

use crate::heatmap;

/// An error in drawing or writing a figure.
#[derive(Debug, Error)]
pub enum FigureError {
    /// The matrix cannot be drawn.
    #[error(transparent)]
    Matrix(#[from] heatmap::Error),
    /// There are not as many labels or numbers as the matrix has places.
    #[error("a figure with {found} {what} instead of {expected}")]
    Count {
        /// What was counted.
        what: &'static str,
        /// How many the matrix has.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Nobody could read it, and its pixels would take all the memory.
    #[error("a figure of {what} {found} is too large: it can have {most}")]
    TooLarge {
        /// What was counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A line or a text cannot be drawn.
    #[error("cannot draw the figure")]
    Draw(#[source] Box<dyn Error + Send + Sync>),
    /// The pixels cannot be encoded as PNG.
    #[error("cannot encode the figure as PNG")]
    Encode(#[source] ImageError),
    /// The writer failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
