//! Which options are tried.

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::train::fit::{Error, FitOptions, Optimiser};

/// Every combination of these values. The momentum, of which 0 is none, goes with
/// [`Optimiser::Sgd`] alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterGrid {
    /// Learning rates.
    pub learning_rate: Vec<f64>,
    /// Batch sizes.
    pub batch: Vec<usize>,
    /// Optimisers.
    pub optimiser: Vec<Optimiser>,
    /// Momenta.
    pub momentum: Vec<f64>,
    /// Weight decays.
    pub weight_decay: Vec<f64>,
}

/// Combinations drawn at random (Bergstra and Bengio 2012, JMLR 13:281). Numbers are rounded to
/// three digits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterSampler {
    /// How many.
    #[serde(default)]
    pub draws: usize,
    /// The lowest and the highest learning rate; its logarithm is uniform between.
    pub learning_rate: [f64; 2],
    /// Batch sizes.
    pub batch: Vec<usize>,
    /// Optimisers.
    pub optimiser: Vec<Optimiser>,
    /// The lowest and the highest momentum of [`Optimiser::Sgd`]; uniform between.
    pub momentum: [f64; 2],
    /// Weight decays.
    pub weight_decay: Vec<f64>,
}

impl Default for ParameterGrid {
    fn default() -> Self {
        Self {
            learning_rate: vec![0.01, 0.001],
            batch: vec![16, 32],
            optimiser: vec![Optimiser::Sgd, Optimiser::Adam],
            momentum: vec![0.0, 0.9],
            weight_decay: vec![0.0],
        }
    }
}

impl Default for ParameterSampler {
    fn default() -> Self {
        Self {
            draws: 20,
            learning_rate: [0.0001, 0.1],
            batch: vec![8, 16, 32, 64],
            optimiser: vec![
                Optimiser::Sgd,
                Optimiser::Adam,
                Optimiser::AdamW,
                Optimiser::RmsProp,
            ],
            momentum: [0.0, 0.95],
            weight_decay: vec![0.0, 0.0001, 0.001, 0.01],
        }
    }
}

impl ParameterGrid {
    /// The combinations, the first value of each list first; all else as in `base`. None comes
    /// twice.
    ///
    /// # Errors
    ///
    /// A list is empty, or a value is out of its range.
    pub fn candidates(&self, base: &FitOptions) -> Result<Vec<FitOptions>, Error> {
        some("grid.learning_rate", &self.learning_rate)?;
        some("grid.batch", &self.batch)?;
        some("grid.optimiser", &self.optimiser)?;
        some("grid.momentum", &self.momentum)?;
        some("grid.weight_decay", &self.weight_decay)?;
        let mut all = vec![base.clone()];
        vary(&mut all, &self.optimiser, |o, &v| o.optimiser = v);
        vary(&mut all, &self.learning_rate, |o, &v| o.learning_rate = v);
        vary(&mut all, &self.batch, |o, &v| o.batch = v);
        vary(&mut all, &self.momentum, |o, &v| set_momentum(o, v));
        vary(&mut all, &self.weight_decay, |o, &v| o.weight_decay = v);
        distinct(all)
    }
}

impl ParameterSampler {
    /// The draws, those that come again left out; all else as in `base`.
    ///
    /// # Errors
    ///
    /// A list is empty, or a value is out of its range.
    pub fn candidates(&self, base: &FitOptions, seed: u64) -> Result<Vec<FitOptions>, Error> {
        some("random.batch", &self.batch)?;
        some("random.optimiser", &self.optimiser)?;
        some("random.weight_decay", &self.weight_decay)?;
        ordered(
            "random.learning_rate",
            self.learning_rate,
            f64::MIN_POSITIVE,
        )?;
        ordered("random.momentum", self.momentum, 0.0)?;
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        distinct((0..self.draws).map(|_| self.draw(base, &mut rng)).collect())
    }

    fn draw(&self, base: &FitOptions, rng: &mut ChaCha8Rng) -> FitOptions {
        let mut options = base.clone();
        let rate = between(self.learning_rate.map(f64::ln), rng).exp();
        options.learning_rate = rounded(rate);
        options.batch = one_of(&self.batch, base.batch, rng);
        options.optimiser = one_of(&self.optimiser, base.optimiser, rng);
        options.weight_decay = one_of(&self.weight_decay, base.weight_decay, rng);
        let momentum = between(self.momentum, rng);
        set_momentum(&mut options, rounded(momentum));
        options
    }
}

fn vary<T>(all: &mut Vec<FitOptions>, values: &[T], set: impl Fn(&mut FitOptions, &T)) {
    let vary = |options: FitOptions| {
        values.iter().map({
            let set = &set;
            move |value| {
                let mut options = options.clone();
                set(&mut options, value);
                options
            }
        })
    };
    *all = std::mem::take(all).into_iter().flat_map(vary).collect();
}

/// The momentum, where the optimiser takes one.
fn set_momentum(options: &mut FitOptions, momentum: f64) {
    let takes = options.optimiser == Optimiser::Sgd && momentum != 0.0;
    options.momentum = takes.then_some(momentum);
    options.nesterov &= takes;
}

fn between([low, high]: [f64; 2], rng: &mut ChaCha8Rng) -> f64 {
    low + (high - low) * rng.random::<f64>()
}

/// `or` of an empty list.
fn one_of<T: Copy>(values: &[T], or: T, rng: &mut ChaCha8Rng) -> T {
    values.choose(rng).copied().unwrap_or(or)
}

/// To three digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

fn distinct(all: Vec<FitOptions>) -> Result<Vec<FitOptions>, Error> {
    let mut distinct: Vec<FitOptions> = Vec::with_capacity(all.len());
    for options in all {
        options.check()?;
        if !distinct.contains(&options) {
            distinct.push(options);
        }
    }
    Ok(distinct)
}

fn some<T>(name: &'static str, values: &[T]) -> Result<(), Error> {
    match values.is_empty() {
        false => Ok(()),
        true => Err(Error::Option {
            name,
            value: "empty".into(),
            range: "a list of at least one value",
        }),
    }
}

fn ordered(name: &'static str, [low, high]: [f64; 2], least: f64) -> Result<(), Error> {
    if low >= least && low <= high && high.is_finite() {
        return Ok(());
    }
    Err(Error::Option {
        name,
        value: format!("[{low}, {high}]"),
        range: "the lowest value and then the highest",
    })
}
