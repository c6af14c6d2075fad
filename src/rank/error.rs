//! What can go wrong while ranking.

use crate::{annotate, score, variant};

/// An error of ranking.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input has no samples.
    #[error("{0} has no samples: ranking needs the genotypes of a patient")]
    NoSamples(String),
    /// A sample is asked for that the input does not have.
    #[error("sample {sample} is not in {input}, which has {found}")]
    NoSample {
        /// The name that was asked for.
        sample: String,
        /// The input's name.
        input: String,
        /// Some of its samples.
        found: String,
    },
    /// A condition is asked for that has no scores.
    #[error("condition {asked} has no scores; there are those of {found}")]
    NoCondition {
        /// What was asked for.
        asked: String,
        /// The conditions that have scores.
        found: String,
    },
    /// Records without genotypes.
    #[error("{0} has no FORMAT/GT: ranking needs the genotypes of a patient")]
    NoGenotypes(String),
    /// A score cannot be computed.
    #[error("scoring failed")]
    Score(#[from] score::Error),
    /// Genes cannot be found, or candidates not be written.
    #[error(transparent)]
    Annotate(#[from] annotate::Error),
    /// The input cannot be read.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}
