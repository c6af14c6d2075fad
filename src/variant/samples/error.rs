//! What can be wrong with FORMAT fields.

use crate::variant::typed::{self, Type};

/// Why a FORMAT field cannot be read. Samples are counted from 1 here.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// GT is no genotype.
    #[error(
        "GT of sample {sample} is \"{text}\"; a genotype is allele numbers or \".\", separated by / or |"
    )]
    Genotype {
        /// The sample.
        sample: usize,
        /// GT, escaped.
        text: String,
    },
    /// GT names an allele that the record does not have.
    #[error("GT of sample {sample} names allele {allele}, but the record has {alternates} ALT")]
    Allele {
        /// The sample.
        sample: usize,
        /// The allele.
        allele: u32,
        /// How many ALTs there are.
        alternates: usize,
    },
    /// A field that should have numbers has not.
    #[error("{key} of sample {sample} is \"{text}\", not a number")]
    Number {
        /// The field.
        key: String,
        /// The sample.
        sample: usize,
        /// The value, escaped.
        text: String,
    },
    /// A BCF record has more or fewer samples than its header.
    #[error("it has {found} samples, where the #CHROM line has {expected}")]
    SampleCount {
        /// In the header.
        expected: usize,
        /// In the record.
        found: usize,
    },
    /// The bytes of a BCF record are no FORMAT fields.
    #[error("FORMAT is malformed: {0}")]
    Block(#[from] typed::Error),
    /// GT of a BCF record is of a type that holds no genotypes.
    #[error("GT has values of type {0:?}")]
    Type(Type),
}
