//! What can go wrong while explaining.

use crate::{bundle::BundleError, model, score};

/// An error of explaining.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A gene's matrix or image cannot be read, or not be drawn.
    #[error("the bundle's matrices and images cannot be used")]
    Bundle(#[from] BundleError),
    /// A model does not fit the bundle.
    #[error("a model does not fit the bundle")]
    Score(#[from] score::Error),
    /// A model failed.
    #[error("the model failed")]
    Model(#[from] model::Error),
}
