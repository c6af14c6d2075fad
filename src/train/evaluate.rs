//! From a bundle and labels to an evaluation: every method learns from the same genes and scores the
//! same genes that were left out.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     import::{ExpressionTable, from_table},
//!     train::{
//!         evaluate::{EvaluateOptions, evaluate},
//!         evaluation::Folds,
//!         labels::Labels,
//!         plan::Plan,
//!         task::Task,
//!     },
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("gonad.dsd");
//! let table = ExpressionTable::read("examples/simulated-expression.tsv", &[])?;
//! let recipe = table.recipe();
//! from_table(table, recipe, Description::default())?.write(&path)?;
//! let bundle = Bundle::open(&path)?;
//! let labels = Labels {
//!     positives: (0..30).collect(),
//!     ..Labels::default()
//! };
//!
//! let plan = Plan::default();
//! let task = Task::new(&bundle, &labels, &plan, 1);
//! let options = EvaluateOptions {
//!     methods: &["level".into(), "shape".into()],
//!     folds: Folds::k_fold(5, 1),
//!     ..EvaluateOptions::default()
//! };
//! let evaluated = evaluate(&task, &options, &|_| ())?;
//! for evaluation in &evaluated.evaluations {
//!     let shape = &evaluation.comparisons[0].methods[1];
//!     println!("{}: {:?}", evaluation.label, shape.mean_roc_auc);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod null;
mod pairs;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use self::null::add_nulls;
pub use self::{error::Error, pairs::PairCells};
use super::{
    baseline::baselines,
    choice::{Choice, Negatives, kinds},
    compare::{Entrant, compare},
    evaluation::{Comparison, Evaluation, Folds, GeneScores, OutOfFold, Protocol, SCHEMA_VERSION},
    examples::Examples,
    folds::{Fold, folds},
    learn::{Learner, Network},
    method::{METHODS, NETWORK},
    report::{check_names, conclude},
    task::{self, Task},
};
use crate::target::make_folder;

/// How a task is evaluated. The defaults are the paper's protocol, all conditions and all methods but
/// those that need single cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct EvaluateOptions<'a> {
    /// The conditions, by their indices; empty for each.
    pub conditions: &'a [usize],
    /// The methods, as [`METHODS`] names them; empty for all.
    pub methods: &'a [String],
    /// Which genes are left out.
    pub folds: Folds,
    /// A folder in which trainings find how far they were when they were killed.
    pub checkpoints: Option<&'a Path>,
    /// Draws of random genes in the place of the known ones, to show what chance gives.
    pub null_draws: usize,
    /// What the networks on pairs of genes see; without it they are not run.
    pub cells: Option<&'a PairCells>,
}

/// What happens in an evaluation, as it happens. Trainings run side by side.
#[derive(Clone, Copy, Debug)]
pub enum EvaluateEvent<'a> {
    /// Genes of a condition were chosen.
    Chosen(&'a Choice),
    /// So many trainings of a condition and a kind of negatives are over.
    Trained {
        /// How many.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// A condition is evaluated.
    Evaluated(&'a Evaluation),
}

/// Hears of what happens.
pub type EvaluateEvents<'a> = dyn Fn(EvaluateEvent<'_>) + Sync + 'a;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluated {
    /// One for each condition.
    pub evaluations: Vec<Evaluation>,
    /// A row for each gene of each fold that had left it out, by the paper's protocol.
    pub scores: Vec<OutOfFold>,
    /// Every expressed gene, where known genes were placed among all.
    pub genes: Vec<GeneScores>,
}

/// Checks the names of methods.
///
/// # Errors
///
/// The first that is none of [`METHODS`].
pub fn check_methods(names: &[String]) -> Result<(), Error> {
    match names.iter().find(|name| !METHODS.contains(&name.as_str())) {
        Some(name) => Err(Error::NoMethod { name: name.clone() }),
        None => Ok(()),
    }
}

/// Evaluates methods on the genes of a task. All that is needed is read before anything is trained.
///
/// # Errors
///
/// If there is no such method, genes cannot be chosen, read or left out, or a method fails.
pub fn evaluate(
    task: &Task<'_>,
    options: &EvaluateOptions<'_>,
    events: &EvaluateEvents<'_>,
) -> Result<Evaluated, Error> {
    check_methods(options.methods)?;
    let asks_for_network = asks_for(options, NETWORK);
    let learner = asks_for_network.then(|| task.learner(task.plan));
    let setting = Setting {
        task,
        options,
        learner: learner.transpose()?,
        events,
    };
    let each: Vec<_> = (0..task.bundle.manifest().conditions.len()).collect();
    let conditions = match options.conditions {
        [] => &each,
        named => named,
    };
    let mut evaluated = Evaluated::default();
    for (&condition, rounds) in conditions.iter().zip(setting.prepare(conditions)?) {
        let (evaluation, scores) = setting.evaluate(condition, rounds)?;
        evaluated.evaluations.push(evaluation);
        evaluated.scores.extend(scores);
    }
    Ok(evaluated)
}

/// What all conditions have in common.
struct Setting<'a> {
    task: &'a Task<'a>,
    options: &'a EvaluateOptions<'a>,
    /// Trains networks, where they are asked for.
    learner: Option<Learner<'a>>,
    events: &'a EvaluateEvents<'a>,
}

