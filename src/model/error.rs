//! What can go wrong between a model file and a score.

use std::io;
use std::path::PathBuf;

use thiserror::Error as ThisError;

use super::answer::AnswerError;
use super::image::ImageError;
use super::profile::ProfileError;
use super::{Provider, metadata, runtime};

/// The result of a model operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a model cannot be opened, or gives no score.
#[derive(Debug, ThisError)]
pub enum Error {
    /// ONNX Runtime is not there, or not usable.
    #[error(transparent)]
    Runtime(#[from] runtime::Error),
    /// The model file cannot be read.
    #[error("model {}: {source}", path.display())]
    Read {
        /// The model file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// ONNX Runtime refuses the file.
    #[error(
        "model {}: ONNX Runtime cannot load it (a damaged file, no ONNX file, or operators newer \
         than the library): {source}", path.display()
    )]
    Load {
        /// The model file.
        path: PathBuf,
        /// What ONNX Runtime said.
        source: ort::Error,
    },
    /// The file is not the whole model.
    #[error(
        "model {}: it keeps weights in another file, so that its digest would not cover them; \
         save it as one file", .0.display()
    )]
    ExternalData(PathBuf),
    /// The metadata is missing or wrong.
    #[error("model {}: {source}", path.display())]
    Metadata {
        /// The model file.
        path: PathBuf,
        /// What is wrong.
        source: metadata::Error,
    },
    /// The graph does not take or give what a model of its kind does.
    #[error("model {}: {what}", path.display())]
    Graph {
        /// The model file.
        path: PathBuf,
        /// What was wanted and what is there.
        what: String,
    },
    /// The library was built without the provider that was asked for.
    #[error(
        "provider {provider} was asked for, but ONNX Runtime {version} at {} was built without \
         it; install a build that has it (`pip install onnxruntime-gpu`), or use --provider cpu \
         or auto", library.display()
    )]
    ProviderAbsent {
        /// The provider asked for.
        provider: Provider,
        /// The library's path.
        library: PathBuf,
        /// The library's version.
        version: String,
    },
    /// The library has the provider, but it does not start.
    #[error(
        "provider {provider} was asked for but does not start; it needs {}: {source}",
        provider.needs()
    )]
    ProviderFailed {
        /// The provider asked for.
        provider: Provider,
        /// What ONNX Runtime said.
        source: ort::Error,
    },
    /// ONNX Runtime failed while scoring.
    #[error("ONNX Runtime: {0}")]
    Run(#[from] ort::Error),
    /// What was given is nothing that a network for images takes.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// What was given is nothing that a model of profiles takes.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// What came out is no score.
    #[error(transparent)]
    Answer(#[from] AnswerError),
}
