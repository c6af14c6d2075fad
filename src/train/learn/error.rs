//! Why nothing was learnt.

use crate::train::{fit, network, plan};

/// Why nothing was learnt.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The plan is out of range.
    #[error(transparent)]
    Plan(#[from] plan::Error),
    /// The network cannot be made, or its weights not read.
    #[error(transparent)]
    Network(#[from] network::Error),
    /// The training failed.
    #[error(transparent)]
    Fit(#[from] fit::Error),
}
