//! What can go wrong while ranking.

use super::annotation;
use crate::{bundle::BundleError, hits, info, score, variant};

/// An error of ranking.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input has no samples.
    #[error("{0} has no samples: ranking needs the genotypes of a patient")]
    NoSamples(String),
    /// Samples are asked for, or have a sex given, that the input does not have.
    #[error("{missing} not in {input}, which has {found}")]
    NoSample {
        /// The names that were given, up to the verb.
        missing: String,
        /// The input's name.
        input: String,
        /// Some of its samples.
        found: String,
    },
    /// The pedigree calls some affected, of whom none is a sample.
    #[error(
        "the pedigree calls {affected} affected, and {input} has no such sample: it has {found}; give both the same names, or name whom to rank by --samples"
    )]
    NoAffected {
        /// Some of the affected.
        affected: String,
        /// The input's name.
        input: String,
        /// Some of its samples.
        found: String,
    },
    /// Nobody can tell two samples apart.
    #[error(
        "{input} names sample \"{sample}\" twice in its #CHROM line: give each a name of its own, e.g. by `bcftools reheader -s`"
    )]
    TwoSamples {
        /// The input's name.
        input: String,
        /// The name.
        sample: String,
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
    #[error(
        "{0} has no genotype of a patient (FORMAT/GT is missing or \".\" in every record): name samples that were called, by --samples, or give an input with genotypes"
    )]
    NoGenotypes(String),
    /// Made-up controls.
    #[error(
        "{0} is synthetic, as its header says: name controls that were sequenced by --control, or leave it out"
    )]
    SyntheticControls(String),
    /// Controls without anything to compare with.
    #[error("{0} has no records: name a VCF or BCF of controls with variants by --control")]
    EmptyControls(String),
    /// A filter asks what the input does not say.
    #[error("{input}")]
    Lacks {
        /// The input's name.
        input: String,
        /// What it lacks.
        source: annotation::Error,
    },
    /// A genotype cannot be read.
    #[error("{input}, {place}: malformed genotypes")]
    Samples {
        /// The input's name.
        input: String,
        /// CHROM:POS of the record.
        place: String,
        /// What is wrong.
        source: variant::samples::Error,
    },
    /// Why genes have their scores cannot be read off the bundle.
    #[error("the bundle's reasons cannot be used")]
    Reasons(#[from] BundleError),
    /// A score cannot be computed.
    #[error("scoring failed")]
    Score(#[from] score::Error),
    /// The genes of the records cannot be found.
    #[error(transparent)]
    Hits(#[from] hits::Error),
    /// Candidates cannot be written.
    #[error(transparent)]
    Info(#[from] info::Error),
    /// The input cannot be read.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}
