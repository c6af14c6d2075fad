//! Why genes cannot be chosen.

use super::Negatives;
use crate::train::patterns;

/// An error in choosing genes.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bundle does not say what is expressed.
    #[error(transparent)]
    Patterns(#[from] patterns::Error),
    /// The labels are of another bundle.
    #[error(
        "the labels have a gene {index} (counted from 0), the bundle has {count}: \
         find the genes of the lists in this bundle"
    )]
    OtherBundle {
        /// The index.
        index: usize,
        /// How many genes the bundle has.
        count: usize,
    },
    /// Housekeeping genes are those of a list.
    #[error("negatives of the kind housekeeping need a list: name it by --negatives")]
    NoList,
    /// No gene has the label 0.
    #[error("the list of known genes labels none 0: choose another kind of negatives")]
    NoneLabelled,
    /// There is nothing to learn.
    #[error(
        "none of the {found} known genes of the bundle is expressed in the condition {condition}: \
         is it the atlas of the right tissue, and does the list label positive genes 1?"
    )]
    NoPositives {
        /// The condition's key.
        condition: String,
        /// How many known genes the bundle has.
        found: usize,
    },
    /// There is nothing to tell known genes from.
    #[error(
        "there are no {} negatives expressed in the condition {condition}: {}",
        negatives.name(),
        remedy(*negatives)
    )]
    NoCandidates {
        /// The condition's key.
        condition: String,
        /// What was asked for.
        negatives: Negatives,
    },
    /// The ratio gives no negative.
    #[error(
        "a ratio of {ratio} negatives to each of {positives} positive genes gives none: \
         it must be a number above 0, such as 1"
    )]
    Ratio {
        /// As it was given.
        ratio: f64,
        /// How many positive genes there are.
        positives: usize,
    },
}

fn remedy(negatives: Negatives) -> &'static str {
    match negatives {
        Negatives::Housekeeping => "give a list of negatives, or choose matched ones",
        Negatives::Labelled => "give the list of known genes a column label with 0 for others",
        Negatives::Matched | Negatives::Random => {
            "every expressed gene is in one of the lists; choose those of a list"
        }
    }
}
