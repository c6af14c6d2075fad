//! Why a consequence field cannot be read.

use thiserror::Error;

/// Why a consequence field cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConsequenceFieldError {
    /// The values are no text.
    #[error("INFO/{key}: its Type is {found} instead of String")]
    Type {
        /// The INFO key.
        key: String,
        /// The Type that the header says.
        found: String,
    },
    /// The Description lists no sub-fields.
    #[error(
        "INFO/{key}: its Description lists no sub-fields (looked for `Format: Allele|Consequence|…|SYMBOL|Gene|…` in {description:?})"
    )]
    NoFormat {
        /// The INFO key.
        key: String,
        /// The Description.
        description: String,
    },
    /// No sub-field names a gene.
    #[error("INFO/{key}: none of its sub-fields names a gene (looked for {wanted} among {found})")]
    NoGene {
        /// The INFO key.
        key: String,
        /// The sub-fields that would do.
        wanted: &'static str,
        /// The sub-fields of the Description.
        found: String,
    },
}
