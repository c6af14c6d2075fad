//! `dsdscore evaluate`

mod pairs;
mod protocol;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressBar;

use self::{pairs::PairOptions, protocol::Leave};
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
        method::METHODS,
        plan::Plan,
        report::ReportFolder,
        task::Task,
    },
};

const EXAMPLES: &str = "\
Examples:
  # the paper's protocol: three times 25 genes of each class left out
  dsdscore evaluate -b gonad.dsd -g dsd.tsv --negatives housekeeping.tsv \\
    --weights resnet50-imagenet.pth --atlas female.h5ad --atlas male.h5ad --config atlas.toml \\
    -o evaluation

  # 5-fold, one condition, narrow networks; open evaluation/report.html
  dsdscore evaluate -b gonad.dsd -g dsd.tsv --condition F --folds 5 --width 8 --members 5 \\
    --augment --features -o evaluation

  # the rivals alone, in seconds
  dsdscore evaluate -b gonad.dsd -g dsd.tsv --methods level,logistic,shape,forest -o rivals";

/// Says how well a network tells disease genes from others that it has not seen, beside its rivals
///
/// Every method learns from the same genes and scores the same genes that were left out. The rivals
/// are the level (mean expression) alone, logistic regression on level and tau, and on the shape of
/// expression, a random forest on expression by cell type and time, and the network on pairs of genes
/// of Yuan and Bar-Joseph (cnnc-first, cnnc-both), which needs the single cells.
///
/// The folder has report.html, <condition>.json and scores.tsv, with every gene's score by the
/// networks that had not learnt it.
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
          help = format!("The methods, by commas: {} [default: all]", METHODS.join(", ")))]
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
    lists: GeneLists,
    #[command(flatten)]
    learning: Learning,
    /// The kinds of negatives, by commas: housekeeping, matched (in level), random, labelled
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
        check_methods(&self.methods).context("--methods")?;
        let plan = self.learning.training.plan()?;
        self.check_checkpoints(&plan)?;
        let bundle = Bundle::open(&self.bundle)?;
        let conditions = self.conditions(&bundle)?;
        let folder = prepare(
            &self.output,
            self.force,
            &bundle,
            &conditions,
            &self.inputs(),
        )?;
        let labels = self.lists.find(&bundle, &self.learning.classes)?;
        let task = self
            .learning
            .task(&bundle, &labels, &self.choose, &plan, self.seed);
        let cells = self.pairs.cells(&self.methods)?;
        let options = EvaluateOptions {
            conditions: &conditions,
            methods: &self.methods,
            folds: self.leave.folds(),
            checkpoints: self.checkpoints.as_deref(),
            cells: cells.as_ref(),
        };
        let evaluated = evaluate_and_tell(&task, &options)?;
        folder.write(&evaluated.evaluations, &evaluated.scores, &[])?;
        note(folder.page().display());
        Ok(ExitCode::SUCCESS)
    }

    fn inputs(&self) -> Vec<&Path> {
        let bundle = [self.bundle.as_path()].into_iter();
        let lists = self.lists.files().chain(self.learning.training.files());
        bundle.chain(lists).chain(self.pairs.files()).collect()
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
