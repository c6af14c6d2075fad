//! Why methods cannot be evaluated.

use std::io;

use crate::train::{
    cnnc::CnncError, compare, device, folds, method::METHODS, report::ReportError, task,
};

/// Why methods cannot be evaluated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such method.
    #[error("there is no {name}: use {}", METHODS.join(", "))]
    NoMethod {
        /// What was named.
        name: String,
    },
    /// There is nothing to learn from, or nothing that learns.
    #[error(transparent)]
    Task(#[from] task::Error),
    /// Genes cannot be left out in this way.
    #[error(transparent)]
    Folds(#[from] folds::Error),
    /// The device cannot be had.
    #[error(transparent)]
    Device(#[from] device::Error),
    /// The single cells cannot be read, or not be learnt from.
    #[error(transparent)]
    Cnnc(#[from] CnncError),
    /// A method failed.
    #[error(transparent)]
    Compare(#[from] compare::Error),
    /// There is nothing to conclude, or a name that the table of scores cannot hold.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A record cannot be kept as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The folder of checkpoints cannot be made.
    #[error(transparent)]
    Io(#[from] io::Error),
}
