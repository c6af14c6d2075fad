//! What can go wrong while the genes of records are found.

use std::path::PathBuf;

use crate::{
    gene::{assembly::Told, consequence::ConsequenceFieldError},
    variant,
};

/// An error of finding the genes of records.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input names no genes and no other source is given.
    #[error(
        "no consequence field in {input}{}: annotate it first (VEP: CSQ, SnpEff: ANN, bcftools csq: BCSQ), or give gene coordinates with --genes",
        told(passed_over)
    )]
    NoSource {
        /// The input's name.
        input: String,
        /// What is wrong with those that have a consequence field's name.
        passed_over: Vec<ConsequenceFieldError>,
    },
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
    #[error(
        "the consequence field cannot be read: annotate the input again, or name another source of genes"
    )]
    Field(#[from] ConsequenceFieldError),
    /// The input cannot be read.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}

fn told(fields: &[ConsequenceFieldError]) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let fields: Vec<_> = fields.iter().map(ToString::to_string).collect();
    format!(" (passed over: {})", fields.join("; "))
}
