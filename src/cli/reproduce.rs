//! `dsdscore reproduce`

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt::Display,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{Args, Parser};

use super::{
    atlas_inputs,
    bundle::build::{cells, write},
    evaluate::{evaluate_and_tell, prepare},
    keep::check_output,
    note,
    train::{
        learning::{GeneLists, Learning, kind},
        train_and_tell,
    },
};
use crate::{
    atlas::Config,
    bundle::{Atlas, Bundle, Description},
    heatmap::Recipe,
    import::AtlasOptions,
    target::make_folder,
    text,
    train::{
        choice::Negatives,
        cnnc::CnncOptions,
        evaluate::{EvaluateOptions, PairCells},
        evaluation::Folds,
        everything::EverythingOptions,
        release::FileOptions,
        report::{Beside, Published, beside, beside_text},
        task::Task,
        training::{About, TrainOptions},
    },
};

/// The figures of the paper.
const PUBLISHED: &str = include_str!("reproduce/published.json");

const EXAMPLES: &str = "\
Examples:
  # the paper from end to end
  dsdscore reproduce --atlas female.h5ad --atlas male.h5ad --config human-fetal-gonads.toml \\
    -g dsd.tsv --negatives housekeeping.tsv -o reproduced -- --weights resnet50-imagenet.pth

  # the same on made-up cells, with a narrow network
  dsdscore simulate --cells 4000 --genes 400 --per-condition -o sim
  dsdscore reproduce --atlas sim/atlas.F.h5ad --atlas sim/atlas.M.h5ad --config sim/atlas.toml \\
    -g sim/labels.tsv -o reproduced --pairs 200 --pair-width 8 \\
    -- --choose labelled --width 4 --epochs 10";

/// Does what the paper did: builds the bundle, trains and evaluates a network for each condition, and
/// prints the figures beside the published ones
///
/// It runs `bundle build`, `evaluate` and `train`, and says each command. What stands after -- goes to
/// `evaluate` and `train`, and must be options of both.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Reproduce {
    /// A single-cell file, as for `bundle build`; may be repeated
    #[arg(long, value_name = "[KEY=]FILE", required = true)]
    atlas: Vec<PathBuf>,
    /// What the columns and labels of the files mean
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Known disease genes, as for `train`
    #[arg(short, long, value_name = "FILE")]
    genes: PathBuf,
    /// Housekeeping genes, as for `train`
    #[arg(long, value_name = "FILE")]
    negatives: Option<PathBuf>,
    /// The folder to write
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Decides all randomness
    #[arg(long, default_value_t = 1, value_name = "INT")]
    seed: u64,
    /// Evaluates each gene once, in so many parts, instead of the paper's protocol
    #[arg(long, value_name = "INT")]
    folds: Option<usize>,
    /// Training pairs of the network on pairs of genes, at most [default: as for `evaluate`]
    #[arg(long, value_name = "INT")]
    pairs: Option<usize>,
    /// Channels of its first layers [default: as for `evaluate`]
    #[arg(long, value_name = "INT")]
    pair_width: Option<usize>,
    /// Published figures to put beside, as JSON: condition, method, roc_auc, source [default: the
    /// paper's, for F and M]
    #[arg(long, value_name = "FILE")]
    published: Option<PathBuf>,
    /// Options that both `train` and `evaluate` have
    #[arg(last = true, value_name = "OPTIONS")]
    options: Vec<OsString>,
}

/// What stands after `--`.
#[derive(Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Shared {
    #[command(flatten)]
    learning: Learning,
    #[arg(long, value_parser = kind)]
    choose: Option<Negatives>,
}

impl Shared {
    fn parse(options: &[OsString]) -> anyhow::Result<Self> {
        Self::try_parse_from(options).map_err(|error| {
            let text = error.to_string();
            let text = text.trim_start_matches("error: ").lines().next();
            anyhow!(
                "evaluate and train: {}; what stands after -- must be options of both",
                text.unwrap_or_default()
            )
        })
    }
}

impl Reproduce {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let published = self.published()?;
        // What is wrong with the training is told now, not after hours.
        let Shared { learning, choose } = Shared::parse(&self.options)?;
        let plan = learning.training.plan()?;
        FileOptions::default().check()?;
        make_folder(&self.output)?;
        let path = self.output.join("atlas.dsd");
        let cells = self.build(&path)?;
        let bundle = Bundle::open(&path)?;
        let lists = GeneLists {
            genes: self.genes.clone(),
            negatives: self.negatives.clone(),
        };
        let labels = lists.find(&bundle, &learning.classes)?;
        let task = learning.task(&bundle, &labels, choose.as_slice(), &plan, self.seed);
        let inputs: Vec<_> = self.inputs().chain(learning.training.files()).collect();
        self.check(&bundle, &inputs)?;
        let beside = self.evaluate(&task, &cells, &inputs, &published)?;
        let about = About {
            classes: learning.classes.0.clone(),
            ..About::default()
        };
        for condition in 0..bundle.manifest().conditions.len() {
            self.train(&task, condition, &about)?;
        }
        io::stdout().write_all(beside_text(&beside).as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }

    fn published(&self) -> anyhow::Result<Vec<Published>> {
        let Some(path) = &self.published else {
            return Ok(serde_json::from_str(PUBLISHED)?);
        };
        let shown = path.display();
        let text = text::read(path).with_context(|| format!("cannot read {shown}"))?;
        serde_json::from_str(&text).with_context(|| format!("{shown} is no list of figures"))
    }

