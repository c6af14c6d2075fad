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
mod classifier;
mod collapse;
mod container;
mod embedded;
mod error;
mod fitted;
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
mod source;
mod state;
mod tally;
#[cfg(test)]
mod tests;

pub use self::{
    augment::Augmentation,
    classifier::{Classifier, Inputs},
    collapse::{LEAST_GENES, LEAST_SPREAD, collapse},
    embedded::{Trunked, fit_head},
    error::Error,
    fitted::Fitted,
    images::ImageSource,
    options::{ClassWeights, FitOptions, Optimiser, Schedule},
    predict::{logits, probability},
    run::fit,
    source::Source,
};
