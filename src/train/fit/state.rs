//! What changes from epoch to epoch.

use burn::optim::ModuleOptimizer;

use crate::train::evaluation::Epoch;

/// What changes from epoch to epoch.
pub(super) struct State<N> {
    /// Learning.
    pub(super) network: N,
    /// As it was after the best epoch, not learning.
    pub(super) best: N,
    pub(super) optimiser: ModuleOptimizer,
    pub(super) epochs: Vec<Epoch>,
}

impl<N> State<N> {
    /// The validation losses.
    pub(super) fn losses(&self) -> Vec<f64> {
        let losses = self.epochs.iter().map(|epoch| epoch.validation_loss);
        losses.collect()
    }
}
