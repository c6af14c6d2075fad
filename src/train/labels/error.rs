//! What can go wrong with lists of genes.

use std::path::PathBuf;

use crate::gene::list::ListError;

/// An error in a list of genes.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is no list of genes.
    #[error(transparent)]
    List(#[from] ListError),
    /// A label is none.
    #[error(
        "{}, line {line}: the label \"{found}\" is none of {allowed}: write these, or name the \
         classes by --classes",
        path.display()
    )]
    Label {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// The label.
        found: String,
        /// Those that are.
        allowed: String,
    },
    /// A gene is said to be positive and negative in one file.
    #[error(
        "{}, line {line}: the gene {gene} has another label here than in line {first}: leave one \
         (the two names may be synonyms)",
        path.display()
    )]
    TwoLabels {
        /// The list.
        path: PathBuf,
        /// The gene's name in this line.
        gene: String,
        /// The earlier line.
        first: u64,
        /// The line, from 1.
        line: u64,
    },
    /// A list of negatives has a positive gene.
    #[error(
        "{}, line {line}: the gene {gene} has the label of positive genes in a list of negatives: \
         give the file as the list of known genes, or take the line out",
        path.display()
    )]
    PositiveAmongNegatives {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// The gene's name.
        gene: String,
    },
    /// No gene of the list has a value that was asked for.
    #[error("{}: no gene has {value} in a column {column}", path.display())]
    NoValue {
        /// The list.
        path: PathBuf,
        /// The column.
        column: String,
        /// What was asked for.
        value: String,
    },
    /// Nothing in the list means a gene of the bundle.
    #[error(
        "{}: none of its {count} genes, such as {example}, is in the bundle, whose genes are such \
         as {known}: genes are found by Ensembl ID, HGNC ID, symbol or alias, of the same species",
        path.display()
    )]
    NoneMatched {
        /// The list.
        path: PathBuf,
        /// How many it names.
        count: usize,
        /// The first of them.
        example: String,
        /// The first gene of the bundle.
        known: String,
    },
}
