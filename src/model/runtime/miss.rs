//! Why one place has no usable library.

use std::path::PathBuf;

use thiserror::Error as ThisError;

use super::library::OLDEST_MINOR;

/// Why one place has no usable library.
#[derive(Debug, ThisError)]
pub enum Miss {
    /// There is no such file or folder.
    #[error("{} does not exist", .0.display())]
    Absent(PathBuf),
    /// A folder without the library.
    #[error("{} holds no ONNX Runtime library", .0.display())]
    EmptyFolder(PathBuf),
    /// The environment variable is not set.
    #[error("not set")]
    Unset,
    /// No such program on `PATH`, or it did not run.
    #[error("there is no working `{0}` on PATH")]
    NoPython(&'static str),
    /// Python did not answer.
    #[error("`{0}` did not answer in time")]
    SlowPython(&'static str),
    /// Python has no such package.
    #[error("`{0}` has no package onnxruntime")]
    NoWheel(&'static str),
    /// A wheel that keeps the library inside its Python module.
    #[error(
        "{} has no libonnxruntime (Linux wheels have it since 1.19); upgrade it with `pip \
         install -U onnxruntime`", .0.display()
    )]
    OldWheel(PathBuf),
    /// Nothing in the system's library folders.
    #[error("no libonnxruntime in the system's library folders")]
    NotInSystem,
    /// The system's loader refuses the file.
    #[error("{} cannot be loaded: {source}", path.display())]
    Load {
        /// The file.
        path: PathBuf,
        /// What the loader said.
        source: libloading::Error,
    },
    /// A library of something else.
    #[error("{} is not ONNX Runtime: it has no OrtGetApiBase", .0.display())]
    Other(PathBuf),
    /// A version that this program cannot use.
    #[error("{} is ONNX Runtime {version}; 1.{OLDEST_MINOR} or a later 1.x is needed", path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: String,
    },
}
