//! What can go wrong while the genes of records are found.

use crate::{gene, variant};

/// An error of finding the genes of records.
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
    /// The input cannot be read.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}
