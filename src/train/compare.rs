//! Methods on the same folds of the same genes.
//!
//! ```
//! use dsdscore::train::{
//!     baseline::Regression,
//!     compare::{Entrant, compare},
//!     evaluation::Folds,
//!     examples::{Example, Examples},
//!     folds::folds,
//! };
//!
//! let gene = |level: u8| Example {
//!     level: level.into(),
//!     is_positive: level > 5,
//!     ..Example::default()
//! };
//! let examples = Examples {
//!     genes: (0..12).map(gene).collect(),
//!     ..Examples::default()
//! };
//! let folds = folds(&examples.labels(), Folds::k_fold(3, 1), 1)?;
//! let entrants = [Entrant::Runs(Box::new(Regression::level()))];
//! let compared = compare(&examples, &folds, &entrants, 1, &|_| ())?;
//! assert_eq!(compared.methods[0].mean_roc_auc, Some(1.0));
//! assert_eq!(compared.scores.len(), 12);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::{collections::BTreeMap, error::Error as StdError};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::{
    evaluation::{FoldResult, MethodResult, OutOfFold},
    examples::Examples,
    folds::Fold,
    method::{Method, Outcome},
    metrics::{self, measure},
    statistics::mean,
};

/// A method that takes part, or why it does not.
pub enum Entrant<'a> {
    /// It takes part.
    Runs(Box<dyn Method + 'a>),
    /// It cannot.
    Skipped {
        /// Its short name.
        name: &'static str,
        /// What it sees, and what learns.
        description: String,
        /// Why it cannot, for readers.
        reason: String,
    },
}

impl Entrant<'_> {
    /// Its short name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Runs(method) => method.name(),
            Self::Skipped { name, .. } => name,
        }
    }

    /// Whether it takes part.
    #[must_use]
    pub fn runs(&self) -> bool {
        matches!(self, Self::Runs(_))
    }
}

/// Why methods could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A method failed.
    #[error("{method}, repeat {}, fold {}", repeat + 1, fold + 1)]
    Method {
        /// Its short name.
        method: String,
        /// The repeat, from 0.
        repeat: usize,
        /// The fold, from 0.
        fold: usize,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// Its scores cannot be measured.
    #[error("the scores of {method} cannot be measured")]
    Measure {
        /// Its short name.
        method: String,
        /// Why.
        source: metrics::Error,
    },
}

/// What came of it: the methods in the order in which they were given, and each score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// The methods.
    pub methods: Vec<MethodResult>,
    /// A row for each gene of each fold.
    pub scores: Vec<OutOfFold>,
}

/// Lets every method learn and score every fold. Folds run side by side; what comes out does not
/// depend on that. `progress` hears of each fold of each method when it is over.
///
/// # Errors
///
/// Where a method fails or its scores are no numbers.
pub fn compare(
    examples: &Examples,
    folds: &[Fold],
    entrants: &[Entrant<'_>],
    seed: u64,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Compared, Error> {
    let mut compared = Compared {
        methods: Vec::new(),
        scores: rows(examples, folds),
    };
    for entrant in entrants {
        let result = match entrant {
            Entrant::Runs(method) => {
                let outcomes = outcomes(method.as_ref(), examples, folds, seed, progress)?;
                add_scores(&mut compared.scores, method.name(), &outcomes);
                result(method.as_ref(), examples, folds, outcomes)?
            }
            Entrant::Skipped {
                name,
                description,
                reason,
            } => skipped(name, description, reason),
        };
        compared.methods.push(result);
    }
    Ok(compared)
}

fn outcomes(
    method: &dyn Method,
    examples: &Examples,
    folds: &[Fold],
    seed: u64,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Vec<Outcome>, Error> {
    let run = |(index, fold): (usize, &Fold)| {
        let outcome = method.score(examples, &fold.train, &fold.test, seed_of(seed, index));
        progress(method.name());
        outcome.map_err(|source| Error::Method {
            method: method.name().into(),
            repeat: fold.repeat,
            fold: fold.fold,
            source,
        })
    };
    folds.par_iter().enumerate().map(run).collect()
}

/// The seed of one of several trainings that follow from one seed.
#[must_use]
pub fn seed_of(seed: u64, index: usize) -> u64 {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(index as u64 + 1);
    rng.random()
}

fn rows(examples: &Examples, folds: &[Fold]) -> Vec<OutOfFold> {
    let of_fold = |fold: &Fold| {
        let (repeat, number) = (fold.repeat, fold.fold);
        let row = move |&gene: &usize| row(examples, gene, repeat, number);
        fold.test.iter().map(row).collect::<Vec<_>>()
    };
    folds.iter().flat_map(of_fold).collect()
}

fn row(examples: &Examples, gene: usize, repeat: usize, fold: usize) -> OutOfFold {
    let gene = &examples.genes[gene];
    OutOfFold {
        condition: examples.condition.clone(),
        negatives: String::new(),
        gene: gene.symbol.clone(),
        gene_id: gene.id.clone(),
        is_positive: gene.is_positive,
        repeat,
        fold,
        scores: BTreeMap::new(),
    }
}

fn add_scores(rows: &mut [OutOfFold], method: &str, outcomes: &[Outcome]) {
    let scores = outcomes.iter().flat_map(|outcome| &outcome.scores);
    for (row, &score) in rows.iter_mut().zip(scores) {
        row.scores.insert(method.into(), score);
    }
}

fn result(
    method: &dyn Method,
    examples: &Examples,
    folds: &[Fold],
    outcomes: Vec<Outcome>,
) -> Result<MethodResult, Error> {
    let failed = |source| Error::Measure {
        method: method.name().into(),
        source,
    };
    let labels = |fold: &Fold| -> Vec<bool> {
        fold.test
            .iter()
            .map(|&gene| examples.genes[gene].is_positive)
            .collect()
    };
    let is_probability = outcomes.iter().all(|outcome| outcome.is_probability);
    let all: Vec<_> = outcomes
        .iter()
        .flat_map(|outcome| outcome.scores.clone())
        .collect();
    let all_labels: Vec<_> = folds.iter().flat_map(labels).collect();
    let mut results = Vec::new();
    for (fold, outcome) in folds.iter().zip(outcomes) {
        results.push(FoldResult {
            repeat: fold.repeat,
            fold: fold.fold,
            measures: measure(&outcome.scores, &labels(fold), is_probability).map_err(failed)?,
            epochs: outcome.epochs,
            collapse: outcome.collapse,
        });
    }
    let areas: Vec<_> = results.iter().map(|fold| fold.measures.roc_auc).collect();
    Ok(MethodResult {
        name: method.name().into(),
        description: method.description(),
        skipped: None,
        mean_roc_auc: Some(mean(&areas)),
        sd_roc_auc: deviation(&areas),
        pooled: Some(measure(&all, &all_labels, is_probability).map_err(failed)?),
        null: None,
        folds: results,
    })
}

fn skipped(name: &str, description: &str, reason: &str) -> MethodResult {
    MethodResult {
        name: name.into(),
        description: description.into(),
        skipped: Some(reason.into()),
        folds: Vec::new(),
        mean_roc_auc: None,
        sd_roc_auc: None,
        pooled: None,
        null: None,
    }
}

/// The standard deviation of a sample; `None` of fewer than two values.
fn deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}
