//! What comes of a training.

use crate::train::evaluation::{Collapse, Epoch};

/// A network that has learnt.
#[derive(Clone, Debug)]
pub struct Fitted<N> {
    /// With the weights of the best epoch, ready to predict (not to learn on: see
    /// [`Module::train`](burn::module::Module::train)).
    pub network: N,
    /// All epochs, the first first.
    pub epochs: Vec<Epoch>,
    /// The index in `epochs` of the one whose weights were kept.
    pub best: usize,
    /// Whether the network gives one answer for all.
    pub collapse: Option<Collapse>,
}
