//! Known genes that were left out, placed among all expressed genes.
//!
//! In each round a method learns from most of the known genes and from others drawn at random, and
//! scores every expressed gene that it did not learn from. The *placement* of a known gene that was
//! left out is the share of other genes that it scores above; the area under the ROC curve is the mean
//! placement. Nothing is matched and nothing is left away, so that chance is 0.5 and a figure says what
//! ranking all genes is worth.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     import::{ExpressionTable, from_table},
//!     train::{
//!         everything::{EverythingOptions, evaluate},
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
//!     positives: (0..20).collect(),
//!     ..Labels::default()
//! };
//!
//! let plan = Plan::default();
//! let options = EverythingOptions {
//!     methods: &["level".into(), "shape".into()],
//!     repeats: 2,
//!     null_draws: 3,
//!     ..EverythingOptions::default()
//! };
//! let evaluated = evaluate(&Task::new(&bundle, &labels, &plan, 1), &options, &|_| ())?;
//! for evaluation in &evaluated.evaluations {
//!     let everything = evaluation.everything.as_ref().ok_or("placed")?;
//!     let shape = everything.method("shape").ok_or("placed")?;
//!     let random = shape.evaluation.contrast("random").ok_or("placed")?;
//!     println!("{}: {:.3}, {:?} by chance", evaluation.label, random.auc, random.null_auc);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calibrate;
mod error;
mod figures;
mod nested;
mod null;
mod options;
mod panel;
mod placement;
mod pool;
mod rounds;
mod run;
mod shipped;
mod tally;
mod tests_between;

pub use self::{error::Error, options::EverythingOptions, placement::NEIGHBOURS, shipped::scored};
use self::{
    figures::Figures,
    panel::Panel,
    pool::Pool,
    rounds::Draw,
    run::{Progress, run},
};
use super::{
    baseline::baselines,
    dataset,
    evaluate::Evaluated,
    evaluation::{Evaluation, Everything, Folds},
    fit::{ClassWeights, FitOptions},
    learn::Network,
    method::{EVERYTHING_METHODS, Method, NETWORK},
    plan::Plan,
    report::conclude_everything,
    task::Task,
};
use crate::target::make_folder;

/// Others to learn from for each known gene, unless the task says otherwise.
pub const RATIO: f64 = 5.0;

/// What happens, as it happens. Rounds run side by side.
#[derive(Clone, Copy, Debug)]
pub enum EverythingEvent<'a> {
    /// The genes of a condition are known.
    Pooled {
        /// The condition's key.
        condition: &'a str,
        /// Known genes that are expressed.
        known: usize,
        /// All others that are.
        others: usize,
    },
    /// So many rounds of a condition are over.
    Round {
        /// How many.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// A condition is evaluated.
    Evaluated(&'a Evaluation),
}

/// Hears of what happens.
pub type EverythingEvents<'a> = dyn Fn(EverythingEvent<'_>) + Sync + 'a;

/// Checks the names of methods, and that those which are to decide are run.
///
/// # Errors
///
/// The first that is wrong.
pub fn check_methods(names: &[String], decide: &[String]) -> Result<(), Error> {
    let all = names.iter().chain(decide);
    let is_known = |name: &&String| EVERYTHING_METHODS.contains(&name.as_str());
    if let Some(name) = all.clone().find(|name| !is_known(name)) {
        return Err(Error::NoMethod { name: name.clone() });
    }
    let is_run = |name: &&String| names.is_empty() || names.contains(name);
    match decide.iter().find(|name| !is_run(name)) {
        Some(name) => Err(Error::NotRun { name: name.clone() }),
        None => Ok(()),
    }
}

/// Places the known genes of a task among all expressed ones.
///
/// # Errors
///
/// If there is no such method, there are too few genes, they cannot be read, or a method fails.
pub fn evaluate(
    task: &Task<'_>,
    options: &EverythingOptions<'_>,
    events: &EverythingEvents<'_>,
) -> Result<Evaluated, Error> {
    check_methods(options.methods, options.decide)?;
    check_numbers(options)?;
    // As rivals do: both classes weigh the same.
    let plan = balanced(task.plan);
    let task = Task {
        plan: &plan,
        ..*task
    };
    let panel = panel(&task, options)?;
    let each: Vec<_> = (0..task.bundle.manifest().conditions.len()).collect();
    let conditions = match options.conditions {
        [] => &each,
        named => named,
    };
    let setting = Setting {
        task: &task,
        options,
        panel,
        events,
    };
    // All that is needed is read before anything is trained.
    let pools: Vec<_> = conditions
        .iter()
        .map(|&condition| setting.pool(condition))
        .collect::<Result<_, _>>()?;
    let mut evaluated = Evaluated::default();
    for (&condition, pool) in conditions.iter().zip(pools) {
        setting.evaluate(condition, pool, &mut evaluated)?;
    }
    Ok(evaluated)
}

fn check_numbers(options: &EverythingOptions<'_>) -> Result<(), Error> {
    let numbers = [
        ("the number of repeats", options.repeats),
        (
            "the number of the network's repeats",
            options.network_repeats,
        ),
        (
            "the number of repeats of the choice",
            options.decide_repeats,
        ),
    ];
    if let Some((what, _)) = numbers.into_iter().find(|(_, number)| *number == 0) {
        return Err(Error::Zero { what });
    }
    let mut names = vec!["random", "neighbours", "known"];
    for (name, _) in options.others {
        if names.contains(&name.as_str()) {
            return Err(Error::TwoLists { name: name.clone() });
        }
        names.push(name);
    }
    Ok(())
}

