//! Why a report cannot be written.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::train::metrics;

/// An error in concluding from an evaluation, or in writing it.
#[derive(Debug, Error)]
pub enum ReportError {
    /// Two methods cannot be compared.
    #[error("{comparison}: cannot compare the methods {methods}")]
    Compare {
        /// Condition and kind of negatives, in words.
        comparison: String,
        /// The two methods, in words.
        methods: String,
        /// Why.
        #[source]
        source: metrics::Error,
    },
    /// Scores of a comparison that the evaluation does not have.
    #[error(
        "gene {gene}: a score of condition {condition}, negatives {negatives}, which the \
         evaluation does not have"
    )]
    Stray {
        /// The gene.
        gene: String,
        /// The condition.
        condition: String,
        /// The kind of negatives.
        negatives: String,
    },
    /// A name that would break the lines and columns of a table.
    #[error("gene {0:?}: a tab or line break in a name cannot stand in a table: rename the gene")]
    Name(String),
    /// JSON has no such number.
    #[error("the evaluation has a figure that is no finite number, which JSON cannot hold")]
    NotFinite(#[source] serde_json::Error),
    /// A file of an evaluation's folder cannot be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Box<ReportError>,
    },
    /// A plot cannot be drawn.
    #[error("cannot draw a plot")]
    Draw(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The page cannot be put together.
    #[error("cannot put the page together")]
    EvaluationPage(#[from] askama::Error),
    /// The writer failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
