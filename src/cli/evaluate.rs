//! `dsdscore evaluate`

mod output;
mod pairs;
mod protocol;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;

pub use self::output::write_page;
use self::{output::Output, pairs::Pairs, protocol::Leave};
use super::{
    keep::check_output,
    note, progress,
    train::{
        condition, device_kind,
        genes::{self, Found, Genes},
        options::Training,
    },
};
use crate::{
    bundle::Bundle,
    train::{
        baseline::baselines,
        choice::{Choice, Negatives},
        compare::{Entrant, compare},
        device,
        evaluation::{self, Comparison, Evaluation, OutOfFold, Protocol},
        examples::Examples,
        folds::{Fold, folds},
        learn::{Learner, Network},
        plan::Plan,
        report::{check_names, conclude},
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
    /// The methods, by commas: network, level, logistic, shape, forest, cnnc-first, cnnc-both
    /// [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    methods: Vec<String>,
    /// A folder in which trainings find how far they were when they were killed
    #[arg(long, value_name = "DIR")]
    checkpoints: Option<PathBuf>,
    /// Decides all randomness
    #[arg(long, default_value_t = 1, value_name = "INT")]
    seed: u64,
    /// What trains: cpu or cuda
    #[arg(long, default_value = "cpu", value_name = "NAME", value_parser = device_kind)]
    device: device::Kind,
    #[command(flatten)]
    leave: Leave,
    #[command(flatten)]
    genes: Genes,
    /// The kinds of negatives, by commas: housekeeping, matched (in level), random, labelled
    /// [default: housekeeping with --negatives, labelled where labels are 0; and matched]
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = genes::kind,
          help_heading = "Genes")]
    choose: Vec<Negatives>,
    #[command(flatten)]
    training: Training,
    #[command(flatten)]
    pairs: Pairs,
}

/// What all conditions have in common.
struct Setting<'a> {
    command: &'a Evaluate,
    bundle: &'a Bundle,
    plan: &'a Plan,
    found: &'a Found,
    kinds: Vec<Negatives>,
}

/// One kind of negatives in one condition.
struct Round<'a> {
    choice: Choice,
    examples: Examples,
    folds: Vec<Fold>,
    entrants: Vec<Entrant<'a>>,
}

impl Evaluate {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.check_methods()?;
        let plan = self.training.plan()?;
        self.check_checkpoints(&plan)?;
        let bundle = Bundle::open(&self.bundle)?;
        let conditions = self.conditions(&bundle)?;
        let output = self.open(&bundle, &conditions)?;
        let found = self.genes.find(&bundle)?;
        let setting = Setting {
            command: &self,
            bundle: &bundle,
            plan: &plan,
            kinds: found.kinds(&self.choose)?,
            found: &found,
        };
        let (mut evaluations, mut scores) = (Vec::new(), Vec::new());
        for (condition, rounds) in setting.prepare(conditions)? {
            let (evaluation, more) = setting.evaluate(condition, rounds)?;
            evaluations.push(evaluation);
            scores.extend(more);
        }
        output.write(&evaluations, &scores)?;
        Ok(ExitCode::SUCCESS)
    }

    fn open(&self, bundle: &Bundle, conditions: &[usize]) -> anyhow::Result<Output> {
        let all = &bundle.manifest().conditions;
        let keys: Vec<_> = conditions.iter().map(|&c| all[c].key.as_str()).collect();
        Output::new(&self.output, self.force, &keys, &self.inputs())
    }

    fn inputs(&self) -> Vec<&Path> {
        let bundle = [self.bundle.as_path()].into_iter();
        let lists = self.genes.files().chain(self.training.files());
        bundle.chain(lists).chain(self.pairs.files()).collect()
    }

    fn check_checkpoints(&self, plan: &Plan) -> anyhow::Result<()> {
        let Some(folder) = &self.checkpoints else {
            return Ok(());
        };
        if plan.freeze {
            bail!("trainings with --freeze are short, and keep no --checkpoints: leave it out");
        }
        make(folder)?;
        check_output(&folder.join("checkpoint"), [])
    }

    fn check_methods(&self) -> anyhow::Result<()> {
        let known: Vec<_> = METHODS.iter().map(|(name, _)| *name).collect();
        match self
            .methods
            .iter()
            .find(|name| !known.contains(&name.as_str()))
        {
            Some(name) => bail!("--methods: there is no {name}: use {}", known.join(", ")),
            None => Ok(()),
        }
    }

    fn conditions(&self, bundle: &Bundle) -> anyhow::Result<Vec<usize>> {
        if self.condition.is_empty() {
            return Ok((0..bundle.manifest().conditions.len()).collect());
        }
        let named = self.condition.iter();
        named.map(|key| condition(bundle, Some(key))).collect()
    }

    fn asks_for(&self, method: &str) -> bool {
        self.methods.is_empty() || self.methods.iter().any(|name| name == method)
    }
}

