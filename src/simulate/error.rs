//! Why an atlas is not simulated.

use std::{io, path::PathBuf};

use rust_hdf5::Hdf5Error;
use thiserror::Error;

/// What keeps an atlas from being simulated.
#[derive(Debug, Error)]
pub enum Error {
    /// An option, alone or with others, makes no sense.
    #[error("{option}: {what}")]
    Option {
        /// The option, as the command line calls it.
        option: &'static str,
        /// What is wrong, and what would do.
        what: String,
    },
    /// The folder may not be written or replaced.
    #[error("{}: {what}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why, and what would do.
        what: String,
    },
    /// A file could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Failure,
    },
}

/// Why a file could not be written.
#[derive(Debug, Error)]
pub enum Failure {
    /// By the operating system.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// By the writer of HDF5.
    #[error(transparent)]
    Hdf5(#[from] Hdf5Error),
}

impl Error {
    pub(super) fn option(option: &'static str, what: impl Into<String>) -> Self {
        let what = what.into();
        Self::Option { option, what }
    }
}

/// The result of simulating.
pub type Result<T> = std::result::Result<T, Error>;
