//! From labelled genes to networks that score others.
//!
//! The example of [`training`](super::training) trains a network from end to end.

mod calibration;
mod error;
mod member;
mod method;

use std::path::{Path, PathBuf};

use burn::tensor::Device;
use serde_json::{Map, Value};

pub use self::{error::Error, member::Member, method::Network};
use super::{
    compare::seed_of,
    evaluation::{Collapse, Epoch},
    examples::Examples,
    network::Trunk,
    plan::Plan,
};

/// Trains networks by a plan.
#[derive(Clone)]
pub struct Learner<'a> {
    plan: &'a Plan,
    /// Where the trunk starts; at random where there is none.
    start: Option<Trunk>,
    device: Device,
}

/// Networks that have learnt, whose probabilities are averaged.
#[derive(Debug)]
pub struct Learnt {
    /// One or several.
    pub members: Vec<Member>,
    device: Device,
}

/// Hears of each epoch of each member (from 0) when it is over.
pub type Progress<'a> = dyn FnMut(usize, &Epoch) + 'a;

impl<'a> Learner<'a> {
    /// Prepares to train by a plan, from a file of weights where one is given.
    ///
    /// # Errors
    ///
    /// If the plan is out of range, or the weights are not those of such a network.
    pub fn new(plan: &'a Plan, weights: Option<&Path>, device: Device) -> Result<Self, Error> {
        plan.check()?;
        let start = weights.map(|path| member::start(plan, path, &device));
        Ok(Self {
            plan,
            start: start.transpose()?,
            device,
        })
    }

    /// Trains on `genes` of the examples; `seed` decides all that is random.
    ///
    /// With a path for checkpoints, a training that was killed goes on where it was. Each member
    /// has a file of its own, `<path>.<number>` from the second on.
    ///
    /// # Errors
    ///
    /// If there are too few genes, the loss is no number, or a checkpoint is of another training.
    pub fn learn(
        &self,
        examples: &Examples,
        genes: &[usize],
        seed: u64,
        checkpoint: Option<&Path>,
        progress: &mut Progress<'_>,
    ) -> Result<Learnt, Error> {
        let mut members = Vec::new();
        for index in 0..self.plan.members {
            let training = member::Training {
                plan: self.plan,
                start: self.start.as_ref(),
                device: &self.device,
                examples,
                genes,
                seed: seed_of(seed, index),
                checkpoint: checkpoint.map(|path| numbered(path, index)),
            };
            members.push(training.run(&mut |epoch| progress(index, epoch))?);
        }
        Ok(Learnt {
            members,
            device: self.device.clone(),
        })
    }
}

impl Learnt {
    /// The probability of the disease class of some genes, in their order: the members' mean.
    ///
    /// # Errors
    ///
    /// If the device fails.
    pub fn probabilities(&self, examples: &Examples, genes: &[usize]) -> Result<Vec<f32>, Error> {
        let mut sums = vec![0.0; genes.len()];
        for member in &self.members {
            let probabilities = member.probabilities(examples, genes, &self.device)?;
            for (sum, probability) in sums.iter_mut().zip(probabilities) {
                *sum += f64::from(probability);
            }
        }
        let count = self.members.len() as f64;
        Ok(sums.into_iter().map(|sum| (sum / count) as f32).collect())
    }

    /// How the members did on their validation genes at the epochs that were kept, for a model's
    /// metadata: means over the members.
    #[must_use]
    pub fn metrics(&self) -> Map<String, Value> {
        let best = self
            .members
            .iter()
            .filter_map(|member| member.epochs.get(member.best));
        let count = best.clone().count() as f64;
        let mean = |value: fn(&Epoch) -> f64| best.clone().map(value).sum::<f64>() / count;
        let mut metrics = Map::new();
        metrics.insert("members".into(), self.members.len().into());
        metrics.insert(
            "validation_loss".into(),
            mean(|epoch| epoch.validation_loss).into(),
        );
        let accuracy = mean(|epoch| epoch.validation_accuracy);
        metrics.insert("validation_accuracy".into(), accuracy.into());
        metrics
    }

    /// The first collapse of a member.
    #[must_use]
    pub fn collapse(&self) -> Option<&Collapse> {
        self.members
            .iter()
            .find_map(|member| member.collapse.as_ref())
    }
}

fn numbered(path: &Path, index: usize) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    if index > 0 {
        name.push(format!(".{}", index + 1));
    }
    name.into()
}