/// All methods, and what they are where they cannot run.
const METHODS: [(&str, &str); 7] = [
    ("network", "ResNet-50 on the image"),
    ("level", "logistic regression on mean expression"),
    ("logistic", "logistic regression on level and tau"),
    ("shape", "logistic regression on the shape of expression"),
    (
        "forest",
        "random forest on expression by cell type and time",
    ),
    (
        "cnnc-first",
        "network on pairs of genes, labelled by the first",
    ),
    ("cnnc-both", "network on pairs of genes, labelled by both"),
];

/// Makes a folder, and those that it is in.
pub fn make(folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {shown}"))
}

impl Setting<'_> {
    /// Reads all that is needed, so that what is wrong is told before hours of training.
    fn prepare(&self, conditions: Vec<usize>) -> anyhow::Result<Vec<(usize, Vec<Round<'_>>)>> {
        let rounds = |condition| {
            let kinds = self.kinds.iter();
            let rounds = kinds.map(|&kind| self.round(condition, kind));
            Ok((condition, rounds.collect::<anyhow::Result<_>>()?))
        };
        conditions.into_iter().map(rounds).collect()
    }

    fn evaluate(
        &self,
        condition: usize,
        rounds: Vec<Round<'_>>,
    ) -> anyhow::Result<(Evaluation, Vec<OutOfFold>)> {
        let manifest = self.bundle.manifest();
        let axes = &manifest.conditions[condition];
        let mut evaluation = Evaluation {
            schema_version: evaluation::SCHEMA_VERSION,
            program: format!("dsdscore {}", env!("CARGO_PKG_VERSION")),
            condition: axes.key.clone(),
            label: axes.label.clone(),
            atlas: manifest.atlas.name.clone(),
            bundle: self.bundle.digest(),
            synthetic: manifest.synthetic,
            plan: serde_json::to_value(self.plan)?,
            protocol: Protocol {
                folds: self.command.leave.folds(),
                validation: self.plan.validation,
                seed: self.command.seed,
            },
            comparisons: Vec::new(),
            findings: Vec::new(),
        };
        let mut rows = Vec::new();
        for round in rounds {
            let (comparison, scores) = self.compare(round)?;
            evaluation.comparisons.push(comparison);
            rows.extend(scores);
        }
        conclude(&mut evaluation, &rows)?;
        for finding in evaluation.comparisons.iter().flat_map(|c| &c.findings) {
            note(format_args!("condition {}: {}", axes.key, finding.text));
        }
        Ok((evaluation, rows))
    }

    fn round(&self, condition: usize, kind: Negatives) -> anyhow::Result<Round<'_>> {
        let command = self.command;
        let found = self
            .found
            .examples(self.bundle, condition, kind, command.seed);
        let (choice, examples) = found?;
        check_names(&examples)?;
        Ok(Round {
            folds: folds(&examples.labels(), command.leave.folds(), command.seed)?,
            entrants: self.entrants(&choice)?,
            choice,
            examples,
        })
    }

    fn compare(&self, round: Round<'_>) -> anyhow::Result<(Comparison, Vec<OutOfFold>)> {
        let Round {
            choice,
            examples,
            folds,
            entrants,
        } = round;
        let (command, kind) = (self.command, choice.negatives);
        let total = folds.len() * entrants.iter().filter(|one| one.runs()).count();
        let bar = progress::bar(Some(total as u64), "trainings");
        let done = |_: &str| bar.inc(1);
        let compared = compare(&examples, &folds, &entrants, command.seed, &done);
        bar.finish_and_clear();
        let mut compared = compared?;
        for row in &mut compared.scores {
            row.negatives = kind.name().into();
        }
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

    /// The methods that were asked for, the network first.
    fn entrants(&self, choice: &Choice) -> anyhow::Result<Vec<Entrant<'_>>> {
        let mut all = Vec::new();
        if self.command.asks_for("network") {
            all.push(Entrant::Runs(Box::new(self.network(choice.negatives)?)));
        }
        all.extend(baselines().into_iter().map(Entrant::Runs));
        all.extend(
            self.command
                .pairs
                .entrants(self.command, self.bundle, choice)?,
        );
        all.retain(|one| self.command.asks_for(one.name()));
        Ok(all)
    }

    fn network(&self, kind: Negatives) -> anyhow::Result<Network<'_>> {
        let (command, plan) = (self.command, self.plan);
        let weights = command.training.weights.as_deref();
        let learner = Learner::new(plan, weights, command.device.open()?)?;
        // Trainings on other negatives are others.
        let folder = command.checkpoints.as_ref();
        let checkpoints = folder.map(|folder| folder.join(kind.name()));
        if let Some(folder) = &checkpoints {
            make(folder)?;
        }
        Ok(Network::new(learner, plan, checkpoints.as_deref()))
    }
}
