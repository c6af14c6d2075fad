//! Why known genes cannot be placed among all others.

use std::{error::Error as StdError, io};

use crate::{
    bundle::BundleError,
    train::{choice, dataset, method::EVERYTHING_METHODS, report::ReportError, task},
};

/// Why known genes cannot be placed among all others.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such method.
    #[error(
        "there is no {name} by this protocol: use {}",
        EVERYTHING_METHODS.join(", ")
    )]
    NoMethod {
        /// What was named.
        name: String,
    },
    /// A method that is to decide is not run.
    #[error("{name} cannot decide, for it is not among the methods that are run")]
    NotRun {
        /// The method.
        name: String,
    },
    /// Nothing could be left out.
    #[error("{folds} folds: use at least 2")]
    Folds {
        /// As given.
        folds: usize,
    },
    /// Nothing could be learnt from.
    #[error("a ratio of {ratio} others to each known gene: it must be a number above 0, such as 5")]
    Ratio {
        /// As given.
        ratio: f64,
    },
    /// There are too few genes.
    #[error(
        "{known} known and {others} other expressed genes are too few for {folds} folds: choose \
         fewer folds, or name more known genes"
    )]
    TooFew {
        /// Known genes.
        known: usize,
        /// All others.
        others: usize,
        /// The folds.
        folds: usize,
    },
    /// Two contrasts of one name.
    #[error("two lists of genes are called {name}: give them other names, as NAME=FILE")]
    TwoLists {
        /// The name.
        name: String,
    },
    /// None of a list is expressed.
    #[error(
        "no gene of the list {name} is expressed in the condition {condition} and not known: leave \
         the list out"
    )]
    EmptyList {
        /// The name.
        name: String,
        /// The condition's key.
        condition: String,
    },
    /// Nothing was run, or asked to run, how often.
    #[error("{what} is 0: use at least 1")]
    Zero {
        /// What.
        what: &'static str,
    },
    /// A method failed.
    #[error("{method}, repeat {}, fold {}", repeat + 1, fold + 1)]
    Method {
        /// Its short name.
        method: String,
        /// From 0.
        repeat: usize,
        /// From 0.
        fold: usize,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// A score has no place among others.
    #[error("{method} scored the gene {gene} {score}, which is not from 0 to 1")]
    Score {
        /// The method's name.
        method: String,
        /// The symbol.
        gene: String,
        /// The score.
        score: f32,
    },
    /// Genes cannot be chosen.
    #[error(transparent)]
    Choice(#[from] choice::Error),
    /// Genes cannot be read.
    #[error(transparent)]
    Dataset(#[from] dataset::Error),
    /// Nothing learns.
    #[error(transparent)]
    Task(#[from] task::Error),
    /// A name cannot stand in the table of scores.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The bundle cannot be written.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A record cannot be kept as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The folder of checkpoints cannot be made.
    #[error(transparent)]
    Io(#[from] io::Error),
}
