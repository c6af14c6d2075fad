//! The options of a search for learning rate, batch size, optimiser and momentum.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::{
    text,
    train::{
        fit::{
            FitOptions,
            search::{Candidate, ParameterGrid, ParameterSampler},
        },
        training,
    },
};

/// Looks for options before training.
#[derive(Args)]
#[command(next_help_heading = "Search")]
pub struct SearchOptions {
    /// Try learning rates, batch sizes, optimisers and momenta first, each cross-validated, and train
    /// with the best: all combinations (grid), or some at random
    #[arg(long, value_name = "KIND")]
    search: Option<How>,
    /// How many are tried at random
    #[arg(long, default_value_t = ParameterSampler::default().draws, value_name = "INT",
          requires = "search")]
    trials: usize,
    /// Folds of the cross-validation
    #[arg(long, default_value_t = 3, value_name = "INT", requires = "search")]
    search_folds: usize,
    /// What is tried, as JSON: learning_rate, batch, optimiser, momentum, weight_decay
    #[arg(long, value_name = "FILE", requires = "search")]
    search_space: Option<PathBuf>,
    /// The table of what was tried, written after each; what it has is not tried again
    #[arg(long, value_name = "FILE", requires = "search")]
    search_table: Option<PathBuf>,
}

/// How what is tried is chosen.
#[derive(Clone, Copy, ValueEnum)]
enum How {
    Grid,
    Random,
}

impl SearchOptions {
    /// Whether there is anything of a search.
    pub fn is_asked_for(&self) -> bool {
        self.search.is_some()
    }

    /// What is tried, where a search was asked for.
    pub fn tried(
        &self,
        base: &FitOptions,
        seed: u64,
    ) -> anyhow::Result<Option<training::Candidates<'_>>> {
        let Some(how) = self.search else {
            return Ok(None);
        };
        Ok(Some(training::Candidates {
            candidates: self.candidates(how, base, seed)?,
            folds: self.search_folds,
            table: self.table(),
        }))
    }

    fn candidates(
        &self,
        how: How,
        base: &FitOptions,
        seed: u64,
    ) -> anyhow::Result<Vec<FitOptions>> {
        let space = self.search_space.as_deref();
        Ok(match how {
            How::Grid => space
                .map_or(Ok(ParameterGrid::default()), read)?
                .candidates(base)?,
            How::Random => {
                let random = space.map_or(Ok(ParameterSampler::default()), read)?;
                let draws = self.trials;
                ParameterSampler { draws, ..random }.candidates(base, seed)?
            }
        })
    }

    /// The table that it writes.
    pub fn table(&self) -> Option<&Path> {
        self.search_table.as_deref()
    }

    /// The files that it reads.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.search_space.as_deref().into_iter()
    }
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let shown = path.display();
    let text = text::read(path).with_context(|| format!("cannot read {shown}"))?;
    serde_json::from_str(&text).with_context(|| format!("{shown} says not what to try"))
}

/// A candidate, and how it did.
pub fn words(tried: &Candidate) -> String {
    let FitOptions {
        optimiser,
        learning_rate,
        batch,
        momentum,
        weight_decay,
        ..
    } = &tried.options;
    let score = match (tried.score, &tried.failure) {
        (Some(score), _) => format!("AUC {score:.3}"),
        (None, Some(failure)) => failure.clone(),
        (None, None) => "no score".into(),
    };
    let optimiser = optimiser.name();
    let momentum = momentum.map_or(String::new(), |momentum| format!(", momentum {momentum}"));
    format!(
        "{optimiser}, rate {learning_rate}, batch {batch}{momentum}, decay {weight_decay}: {score}"
    )
}
