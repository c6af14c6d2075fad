//! The options of a search for learning rate, batch size, optimiser and momentum.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::{Args, ValueEnum};

use crate::{
    cli::note,
    text,
    train::{
        device::Kind,
        evaluation::Folds,
        examples::Examples,
        fit::{
            FitOptions, Optimiser,
            search::{Candidate, ParameterGrid, ParameterSampler},
        },
        folds::folds,
        plan::Plan,
        tune::Tuning,
    },
};

/// Looks for options before training.
#[derive(Args)]
#[command(next_help_heading = "Search")]
pub struct Search {
    /// Try learning rates, batch sizes, optimisers and momenta first, each cross-validated, and train
    /// with the best: all combinations (grid), or some at random
    #[arg(long, value_name = "KIND")]
    search: Option<How>,
    /// How many are tried at random
    #[arg(long, default_value_t = 20, value_name = "INT")]
    trials: usize,
    /// Folds of the cross-validation
    #[arg(long, default_value_t = 3, value_name = "INT")]
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

impl Search {
    /// The plan with the best options, where a search was asked for.
    pub fn best(
        &self,
        plan: Plan,
        weights: Option<&Path>,
        device: Kind,
        examples: &Examples,
        seed: u64,
    ) -> anyhow::Result<Plan> {
        let Some(kind) = self.search else {
            return Ok(plan);
        };
        let device = device.open()?;
        let candidates = self.candidates(kind, &plan.fit, seed)?;
        let protocol = Folds::KFold {
            folds: self.search_folds,
            repeats: 1,
        };
        let folds = folds(&examples.labels(), protocol, seed)?;
        let tuning = Tuning {
            plan: &plan,
            weights,
            device: &device,
            examples,
            folds: &folds,
            seed,
        };
        let count = candidates.len();
        let mut tell = |index: usize, tried: &Candidate| {
            note(format_args!(
                "tried {} of {count}: {}",
                index + 1,
                words(tried)
            ));
        };
        let found = tuning.run(&candidates, self.search_table.as_deref(), &mut tell);
        let found = found.map_err(|error| anyhow!(error))?;
        let best = found
            .best
            .context("every training of the search diverged: lower the rates")?;
        let best = &found.candidates[best];
        note(format_args!("best: {}", words(best)));
        let fit = best.options.clone();
        Ok(Plan { fit, ..plan })
    }

    fn candidates(
        &self,
        kind: How,
        base: &FitOptions,
        seed: u64,
    ) -> anyhow::Result<Vec<FitOptions>> {
        let space = self.search_space.as_deref();
        Ok(match kind {
            How::Grid => space.map_or(Ok(grid()), read)?.candidates(base)?,
            How::Random => {
                let random = space.map_or(Ok(random()), read)?;
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

fn grid() -> ParameterGrid {
    ParameterGrid {
        learning_rate: vec![0.01, 0.001],
        batch: vec![16, 32],
        optimiser: vec![Optimiser::Sgd, Optimiser::Adam],
        momentum: vec![0.0, 0.9],
        weight_decay: vec![0.0],
    }
}

fn random() -> ParameterSampler {
    ParameterSampler {
        draws: 0,
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

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let shown = path.display();
    let text = text::read(path).with_context(|| format!("cannot read {shown}"))?;
    serde_json::from_str(&text).with_context(|| format!("{shown} says not what to try"))
}

fn words(tried: &Candidate) -> String {
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
