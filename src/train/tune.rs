//! Options that were found by trying: each candidate is cross-validated (section 2.5 of the
//! GONAD-ResNet paper).
//!
//! [`training`](super::training) does it where its options name candidates.

use std::path::Path;

use burn::tensor::Device;
use rayon::prelude::*;

use super::{
    compare::seed_of,
    examples::Examples,
    fit::{
        FitOptions,
        search::{BoxError, Candidate, Goal, Search, search},
    },
    folds::Fold,
    learn::{self, Learner, Network},
    method::Method,
    metrics::measure,
    plan::Plan,
};

/// What candidates are tried on.
pub struct Tuning<'a> {
    /// All but the loop's options.
    pub plan: &'a Plan,
    /// A file of weights to start from.
    pub weights: Option<&'a Path>,
    /// What trains.
    pub device: &'a Device,
    /// The genes.
    pub examples: &'a Examples,
    /// The same for each candidate.
    pub folds: &'a [Fold],
    /// What all randomness follows from.
    pub seed: u64,
}

impl Tuning<'_> {
    /// Tries every candidate: its score is the mean over the folds of the area under the ROC curve
    /// of the genes that were left out. Where `table` is named, it is written after each candidate,
    /// and what it has already is not tried again. `progress` hears of each candidate.
    ///
    /// # Errors
    ///
    /// If a training fails for another reason than that it diverged, or the table is of another
    /// search.
    pub fn run(
        &self,
        candidates: &[FitOptions],
        table: Option<&Path>,
        progress: &mut dyn FnMut(usize, &Candidate),
    ) -> Result<Search, BoxError> {
        let mut evaluate = |options: &FitOptions| self.evaluate(options);
        search(candidates, Goal::Highest, table, &mut evaluate, progress)
    }

    fn evaluate(&self, options: &FitOptions) -> Result<f64, BoxError> {
        let plan = Plan {
            fit: options.clone(),
            ..self.plan.clone()
        };
        let learner = Learner::new(&plan, self.weights, self.device.clone())?;
        let network = Network::new(learner, &plan, None);
        let folds = self.folds.par_iter().enumerate();
        let areas = folds.map(|(index, fold)| self.area(&network, index, fold));
        let areas: Vec<_> = areas.collect::<Result<_, _>>()?;
        Ok(areas.iter().sum::<f64>() / areas.len() as f64)
    }

    fn area(&self, network: &Network<'_>, index: usize, fold: &Fold) -> Result<f64, BoxError> {
        let seed = seed_of(self.seed, index);
        let outcome = network.score(self.examples, &fold.train, &fold.test, seed);
        let scores = outcome.map_err(cause)?.scores;
        let label = |&gene: &usize| self.examples.genes[gene].is_positive;
        let labels: Vec<_> = fold.test.iter().map(label).collect();
        Ok(measure(&scores, &labels, true)?.roc_auc)
    }
}

/// What the loop said, by which the search knows a training that diverged.
fn cause(error: BoxError) -> BoxError {
    match error.downcast::<learn::Error>() {
        Ok(error) => match *error {
            learn::Error::Fit(error) => error.into(),
            other => other.into(),
        },
        Err(error) => error,
    }
}
