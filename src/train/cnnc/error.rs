//! Why pairs of genes cannot be learnt from.

use crate::{atlas::GroupedError, train::fit};

/// Why pairs of genes cannot be learnt from.
#[derive(Debug, thiserror::Error)]
pub enum CnncError {
    /// An option is out of its range.
    #[error("the option {name} must be {range}")]
    Option {
        /// The option, as in the JSON.
        name: &'static str,
        /// What it may be.
        range: &'static str,
    },
    /// A single-cell file cannot be read, or is not as the configuration says.
    #[error(transparent)]
    Atlas(#[from] GroupedError),
    /// No file has the condition.
    #[error("no file has cells of the condition {0}: name the file that has")]
    NoCondition(String),
    /// The condition has no cells of the time.
    #[error("the condition {condition} has no cells at the time {time}; it has {found}")]
    NoTime {
        /// The key of the condition.
        condition: String,
        /// The time that was asked for.
        time: f64,
        /// The times that it has.
        found: String,
    },
    /// A gene of the bundle is not in the file.
    #[error("the gene {gene} is not in {file}: name the file that the bundle was made from")]
    NoGene {
        /// The symbol.
        gene: String,
        /// The file.
        file: String,
    },
    /// The cells were read for other genes.
    #[error("no cells were read for the gene {0}: read them for all labelled genes")]
    NoCells(String),
    /// The network could not be trained.
    #[error(transparent)]
    Fit(#[from] fit::Error),
}
