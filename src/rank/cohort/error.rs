//! What can go wrong with a cohort.

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
    /// There is nothing to rank.
    #[error("a cohort needs an input")]
    Empty,
}