    fn inputs(&self) -> impl Iterator<Item = &Path> {
        let atlases = self.atlas.iter().flat_map(|path| atlas_inputs::files(path));
        let lists = [&self.config, &self.genes].into_iter();
        let lists = lists.chain(&self.negatives).chain(&self.published);
        atlases.chain(lists.map(PathBuf::as_path))
    }

    /// Finds before the trainings what would lose them at their end.
    fn check(&self, bundle: &Bundle, inputs: &[&Path]) -> anyhow::Result<()> {
        for condition in &bundle.manifest().conditions {
            for path in self.network(&condition.key) {
                check_output(&path, inputs.iter().copied())?;
            }
        }
        Ok(())
    }

    /// The network of a condition, and its record.
    fn network(&self, condition: &str) -> [PathBuf; 2] {
        ["onnx", "json"].map(|end| self.output.join(format!("{condition}.{end}")))
    }

    /// Builds the bundle; returns the cells that it is of.
    fn build(&self, path: &Path) -> anyhow::Result<PairCells> {
        let (cells, shown) = (self.cells(), path.display());
        note(format_args!(
            "running: dsdscore bundle build{cells} -o {shown}"
        ));
        let config = Config::read(&self.config)?;
        let description = Description {
            name: cells::name(&config.name, &self.atlas),
            atlas: Atlas::from(&config),
            ..Description::default()
        };
        let options = AtlasOptions {
            config: &config,
            recipe: &Recipe::default(),
            output: path,
            memory: usize::from(cells::MEMORY) << 20,
        };
        check_output(path, self.inputs())?;
        let inputs = atlas_inputs::inputs(&self.atlas, &[], &config)?;
        write(&cells::build(&inputs, options, description)?, path)?;
        let defaults = CnncOptions::default();
        Ok(PairCells {
            inputs,
            config,
            time: None,
            times: BTreeMap::new(),
            options: CnncOptions {
                pairs: self.pairs.unwrap_or(defaults.pairs),
                width: self.pair_width.unwrap_or(defaults.width),
                ..defaults
            },
        })
    }

    fn evaluate(
        &self,
        task: &Task<'_>,
        cells: &PairCells,
        inputs: &[&Path],
        published: &[Published],
    ) -> anyhow::Result<Vec<Beside>> {
        let path = self.output.join("evaluation");
        let (data, atlases, protocol) = (self.data(task), self.cells(), self.protocol());
        note(format_args!(
            "running: dsdscore evaluate --protocol paper --force{data}{atlases}{protocol} -o {}{}",
            path.display(),
            self.rest()
        ));
        let folder = prepare(&path, true, task.bundle, &[], inputs)?;
        let options = EvaluateOptions {
            folds: self
                .folds
                .map_or_else(Folds::default, |folds| Folds::k_fold(folds, 1)),
            null_draws: EverythingOptions::default().null_draws,
            cells: Some(cells),
            ..EvaluateOptions::default()
        };
        let evaluated = evaluate_and_tell(task, &options)?;
        let beside = beside(&evaluated.evaluations, published);
        folder.write(&evaluated.evaluations, &evaluated.scores, &[], &beside)?;
        note(folder.page().display());
        Ok(beside)
    }

    fn train(&self, task: &Task<'_>, condition: usize, about: &About) -> anyhow::Result<()> {
        let key = &task.bundle.manifest().conditions[condition].key;
        let [output, record] = self.network(key);
        note(format_args!(
            "running: dsdscore train --condition {key}{} -o {}{}",
            self.data(task),
            output.display(),
            self.rest()
        ));
        let options = TrainOptions {
            condition,
            output: &output,
            record: &record,
            checkpoint: None,
            search: None,
            about,
            file: FileOptions::default(),
        };
        train_and_tell(task, &options)
    }

    /// The single cells, as options of the commands that are said.
    fn cells(&self) -> String {
        let atlases = self.atlas.iter().map(|path| path.display());
        words("--atlas", atlases) + &words("--config", [self.config.display()])
    }

    /// The bundle, lists and seed, likewise.
    fn data(&self, task: &Task<'_>) -> String {
        let negatives = self.negatives.iter().map(|path| path.display());
        words("-b", [task.bundle.path().display()])
            + &words("-g", [self.genes.display()])
            + &words("--negatives", negatives)
            + &words("--seed", [self.seed])
    }

    /// How genes are left out and paired, likewise.
    fn protocol(&self) -> String {
        let pairs = words("--pairs", self.pairs) + &words("--pair-width", self.pair_width);
        words("--folds", self.folds) + &pairs
    }

    /// What stands after `--`, likewise.
    fn rest(&self) -> String {
        let options = self.options.iter();
        options
            .map(|word| format!(" {}", word.to_string_lossy()))
            .collect()
    }
}

/// An option for each value.
fn words<T: Display>(name: &str, values: impl IntoIterator<Item = T>) -> String {
    let values = values.into_iter();
    values.map(|value| format!(" {name} {value}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_figures_are_there_for_both_sexes() {
        let published: Vec<Published> = serde_json::from_str(PUBLISHED).unwrap();
        let of = |condition, method| {
            let mut all = published.iter();
            let found = all.find(|one| one.condition == condition && one.method == method);
            found.map(|one| one.roc_auc)
        };
        assert_eq!(of("F", "network"), Some(0.898));
        assert_eq!(of("M", "network"), Some(0.844));
        assert_eq!(of("F", "cnnc-first"), Some(0.53));
        assert_eq!(of("M", "cnnc-both"), Some(0.57));
    }
}
