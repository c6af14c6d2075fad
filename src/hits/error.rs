//! What can go wrong while the genes of records are found.

use std::path::PathBuf;

use crate::{
    gene::{self, assembly::Told},
    variant,
};

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
    /// Variants and genes are of different assemblies.
    #[error(
        "{input} is of {found}, and the genes of {} of {genes}: by coordinates its variants would hit \
         the wrong genes; name genes of {}, or insist by --allow-assembly-mismatch",
        path.display(), found.assembly
    )]
    Assemblies {
        /// The input's name.
        input: String,
        /// Its assembly.
        found: Told,
        /// The file of genes.
        path: PathBuf,
        /// The assembly of the genes.
        genes: Told,
    },
    /// The layout of a consequence field cannot be read.
    #[error("the consequence field cannot be read")]
    Field(#[from] gene::consequence::ConsequenceFieldError),
    /// The input cannot be read.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}
