//! What can go wrong with a cohort.

use crate::gene::Assembly;

/// An error in putting a cohort together.
#[derive(Debug, thiserror::Error)]
pub enum CohortError {
    /// One file is named twice.
    #[error("{first} and {second} are one file: its patients would count twice; leave one out")]
    SameFile {
        /// As it was named first.
        first: String,
        /// As it was named again.
        second: String,
    },
    /// Standard input is named twice.
    #[error("standard input (-) is named twice, and can be read once")]
    StdinTwice,
    /// Scores of different conditions cannot be compared.
    #[error(
        "{input} has scores of the conditions {found}, and the inputs before have {expected}: give \
         --bundle, so that all have the same"
    )]
    Conditions {
        /// The input.
        input: String,
        /// Its conditions.
        found: String,
        /// Those of the inputs before.
        expected: String,
    },
    /// Scores by different models cannot be compared.
    #[error(
        "{input}: its scores of condition {condition} are by {found}, those of the inputs before by \
         {expected}: give --bundle, so that all have the same"
    )]
    Models {
        /// The input.
        input: String,
        /// The condition.
        condition: String,
        /// Its model.
        found: String,
        /// That of the inputs before.
        expected: String,
    },
    /// Variants of different assemblies are not the same at the same place.
    #[error(
        "{input} is of {found} and {first} of {expected}, as their headers tell: rank inputs of one \
         assembly together, or insist by --allow-assembly-mismatch"
    )]
    Assemblies {
        /// The input.
        input: String,
        /// Its assembly.
        found: Assembly,
        /// An input before.
        first: String,
        /// The assembly of that.
        expected: Assembly,
    },
    /// There is nothing to rank.
    #[error("a cohort needs an input")]
    Empty,
}
