//! What can go wrong while annotating.

use crate::{hits, score, variant};

/// An error of annotating.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The genes of the records cannot be found.
    #[error(transparent)]
    Hits(#[from] hits::Error),
    /// A field of the same name is another program's.
    #[error(
        "INFO/{0} is already in the header, written by another program; choose other names with --prefix"
    )]
    ForeignField(String),
    /// A score cannot be computed.
    #[error("scoring failed")]
    Score(#[from] score::Error),
    /// The input cannot be read or the output written.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}
