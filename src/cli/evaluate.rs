//! `dsdscore evaluate`

mod pairs;
mod placing;
mod protocol;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressBar;

use self::{
    pairs::PairOptions,
    placing::{Placing, tell_written},
    protocol::{Leave, ProtocolKind},
};
use super::{
    keep::check_output,
    note, progress,
    train::{
        condition,
        learning::{GeneLists, Learning, kind, tell_choice},
    },
};
use crate::{
    bundle::Bundle,
    target::make_folder,
    train::{
        choice::Negatives,
        evaluate::{EvaluateEvent, EvaluateOptions, Evaluated, check_methods, evaluate},
        everything::{self, EverythingEvent, EverythingOptions},
        method::EVERYTHING_METHODS,
        plan::Plan,
        report::ReportFolder,
        task::Task,
    },
};

const EXAMPLES: &str = "\
Examples:
  # where do known genes stand among all genes? Rivals of the network alone, in minutes; then open
  # evaluation/report.html
  dsdscore evaluate -b gonad.dsd -g dsd.tsv --negatives housekeeping.tsv \\
    --methods level,shape,residual,dev,average -o evaluation

  # which method decides? Its scores go into a copy of the bundle, with what they are worth
  dsdscore evaluate -b gonad.dsd -g dsd.tsv --methods level,shape,residual,dev,average \\
    --decide shape,residual,dev,average --subset confidence=3 --other-genes heart=chd.tsv \\
    --scores-into scored.dsd -o evaluation

  # a narrow network beside them, once in each of 5 folds
  dsdscore evaluate -b gonad.dsd -g dsd.tsv --condition F --width 8 --members 3 -o evaluation

  # the paper's protocol: three times 25 genes of each class left out
  dsdscore evaluate --protocol paper -b gonad.dsd -g dsd.tsv --negatives housekeeping.tsv \\
    --weights resnet50-imagenet.pth --atlas female.h5ad --atlas male.h5ad --config atlas.toml \\
    -o evaluation";

/// Says how well a network tells disease genes from others that it has not seen, beside its rivals
///
/// Every method learns from the same genes and scores the same genes that were left out. The rivals
/// are the level (mean expression) alone, logistic regression on level and tau, and on the shape of
/// expression, random forests on expression by cell type and time, and on how unusual that is for the
/// gene's level (residual), how unusual it is without any learning (dev), and the average of the
/// percentiles of shape, residual, dev and the network. Where the paper's protocol is asked for there
/// are the networks on pairs of genes of Yuan and Bar-Joseph (cnnc-first, cnnc-both) in the place of
/// the average; they need the single cells.
///
/// By default known genes that were left out are placed among all expressed genes: among random ones,
/// among the 100 nearest in level, and among those of lists. Beside each figure stands what random
/// genes in the place of the known ones give.
///
/// The folder has report.html, <condition>.json and scores.tsv, with every gene's score by the models
/// that had not learnt it.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Evaluate {
    /// The bundle with the images
    #[arg(short, long, value_name = "FILE")]
    bundle: PathBuf,
    /// A condition to evaluate; may be repeated [default: each]
    #[arg(long, value_name = "KEY")]
    condition: Vec<String>,
    /// The folder to write
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Replace the evaluation that is there
    #[arg(long)]
    force: bool,
    #[arg(long, value_name = "NAMES", value_delimiter = ',',
          help = format!(
              "The methods, by commas: {}; by the paper's protocol without average, with cnnc-first, \
               cnnc-both [default: all]",
              EVERYTHING_METHODS.join(", ")
          ))]
    methods: Vec<String>,
    /// A folder in which trainings find how far they were when they were killed
    #[arg(long, value_name = "DIR")]
    checkpoints: Option<PathBuf>,
    /// Decides all randomness
    #[arg(long, default_value_t = 1, value_name = "INT")]
    seed: u64,
    #[command(flatten)]
    leave: Leave,
    #[command(flatten)]
    placing: Placing,
    #[command(flatten)]
    lists: GeneLists,
    #[command(flatten)]
    learning: Learning,
    /// By the paper's protocol: the kinds of negatives, by commas: housekeeping, matched (in level), random, labelled
    /// [default: housekeeping with --negatives, labelled where labels are 0; and matched]
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind,
          help_heading = "Genes")]
    choose: Vec<Negatives>,
    #[command(flatten)]
    pairs: PairOptions,
}

