//! `dsdscore reproduce`

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{Args, Parser};

use super::{
    Cli, Command,
    evaluate::{make, write_page},
    note,
};
use crate::{
    bundle::Bundle,
    text,
    train::{
        evaluation::Evaluation,
        report::{Published, beside, beside_text, read_json},
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

impl Reproduce {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let published = self.published()?;
        let bundle = self.output.join("atlas.dsd");
        let evaluation = self.output.join("evaluation");
        self.check(&bundle, &evaluation)?;
        make(&self.output)?;
        run(self.build(&bundle))?;
        run(self.evaluate(&bundle, &evaluation))?;
        let conditions = Bundle::open(&bundle)?.manifest().conditions.clone();
        let mut evaluations = Vec::new();
        for condition in conditions {
            run(self.train(&bundle, &condition.key))?;
            evaluations.push(read(&evaluation.join(format!("{}.json", condition.key)))?);
        }
        let beside = beside(&evaluations, &published);
        write_page(&evaluation, &evaluations, &beside)?;
        let text = beside_text(&beside);
        io::stdout().write_all(text.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }

    /// Finds before hours of training that a command is not understood, or that ONNX Runtime, which
    /// the last one needs, is not there.
    fn check(&self, bundle: &Path, evaluation: &Path) -> anyhow::Result<()> {
        let train = self.train(bundle, "KEY");
        for args in [self.build(bundle), self.evaluate(bundle, evaluation), train] {
            if let Command::Train(train) = parse(args)?.command {
                train.check_runtime()?;
            }
        }
        Ok(())
    }

    fn published(&self) -> anyhow::Result<Vec<Published>> {
        let Some(path) = &self.published else {
            return Ok(serde_json::from_str(PUBLISHED)?);
        };
        let shown = path.display();
        let text = text::read(path).with_context(|| format!("cannot read {shown}"))?;
        serde_json::from_str(&text).with_context(|| format!("{shown} is no list of figures"))
    }

    fn build(&self, bundle: &Path) -> Vec<OsString> {
        let mut args = words(&["bundle", "build"]);
        args.extend(self.cells());
        args.extend(option("-o", bundle));
        args
    }

    fn evaluate(&self, bundle: &Path, folder: &Path) -> Vec<OsString> {
        let mut args = words(&["evaluate", "--force"]);
        args.extend(self.genes(bundle));
        args.extend(self.cells());
        let numbers = [
            ("--folds", self.folds),
            ("--pairs", self.pairs),
            ("--pair-width", self.pair_width),
        ];
        for (name, number) in numbers {
            let number = number.map(|number| option(name, number.to_string()));
            args.extend(number.into_iter().flatten());
        }
        args.extend(option("-o", folder));
        args.extend(self.options.iter().cloned());
        args
    }

    fn train(&self, bundle: &Path, condition: &str) -> Vec<OsString> {
        let mut args = words(&["train", "--condition", condition]);
        args.extend(self.genes(bundle));
        args.extend(option("-o", self.output.join(format!("{condition}.onnx"))));
        args.extend(self.options.iter().cloned());
        args
    }

    fn cells(&self) -> impl Iterator<Item = OsString> {
        let atlases = self.atlas.iter().flat_map(|path| option("--atlas", path));
        atlases.chain(option("--config", &self.config))
    }

    fn genes(&self, bundle: &Path) -> impl Iterator<Item = OsString> {
        let lists = option("-b", bundle)
            .into_iter()
            .chain(option("-g", &self.genes));
        let negatives = self
            .negatives
            .iter()
            .flat_map(|path| option("--negatives", path));
        lists
            .chain(negatives)
            .chain(option("--seed", self.seed.to_string()))
    }
}

/// Says a command, and runs it.
fn run(args: Vec<OsString>) -> anyhow::Result<()> {
    let shown: Vec<_> = args.iter().map(|word| word.to_string_lossy()).collect();
    note(format_args!("running: dsdscore {}", shown.join(" ")));
    parse(args)?.run()?;
    Ok(())
}

fn parse(args: Vec<OsString>) -> anyhow::Result<Cli> {
    let command = args.first().cloned().unwrap_or_default();
    let all = [OsString::from("dsdscore")].into_iter().chain(args);
    Cli::try_parse_from(all).map_err(|error| {
        let text = error.to_string();
        let text = text
            .trim_start_matches("error: ")
            .lines()
            .next()
            .unwrap_or_default();
        let command = command.to_string_lossy();
        anyhow!(
            "{command}: {text}; what stands after -- must be options of both train and evaluate"
        )
    })
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

fn option(name: &str, value: impl Into<OsString>) -> [OsString; 2] {
    [name.into(), value.into()]
}

fn read(path: &Path) -> anyhow::Result<Evaluation> {
    let shown = path.display();
    let file = text::open(path).with_context(|| format!("cannot read {shown}"))?;
    read_json(file).with_context(|| format!("{shown} is no evaluation"))
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
