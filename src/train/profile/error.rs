//! What can go wrong between labels and a model of profiles.

use std::{io, path::PathBuf};

use crate::{
    bundle::BundleError,
    model::{self, profile::ProfileError, runtime},
    onnx,
    train::{baseline, task},
};

/// Why there is no model of profiles.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// ONNX Runtime, in which the model is to be compared, is not there.
    #[error("the model could not be compared with its file (--unchecked does without)")]
    Runtime(#[from] runtime::Error),
    /// Genes cannot be chosen or read.
    #[error(transparent)]
    Task(#[from] task::Error),
    /// The bundle's matrices cannot be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A chosen gene's values cannot be transformed.
    #[error("the chosen genes cannot be learnt from (profiles are counted from 0, in their order)")]
    Profile(#[from] ProfileError),
    /// The regression cannot be fitted.
    #[error(transparent)]
    Regression(#[from] baseline::Error),
    /// What the file is to say of itself cannot be.
    #[error(transparent)]
    Metadata(model::metadata::Error),
    /// The metadata are nothing that JSON can hold.
    #[error("the metadata cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The file gives other probabilities, or cannot be written.
    #[error(transparent)]
    Onnx(#[from] onnx::Error),
    /// The record cannot be written.
    #[error("cannot write {}", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
