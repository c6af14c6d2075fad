//! What can go wrong while annotating.

use crate::{hits, info, score, variant};

/// An error of annotating.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The genes of the records cannot be found.
    #[error(transparent)]
    Hits(#[from] hits::Error),
    /// The fields cannot be defined.
    #[error(transparent)]
    Info(#[from] info::Error),
    /// A score cannot be computed.
    #[error("scoring failed")]
    Score(#[from] score::Error),
    /// The input cannot be read or the output written.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}
