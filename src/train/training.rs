//! From a bundle and labels to a network in a file, with the record of its training.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     heatmap::Recipe,
//!     import::{ExpressionTable, from_table},
//!     train::{
//!         labels::Labels,
//!         plan::Plan,
//!         task::Task,
//!         release::FileOptions,
//!         training::{About, TrainOptions, train},
//!     },
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("gonad.dsd");
//! let table = ExpressionTable::read("examples/simulated-expression.tsv", &[])?;
//! let recipe = Recipe { height: 20, width: 10, ..table.recipe() };
//! from_table(table, recipe, Description::default())?.write(&path)?;
//! let bundle = Bundle::open(&path)?;
//! let labels = Labels {
//!     positives: (0..12).collect(),
//!     ..Labels::default()
//! };
//!
//! let mut plan = Plan { width: 1, hidden: 2, ..Plan::default() };
//! plan.fit.epochs = 1;
//! let options = TrainOptions {
//!     condition: 0,
//!     output: &folder.path().join("f.onnx"),
//!     record: &folder.path().join("f.json"),
//!     checkpoint: None,
//!     search: None,
//!     about: &About::default(),
//!     // Where ONNX Runtime is, the network is compared with its file.
//!     file: FileOptions { is_checked: false, ..FileOptions::default() },
//! };
//! let task = Task::new(&bundle, &labels, &plan, 1);
//! let record = train(&task, &options, &mut |_| ())?;
//! assert_eq!(record.members[0].epochs.len(), 1);
//! assert!(options.output.exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod about;
mod error;

use std::path::Path;

use serde_json::Map;

pub use self::{about::About, error::Error};
use super::{
    choice::{Choice, kinds},
    evaluation::{Epoch, Folds},
    examples::Examples,
    fit::{FitOptions, search::Candidate},
    folds::folds,
    learn::Learnt,
    plan::Plan,
    record::TrainingRecord,
    release::{FileOptions, Release},
    task::{self, Task},
    tune::Tuning,
};

/// What is trained of a task, and where it goes.
#[derive(Clone, Debug)]
pub struct TrainOptions<'a> {
    /// The condition, by its index.
    pub condition: usize,
    /// The network's file.
    pub output: &'a Path,
    /// The record's file.
    pub record: &'a Path,
    /// Goes on from here if the file is there, and is kept up to date after every epoch.
    pub checkpoint: Option<&'a Path>,
    /// What is tried first; the best is trained.
    pub search: Option<Candidates<'a>>,
    /// What the network's file says of itself.
    pub about: &'a About,
    /// How the network's file is written.
    pub file: FileOptions<'a>,
}

/// Options that are tried by cross-validation.
#[derive(Clone, Debug)]
pub struct Candidates<'a> {
    /// What is tried.
    pub candidates: Vec<FitOptions>,
    /// Parts of the cross-validation.
    pub folds: usize,
    /// Where the table of what was tried is kept; what it has is not tried again.
    pub table: Option<&'a Path>,
}

/// What happens in a training, as it happens.
#[derive(Clone, Copy, Debug)]
pub enum TrainEvent<'a> {
    /// Genes were chosen.
    Chosen(&'a Choice),
    /// A candidate of a search was tried.
    Tried {
        /// Which, from 0.
        index: usize,
        /// Of how many.
        of: usize,
        /// With its score.
        candidate: &'a Candidate,
    },
    /// The best candidate of a search was found.
    Found(&'a Candidate),
    /// The training begins, by this plan.
    Begins(&'a Plan),
    /// An epoch is over.
    Epoch {
        /// Which network, from 0.
        member: usize,
        /// How it went.
        epoch: &'a Epoch,
    },
    /// The training is over; the file is not written yet.
    Learnt(&'a Learnt),
}

/// Hears of what happens.
pub type TrainEvents<'a> = dyn FnMut(TrainEvent<'_>) + 'a;

/// Trains the networks of a task on one condition, with the first kind of negatives, and writes them
/// as one file of ONNX, and the record, which it returns.
///
/// # Errors
///
/// If genes cannot be chosen or read, the training or its search fails, or a file cannot be written.
pub fn train(
    task: &Task<'_>,
    options: &TrainOptions<'_>,
    events: &mut TrainEvents<'_>,
) -> Result<TrainingRecord, Error> {
    options.file.check()?;
    let (choice, examples) = choose(task, options, events)?;
    let about = |plan: &Plan, metrics| {
        let about = options.about;
        about.metadata(task.bundle, &choice, plan, metrics, options.output)
    };
    // What is wrong with it is told now, not after hours.
    about(task.plan, Map::new())?;
    let plan = match &options.search {
        Some(search) => search.best(task, &examples, events)?,
        None => task.plan.clone(),
    };
    let learnt = learn(task, options, &plan, &examples, events)?;
    let metadata = about(&plan, learnt.metrics())?;
    let release = Release {
        metadata: &metadata,
        file: options.file,
    };
    let exported = release.write(&learnt, &examples, options.output)?;
    let record = TrainingRecord::new(task.bundle, task.seed, plan, &learnt, &exported, choice);
    let written = record.write(options.record);
    written.map_err(|source| Error::Record {
        path: options.record.into(),
        source,
    })?;
    Ok(record)
}

fn choose(
    task: &Task<'_>,
    options: &TrainOptions<'_>,
    events: &mut TrainEvents<'_>,
) -> Result<(Choice, Examples), Error> {
    let kinds = kinds(task.labels, task.negatives).map_err(task::Error::from)?;
    let chosen = task.choose(options.condition, kinds[0])?;
    events(TrainEvent::Chosen(&chosen.0));
    Ok(chosen)
}

fn learn(
    task: &Task<'_>,
    options: &TrainOptions<'_>,
    plan: &Plan,
    examples: &Examples,
    events: &mut TrainEvents<'_>,
) -> Result<Learnt, Error> {
    let learner = task.learner(plan)?;
    let genes: Vec<_> = (0..examples.len()).collect();
    events(TrainEvent::Begins(plan));
    let mut tell = |member, epoch: &Epoch| events(TrainEvent::Epoch { member, epoch });
    let learnt = learner.learn(examples, &genes, task.seed, options.checkpoint, &mut tell)?;
    events(TrainEvent::Learnt(&learnt));
    Ok(learnt)
}

impl Candidates<'_> {
    /// The task's plan with the best of the candidates.
    fn best(
        &self,
        task: &Task<'_>,
        examples: &Examples,
        events: &mut TrainEvents<'_>,
    ) -> Result<Plan, Error> {
        let protocol = Folds::k_fold(self.folds, 1);
        let tuning = Tuning {
            plan: task.plan,
            weights: task.weights,
            device: &task.device.open().map_err(task::Error::from)?,
            examples,
            folds: &folds(&examples.labels(), protocol, task.seed)?,
            seed: task.seed,
        };
        let of = self.candidates.len();
        let mut tell = |index, candidate: &Candidate| {
            events(TrainEvent::Tried {
                index,
                of,
                candidate,
            });
        };
        let found = tuning.run(&self.candidates, self.table, &mut tell);
        let found = found.map_err(Error::Search)?;
        let best = &found.candidates[found.best.ok_or(Error::AllDiverged)?];
        events(TrainEvent::Found(best));
        Ok(Plan {
            fit: best.options.clone(),
            ..task.plan.clone()
        })
    }
}
