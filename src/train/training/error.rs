//! Why there is no network.

use std::{io, path::PathBuf};

use crate::{
    model::metadata,
    train::{fit::search::BoxError, folds, learn, release, task},
};

/// Why there is no network.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing to learn from, or nothing that learns.
    #[error(transparent)]
    Task(#[from] task::Error),
    /// What the network's file would say of itself is refused.
    #[error(transparent)]
    Metadata(#[from] metadata::Error),
    /// There are too few genes for a search's cross-validation.
    #[error(transparent)]
    Folds(#[from] folds::Error),
    /// A search failed.
    #[error(transparent)]
    Search(BoxError),
    /// A search found nothing.
    #[error("every training of the search diverged: lower the rates")]
    AllDiverged,
    /// The training failed.
    #[error(transparent)]
    Learn(#[from] learn::Error),
    /// The network cannot be written, or is another there.
    #[error(transparent)]
    Release(#[from] release::Error),
    /// The record cannot be written.
    #[error("cannot write {}", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}
