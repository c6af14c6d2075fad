//! What can go wrong while annotating.

use crate::{gene, score, variant};

/// An error of annotating.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input names no genes and no other source is given.
    #[error(
        "no consequence field in {0}: annotate it first (VEP: CSQ, SnpEff: ANN, bcftools csq: BCSQ), or give gene coordinates with --genes"
    )]
    NoSource(String),
    /// A consequence field is asked for that the input does not have.
    #[error("INFO/{key} is not in the header of {input}")]
    NoField {
        /// The INFO key.
        key: String,
        /// The input's name.
        input: String,
    },
    /// The layout of a consequence field cannot be read.
    #[error("the consequence field cannot be read")]
    Field(#[from] gene::consequence::ConsequenceFieldError),
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