impl Evaluate {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.check_methods()?;
        let plan = self.learning.training.plan()?;
        self.check_checkpoints(&plan)?;
        let bundle = Bundle::open(&self.bundle)?;
        let conditions = self.conditions(&bundle)?;
        let inputs = self.inputs();
        let folder = prepare(&self.output, self.force, &bundle, &conditions, &inputs)?;
        if let Some(path) = &self.placing.scores_into {
            check_output(path, inputs)?;
        }
        let labels = self.lists.find(&bundle, &self.learning.classes)?;
        let task = self
            .learning
            .task(&bundle, &labels, &self.choose, &plan, self.seed);
        let evaluated = match self.leave.protocol {
            ProtocolKind::Paper => self.paper(&task, &conditions)?,
            ProtocolKind::Everything => self.everything(&task, &conditions)?,
        };
        let Evaluated {
            evaluations,
            scores,
            genes,
        } = &evaluated;
        folder.write(evaluations, scores, genes, &[])?;
        note(folder.page().display());
        if let Some(path) = &self.placing.scores_into {
            let source = self.placing.known_source.as_deref();
            write_scores(path, &bundle, &evaluated, source)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// By the protocol: those of the other are told apart from those that there are nowhere.
    fn check_methods(&self) -> anyhow::Result<()> {
        match self.leave.protocol {
            ProtocolKind::Paper if !self.placing.decide.is_empty() => {
                bail!("--decide belongs to --protocol everything")
            }
            ProtocolKind::Paper => check_methods(&self.methods).context("--methods"),
            ProtocolKind::Everything if !self.choose.is_empty() => {
                bail!(
                    "--choose belongs to --protocol paper: here known genes are told from all others"
                )
            }
            ProtocolKind::Everything => {
                everything::check_methods(&self.methods, &self.placing.decide).context("--methods")
            }
        }
    }

    fn paper(&self, task: &Task<'_>, conditions: &[usize]) -> anyhow::Result<Evaluated> {
        let cells = self.pairs.cells(&self.methods)?;
        let options = EvaluateOptions {
            conditions,
            methods: &self.methods,
            folds: self.leave.paper(),
            checkpoints: self.checkpoints.as_deref(),
            null_draws: self.placing.null_draws,
            cells: cells.as_ref(),
        };
        evaluate_and_tell(task, &options)
    }

    fn everything(&self, task: &Task<'_>, conditions: &[usize]) -> anyhow::Result<Evaluated> {
        let classes = &self.learning.classes;
        let lists = self.placing.lists(task.bundle, &self.lists, classes)?;
        let options = EverythingOptions {
            conditions,
            methods: &self.methods,
            checkpoints: self.checkpoints.as_deref(),
            ..self.placing.options(&lists, self.leave.everything()?)?
        };
        place_and_tell(task, &options)
    }

    fn inputs(&self) -> Vec<&Path> {
        let bundle = [self.bundle.as_path()].into_iter();
        let lists = self.lists.files().chain(self.learning.training.files());
        let others = self.placing.files().chain(self.pairs.files());
        bundle.chain(lists).chain(others).collect()
    }

    fn check_checkpoints(&self, plan: &Plan) -> anyhow::Result<()> {
        let Some(folder) = &self.checkpoints else {
            return Ok(());
        };
        if plan.freeze {
            bail!("trainings with --freeze are short, and keep no --checkpoints: leave it out");
        }
        make_folder(folder)?;
        check_output(&folder.join("checkpoint"), [])
    }

    fn conditions(&self, bundle: &Bundle) -> anyhow::Result<Vec<usize>> {
        let named = self.condition.iter();
        named.map(|key| condition(bundle, Some(key))).collect()
    }
}

/// Makes the folder of an evaluation, so that hours of training do not end at one that cannot be
/// written, or over an input.
pub fn prepare(
    path: &Path,
    force: bool,
    bundle: &Bundle,
    conditions: &[usize],
    inputs: &[&Path],
) -> anyhow::Result<ReportFolder> {
    let (folder, shown) = (ReportFolder::new(path), path.display());
    if !force && folder.page().exists() {
        bail!("{shown} holds an evaluation: choose another folder, or --force");
    }
    make_folder(path)?;
    let all = bundle.manifest().conditions.iter().enumerate();
    let wanted = all.filter(|(index, _)| conditions.is_empty() || conditions.contains(index));
    let jsons = wanted.map(|(_, condition)| folder.json(&condition.key));
    for file in jsons.chain([folder.scores(), folder.page()]) {
        check_output(&file, inputs.iter().copied())?;
    }
    Ok(folder)
}

/// Evaluates, and says on stderr how it goes and what is found.
pub fn evaluate_and_tell(
    task: &Task<'_>,
    options: &EvaluateOptions<'_>,
) -> anyhow::Result<Evaluated> {
    let bar = Mutex::new(ProgressBar::hidden());
    let evaluated = evaluate(task, options, &|event| match event {
        EvaluateEvent::Chosen(choice) => tell_choice(choice),
        EvaluateEvent::Trained { done, of } => show(&bar, done, of),
        EvaluateEvent::Evaluated(evaluation) => {
            for finding in evaluation.comparisons.iter().flat_map(|c| &c.findings) {
                let key = &evaluation.condition;
                note(format_args!("condition {key}: {}", finding.text));
            }
        }
    })?;
    Ok(evaluated)
}

/// The same where known genes are placed among all.
fn place_and_tell(task: &Task<'_>, options: &EverythingOptions<'_>) -> anyhow::Result<Evaluated> {
    let bar = Mutex::new(ProgressBar::hidden());
    let evaluated = everything::evaluate(task, options, &|event| match event {
        EverythingEvent::Pooled {
            condition,
            known,
            others,
        } => note(format_args!(
            "condition {condition}: {known} known genes among {others} other expressed ones"
        )),
        EverythingEvent::Round { done, of } => show(&bar, done, of),
        EverythingEvent::Evaluated(evaluation) => {
            let key = &evaluation.condition;
            for finding in &evaluation.findings {
                note(format_args!("condition {key}: {}", finding.text));
            }
        }
    })?;
    Ok(evaluated)
}

/// Writes the copy of the bundle with scores.
fn write_scores(
    path: &Path,
    bundle: &Bundle,
    evaluated: &Evaluated,
    known_source: Option<&str>,
) -> anyhow::Result<()> {
    let (evaluations, genes) = (&evaluated.evaluations, &evaluated.genes);
    let scored = everything::scored(bundle, evaluations, genes, known_source);
    for one in &scored {
        tell_written(path, &one.condition, &one.model.name);
    }
    Ok(bundle.write_with_scores(path, scored)?)
}

fn show(bar: &Mutex<ProgressBar>, done: usize, of: usize) {
    // Nobody panics while it is held.
    let Ok(mut bar) = bar.lock() else { return };
    match done {
        0 => *bar = progress::bar(Some(of as u64), "trainings"),
        _ => bar.inc(1),
    }
    if done == of {
        bar.finish_and_clear();
    }
}
