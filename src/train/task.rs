//! What is learnt from, and how: what training and evaluation have in common.
//!
//! The examples of [`training`](super::training) and [`evaluate`](super::evaluate) each have one.

use std::path::Path;

use super::{
    choice::{self, Choice, ChoiceOptions, Negatives, choose},
    dataset,
    device::{self, DeviceKind},
    examples::Examples,
    labels::Labels,
    learn::{self, Learner},
    plan::Plan,
};
use crate::bundle::Bundle;

/// What is learnt from, and how.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// Has the images.
    pub bundle: &'a Bundle,
    /// Which of its genes are known disease genes, and which are not.
    pub labels: &'a Labels,
    /// The kinds of negatives; where there is none, what the labels allow ([`choice::kinds`]).
    pub negatives: &'a [Negatives],
    /// Negatives for each positive gene, as in [`ChoiceOptions`].
    pub ratio: Option<f64>,
    /// The network, and how it is trained.
    pub plan: &'a Plan,
    /// The file of weights to start from, as in [`Plan::with_weights`].
    pub weights: Option<&'a Path>,
    /// What trains.
    pub device: DeviceKind,
    /// What all randomness follows from.
    pub seed: u64,
}

/// Why there is nothing to learn from, or nothing that learns.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Genes cannot be chosen.
    #[error(transparent)]
    Choice(#[from] choice::Error),
    /// Genes cannot be read.
    #[error(transparent)]
    Dataset(#[from] dataset::Error),
    /// The device cannot be had.
    #[error(transparent)]
    Device(#[from] device::Error),
    /// The plan is out of range, or the weights are those of another network.
    #[error(transparent)]
    Learn(#[from] learn::Error),
}

impl<'a> Task<'a> {
    /// With the negatives that the labels allow, from a random start, on the CPU.
    #[must_use]
    pub fn new(bundle: &'a Bundle, labels: &'a Labels, plan: &'a Plan, seed: u64) -> Self {
        Self {
            bundle,
            labels,
            negatives: &[],
            ratio: None,
            plan,
            weights: None,
            device: DeviceKind::Cpu,
            seed,
        }
    }

    /// Chooses genes of a condition, and reads them.
    pub(super) fn choose(
        &self,
        condition: usize,
        negatives: Negatives,
    ) -> Result<(Choice, Examples), Error> {
        let choice = self.choice(condition, negatives)?;
        let examples = dataset::examples(self.bundle, &choice)?;
        Ok((choice, examples))
    }

    /// Chooses genes of a condition.
    pub(super) fn choice(&self, condition: usize, negatives: Negatives) -> Result<Choice, Error> {
        let options = ChoiceOptions {
            negatives,
            ratio: self.ratio,
            seed: self.seed,
        };
        Ok(choose(self.bundle, condition, self.labels, &options)?)
    }

    /// What trains by the plan.
    pub(super) fn learner<'p>(&self, plan: &'p Plan) -> Result<Learner<'p>, Error> {
        Ok(Learner::new(plan, self.weights, self.device.open()?)?)
    }
}
