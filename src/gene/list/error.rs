//! What can go wrong with a list of genes.

use std::path::PathBuf;

use crate::delimited::TableError;

/// An error in a list of genes.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The file cannot be read, or is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// There are columns, and none names genes.
    #[error(
        "{}: none of its columns ({found}) names genes: name one gene, symbol or gene_id, or \
         give a plain list with one gene a line",
        path.display()
    )]
    NoGeneColumn {
        /// The list.
        path: PathBuf,
        /// The names in the header.
        found: String,
    },
    /// A row names no gene.
    #[error("{}, line {line}: it names no gene: fill it in, or take the line out", path.display())]
    NoGene {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
}
