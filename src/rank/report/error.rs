//! Why a page cannot be written.

use std::io;

use thiserror::Error;

use crate::{bundle::BundleError, heatmap::PngError};

/// An error in writing a page.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A gene's expression cannot be read off the bundle.
    #[error("cannot draw the genes' expression; without a bundle the page has no heatmaps")]
    Bundle(#[from] BundleError),
    /// A heatmap cannot be encoded.
    #[error("cannot draw the expression of the gene {gene:?}")]
    Png {
        /// The gene's symbol.
        gene: String,
        /// Why.
        #[source]
        source: PngError,
    },
    /// The page cannot be put together.
    #[error("cannot put the page together")]
    Page(#[from] askama::Error),
    /// The writer failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