fn balanced(plan: &Plan) -> Plan {
    Plan {
        fit: FitOptions {
            class_weights: ClassWeights::Balanced,
            ..plan.fit.clone()
        },
        ..plan.clone()
    }
}

/// The methods that are asked for, the network first.
fn panel<'a>(task: &Task<'a>, options: &EverythingOptions<'_>) -> Result<Panel<'a>, Error> {
    let is_asked =
        |name: &&str| options.methods.is_empty() || options.methods.iter().any(|one| one == name);
    let names: Vec<_> = EVERYTHING_METHODS.into_iter().filter(is_asked).collect();
    let mut methods: Vec<Box<dyn Method + 'a>> = Vec::new();
    if names.contains(&NETWORK) {
        let learner = task.learner(task.plan)?;
        let checkpoints = options.checkpoints.map(|folder| folder.join("everything"));
        checkpoints
            .iter()
            .try_for_each(|folder| make_folder(folder))?;
        let network = Network::new(learner, task.plan, checkpoints.as_deref());
        methods.push(Box::new(network));
    }
    for method in baselines(true) {
        methods.push(method);
    }
    Ok(Panel { methods, names })
}

/// What all conditions have in common.
struct Setting<'a> {
    task: &'a Task<'a>,
    options: &'a EverythingOptions<'a>,
    panel: Panel<'a>,
    events: &'a EverythingEvents<'a>,
}

impl Setting<'_> {
    fn pool(&self, condition: usize) -> Result<Pool, Error> {
        let mut lists = Vec::new();
        if !self.task.labels.listed.is_empty() {
            lists.push(("housekeeping".to_string(), self.task.labels.listed.clone()));
        }
        lists.extend(self.options.others.iter().cloned());
        let least = self.options.least_expressed;
        let pool = Pool::read(self.task, condition, least, &lists)?;
        self.draw().check(pool.known.len(), pool.others.len())?;
        (self.events)(EverythingEvent::Pooled {
            condition: &pool.examples.condition,
            known: pool.known.len(),
            others: pool.others.len(),
        });
        Ok(pool)
    }

    fn draw(&self) -> Draw {
        Draw {
            folds: self.options.folds,
            ratio: self.task.ratio.unwrap_or(RATIO),
            seed: self.task.seed,
        }
    }

    fn evaluate(
        &self,
        condition: usize,
        mut pool: Pool,
        evaluated: &mut Evaluated,
    ) -> Result<(), Error> {
        // Of one condition at a time, for those of all genes are large.
        if self.panel.names.contains(&NETWORK) {
            dataset::add_images(self.task.bundle, &mut pool.examples)?;
        }
        let progress = Progress::new(self.events, self.rounds());
        let tallies = run(&self.panel, &pool, &self.plan_of_rounds(), &progress)?;
        let (decision, nested) = (self.options.decide, self.nested_repeats());
        let decided = nested::decide(
            &self.panel,
            &pool,
            &self.draw(),
            &tallies,
            decision,
            nested,
            &progress,
        )?;
        let nulls = null::nulls(
            &self.panel,
            &mut pool,
            &self.draw(),
            self.null_draws(),
            &progress,
        )?;
        progress.finish();
        let figures = Figures {
            task: self.task,
            options: self.options,
            draw: self.draw(),
            pool: &pool,
            nulls: &nulls,
        };
        let mut everything = figures.everything(&self.panel, &tallies, decided);
        everything.tests = tests_between::tests(&pool, &tallies);
        let mut evaluation = self.evaluation(condition, everything)?;
        conclude_everything(&mut evaluation);
        (self.events)(EverythingEvent::Evaluated(&evaluation));
        evaluated.genes.extend(figures.genes(&tallies));
        evaluated.evaluations.push(evaluation);
        Ok(())
    }

    /// Each method's repeats.
    fn plan_of_rounds(&self) -> run::Plan {
        let repeats = |name: &&'static str| match self.panel.needs_network(name) {
            true => self.options.network_repeats,
            false => self.options.repeats,
        };
        run::Plan {
            draw: self.draw(),
            repeats: self
                .panel
                .names
                .iter()
                .map(|name| (*name, repeats(name)))
                .collect(),
        }
    }

    fn null_draws(&self) -> [usize; 2] {
        [self.options.null_draws, self.options.network_null_draws]
    }

    /// How often the choice is made anew; never where there is nothing to choose from.
    fn nested_repeats(&self) -> usize {
        let options = self.options;
        let costly = options
            .decide
            .iter()
            .any(|name| self.panel.needs_network(name));
        match options.decide.len() {
            0 | 1 => 0,
            _ if costly => options.network_repeats.min(options.decide_repeats),
            _ => options.decide_repeats,
        }
    }

    /// How many rounds there are in all.
    fn rounds(&self) -> usize {
        let Self { options, panel, .. } = self;
        let cheap = panel.names.iter().any(|name| !panel.needs_network(name));
        let (repeats, draws) = match cheap {
            true => (
                options.repeats,
                options.null_draws.max(options.network_null_draws),
            ),
            false => (options.network_repeats, options.network_null_draws),
        };
        let nested = self.nested_repeats() * (options.folds + 1);
        options.folds * (repeats.max(options.network_repeats) + draws + nested)
    }

    fn evaluation(&self, condition: usize, everything: Everything) -> Result<Evaluation, Error> {
        let folds = Folds::k_fold(self.options.folds, self.options.repeats);
        let evaluation = super::evaluate::described(self.task, condition, folds)?;
        Ok(Evaluation {
            everything: Some(everything),
            ..evaluation
        })
    }
}

#[cfg(test)]
mod tests;
