//! Why a file does not become matrices of cell types × times.

use std::path::PathBuf;

use crate::atlas::{AtlasError, Changed, GenesError, GroupsError};

/// An error on the way from a file to matrices of cell types × times.
#[derive(Debug, thiserror::Error)]
pub enum GroupedError {
    /// The file cannot be read.
    #[error(transparent)]
    Atlas(#[from] AtlasError),
    /// Its cells cannot be grouped.
    #[error("{}", path.display())]
    Groups {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: Box<GroupsError>,
    },
    /// Its genes cannot be named.
    #[error("{}", path.display())]
    Genes {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: Box<GenesError>,
    },
    /// A value is not what it should be.
    #[error("{}: {what}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The matrix, gene, cell and value, what is wrong with it, and the remedy.
        what: String,
    },
    /// The file changed while it was read.
    #[error("{}", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: Changed,
    },
}
