//! Training: the loop that all networks share.
//!
//! ```text
//! Source ── inputs ──► Classifier ── logits ──► loss ──► optimiser ──► next epoch
//!                                                 └────► validation ──► stop? best so far?
//! ```
//!
//! The network is [`fit`] to a [`Source`] of labelled genes by [`FitOptions`]. All randomness
//! follows from the options' seed: nothing is drawn from a generator of the framework.

mod augment;
mod batches;
mod checkpoint;
mod collapse;
mod container;
mod embedded;
mod error;
#[cfg(test)]
mod fixture;
mod identity;
mod images;
mod loss;
mod optimiser;
mod options;
mod predict;
mod resnet;
mod run;
mod schedule;
pub mod search;
mod tally;
#[cfg(test)]
mod tests;

use std::path::Path;

use burn::{
    module::Module,
    tensor::{Device, Tensor},
};
use rand_chacha::ChaCha8Rng;

use self::run::Run;
pub use self::{
    augment::Augmentation,
    collapse::{LEAST_GENES, LEAST_SPREAD, collapse},
    embedded::{Trunked, fit_head},
    error::Error,
    images::{ImageSource, Standard},
    options::{ClassWeights, FitOptions, Optimiser, Schedule},
    predict::{log_odds, probabilities},
};
use super::{
    evaluation::{Collapse, Epoch},
    folds::Split,
};

/// What a network sees of a batch of genes.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// N × channels × height × width.
    pub images: Tensor<4>,
    /// N × K: further numbers of each gene.
    pub features: Option<Tensor<2>>,
}

/// A network that tells two classes apart.
pub trait Classifier: Module {
    /// The logits of the classes 0 (not disease) and 1 (disease): N × 2.
    fn logits(&self, inputs: Inputs) -> Tensor<2>;

    /// The logits while the network learns. A network with dropout draws its masks from `rng`;
    /// others need not say anything.
    fn training_logits(&self, inputs: Inputs, _rng: &mut ChaCha8Rng) -> Tensor<2> {
        self.logits(inputs)
    }
}

/// Labelled genes.
pub trait Source: Sync {
    /// Whether a gene is of class 1.
    fn label(&self, gene: usize) -> bool;

    /// What the network sees of some genes, in their order, on a device; varied at random where
    /// `augment` is given.
    fn inputs(&self, chosen: &[usize], augment: Option<&mut ChaCha8Rng>, device: &Device)
    -> Inputs;
}

/// A network that has learnt.
#[derive(Clone, Debug)]
pub struct Fitted<N> {
    /// With the weights of the best epoch, ready to predict (not to learn on: see
    /// [`Module::train`]).
    pub network: N,
    /// All epochs, the first first.
    pub epochs: Vec<Epoch>,
    /// The index in `epochs` of the one whose weights were kept.
    pub best: usize,
    /// Whether the network gives one answer for all.
    pub collapse: Option<Collapse>,
}

/// Trains a network on `split.train` until the options' epochs are over or the loss on
/// `split.validation` has not improved for long; keeps the weights of the best epoch. `progress`
/// hears of each epoch when it is over.
///
/// After every epoch all that is needed to go on is written to the file `checkpoint`. Where that
/// file is there already, the training goes on from it, and gives bit for bit the network that it
/// would have given without a stop; one that was over gives its network again at once.
///
/// # Errors
///
/// Options out of range, too few genes, genes of one class, a loss that is not finite; a
/// checkpoint that cannot be read or written, or is of other options, genes or weights.
pub fn fit<N: Classifier>(
    network: N,
    source: &impl Source,
    split: &Split,
    options: &FitOptions,
    device: &Device,
    checkpoint: Option<&Path>,
    progress: &mut dyn FnMut(&Epoch),
) -> Result<Fitted<N>, Error> {
    options.check()?;
    let run = Run::new(source, split, options, device)?;
    let mut state = run.start(network);
    let checkpoint = match checkpoint {
        Some(path) => Some(run.checkpoint(path, &state)?),
        None => None,
    };
    if let Some(checkpoint) = &checkpoint {
        state = checkpoint.resume(state)?;
    }
    while !run.is_over(&state) {
        state = run.epoch(state)?;
        if let Some(checkpoint) = &checkpoint {
            checkpoint.write(&state)?;
        }
        if let Some(epoch) = state.epochs.last() {
            progress(epoch);
        }
    }
    run.finish(state)
}
