//! What comes out where there is nothing to know: random genes in the place of the known ones.

use std::collections::BTreeMap;

use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::Error;
use crate::train::{
    baseline::baselines,
    choice::{Choice, ChoiceOptions, choose, unlisted},
    compare::{Entrant, compare, seed_of},
    dataset::examples_without_images,
    evaluation::{Folds, MethodResult, NullArea},
    folds::folds,
    labels::Labels,
    statistics::{mean, percentile},
    task::{self, Task},
};

/// Runs the same protocol on so many draws of random expressed genes, as many as there are known ones
/// and none of any list, and writes into the results of baselines the area that comes of it. The
/// networks have no null: each draw would train them anew. Where there are too few genes to draw
/// from, nobody has.
pub(super) fn add_nulls(
    task: &Task<'_>,
    choice: &Choice,
    protocol: Folds,
    draws: usize,
    methods: &mut [MethodResult],
) -> Result<(), Error> {
    let condition = task.bundle.manifest().condition(&choice.condition);
    let Some(condition) = condition.filter(|_| draws > 0) else {
        return Ok(());
    };
    let candidates = unlisted(task.bundle, condition, task.labels).map_err(task::Error::from)?;
    let (known, _) = choice.counts();
    if candidates.len() < 2 * known {
        return Ok(());
    }
    let setting = Null {
        task,
        choice,
        condition,
        protocol,
        candidates: &candidates,
        names: methods.iter().map(|method| method.name.clone()).collect(),
    };
    let draw = |number| setting.areas(number, known);
    let areas: Vec<_> = (0..draws)
        .into_par_iter()
        .map(draw)
        .collect::<Result<_, Error>>()?;
    for method in methods {
        let own: Vec<f64> = areas
            .iter()
            .filter_map(|of| of.get(&method.name).copied())
            .collect();
        method.null = (own.len() == draws).then(|| NullArea {
            draws,
            mean: mean(&own),
            range: [5.0, 95.0].map(|percent| percentile(&own, percent)),
        });
    }
    Ok(())
}

struct Null<'a> {
    task: &'a Task<'a>,
    choice: &'a Choice,
    condition: usize,
    protocol: Folds,
    candidates: &'a [usize],
    names: Vec<String>,
}

impl Null<'_> {
    /// The mean area over folds of each baseline, in one draw.
    fn areas(&self, number: usize, known: usize) -> Result<BTreeMap<String, f64>, Error> {
        let task = self.task;
        let seed = seed_of(task.seed ^ 0x6e75_6c6c, number);
        let mut drawn = self.candidates.to_vec();
        drawn.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        drawn.truncate(known);
        drawn.sort_unstable();
        let labels = Labels {
            positives: drawn,
            ..task.labels.clone()
        };
        let options = ChoiceOptions {
            negatives: self.choice.negatives,
            ratio: self.choice.ratio,
            seed,
        };
        let choice = choose(task.bundle, self.condition, &labels, &options);
        let choice = choice.map_err(task::Error::from)?;
        let examples = examples_without_images(task.bundle, &choice).map_err(task::Error::from)?;
        let folds = folds(&examples.labels(), self.protocol, seed)?;
        let entrants: Vec<_> = baselines(false).into_iter().map(Entrant::Runs).collect();
        let is_asked = |one: &Entrant<'_>| self.names.iter().any(|name| name == one.name());
        let entrants: Vec<_> = entrants.into_iter().filter(is_asked).collect();
        let compared = compare(&examples, &folds, &entrants, seed, &|_| ())?;
        let methods = compared.methods.into_iter();
        Ok(methods
            .filter_map(|one| Some((one.name, one.mean_roc_auc?)))
            .collect())
    }
}