/// One kind of negatives in one condition.
struct PlannedComparison<'a> {
    choice: Choice,
    examples: Examples,
    folds: Vec<Fold>,
    entrants: Vec<Entrant<'a>>,
}

fn asks_for(options: &EvaluateOptions<'_>, method: &str) -> bool {
    options.methods.is_empty() || options.methods.iter().any(|name| name == method)
}

impl<'a> Setting<'a> {
    /// The rounds of each condition.
    fn prepare(&self, conditions: &[usize]) -> Result<Vec<Vec<PlannedComparison<'a>>>, Error> {
        let kinds = kinds(self.task.labels, self.task.negatives).map_err(task::Error::from)?;
        let rounds = |&condition: &usize| {
            let rounds = kinds.iter().map(|&kind| self.round(condition, kind));
            rounds.collect()
        };
        conditions.iter().map(rounds).collect()
    }

    fn round(&self, condition: usize, kind: Negatives) -> Result<PlannedComparison<'a>, Error> {
        let task = self.task;
        let (choice, examples) = task.choose(condition, kind)?;
        (self.events)(EvaluateEvent::Chosen(&choice));
        check_names(&examples)?;
        Ok(PlannedComparison {
            folds: folds(&examples.labels(), self.options.folds, task.seed)?,
            entrants: self.entrants(&choice)?,
            choice,
            examples,
        })
    }

    /// The methods that are asked for, the network first.
    fn entrants(&self, choice: &Choice) -> Result<Vec<Entrant<'a>>, Error> {
        let mut all = Vec::new();
        if let Some(learner) = &self.learner {
            let checkpoints = self.checkpoints(choice.negatives)?;
            let network = Network::new(learner.clone(), self.task.plan, checkpoints.as_deref());
            all.push(Entrant::Runs(Box::new(network)));
        }
        all.extend(baselines(false).into_iter().map(Entrant::Runs));
        let asks_for = |method: &str| asks_for(self.options, method);
        all.extend(pairs::entrants(
            self.task,
            self.options.cells,
            choice,
            &asks_for,
        )?);
        all.retain(|one| asks_for(one.name()));
        Ok(all)
    }

    /// The folder of checkpoints of a kind: trainings on other negatives are others.
    fn checkpoints(&self, kind: Negatives) -> Result<Option<PathBuf>, Error> {
        let folder = self.options.checkpoints;
        let folder = folder.map(|folder| folder.join(kind.name()));
        folder.iter().try_for_each(|folder| make_folder(folder))?;
        Ok(folder)
    }

    fn evaluate(
        &self,
        condition: usize,
        rounds: Vec<PlannedComparison<'_>>,
    ) -> Result<(Evaluation, Vec<OutOfFold>), Error> {
        let mut evaluation = described(self.task, condition, self.options.folds)?;
        let mut rows = Vec::new();
        for round in rounds {
            let (comparison, scores) = self.compare(round)?;
            evaluation.comparisons.push(comparison);
            rows.extend(scores);
        }
        conclude(&mut evaluation, &rows)?;
        (self.events)(EvaluateEvent::Evaluated(&evaluation));
        Ok((evaluation, rows))
    }

    fn compare(&self, round: PlannedComparison<'_>) -> Result<(Comparison, Vec<OutOfFold>), Error> {
        let PlannedComparison {
            choice,
            examples,
            folds,
            entrants,
        } = round;
        let kind = choice.negatives;
        let of = folds.len() * entrants.iter().filter(|one| one.runs()).count();
        let trained = AtomicUsize::new(0);
        let tell = |done| (self.events)(EvaluateEvent::Trained { done, of });
        tell(0);
        let done = |_: &str| tell(trained.fetch_add(1, Ordering::Relaxed) + 1);
        let mut compared = compare(&examples, &folds, &entrants, self.task.seed, &done)?;
        for row in &mut compared.scores {
            row.negatives = kind.name().into();
        }
        let (protocol, draws) = (self.options.folds, self.options.null_draws);
        add_nulls(self.task, &choice, protocol, draws, &mut compared.methods)?;
        let (positives_count, negatives_count) = choice.counts();
        let comparison = Comparison {
            negatives: kind.name().into(),
            matched: kind == Negatives::Matched,
            choice: serde_json::to_value(&choice)?,
            positives_count,
            negatives_count,
            methods: compared.methods,
            contrasts: Vec::new(),
            findings: Vec::new(),
        };
        Ok((comparison, compared.scores))
    }
}

/// What is known before anything is compared.
pub(super) fn described(
    task: &Task<'_>,
    condition: usize,
    folds: Folds,
) -> Result<Evaluation, serde_json::Error> {
    let Task {
        bundle, plan, seed, ..
    } = *task;
    let manifest = bundle.manifest();
    let axes = &manifest.conditions[condition];
    Ok(Evaluation {
        schema_version: SCHEMA_VERSION,
        program: format!("dsdscore {}", env!("CARGO_PKG_VERSION")),
        condition: axes.key.clone(),
        label: axes.label.clone(),
        atlas: manifest.atlas.name.clone(),
        bundle: bundle.digest(),
        synthetic: manifest.synthetic,
        plan: serde_json::to_value(plan)?,
        protocol: Protocol {
            folds,
            validation: plan.validation,
            seed,
        },
        everything: None,
        comparisons: Vec::new(),
        findings: Vec::new(),
    })
}
