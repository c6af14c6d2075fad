//! `dsdscore explain`

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, ensure};
use clap::Args;
use indicatif::ProgressBar;

use super::{by_name, keep::check_output, network::Network, note, progress};
use crate::{
    bundle::{Bundle, Explained, Replacement, Way},
    explain::{ExplainEvent, ExplainOptions, Found, Listed, ModelFile, explain, remove_journal},
    rank::KnownGenes,
};

const EXAMPLES: &str = "\
Examples:
  dsdscore score -b gonad.dsd -m female.onnx -m male.onnx
  dsdscore explain -b gonad.dsd -m female.onnx -m male.onnx --genes-known dsd.tsv

  # then offline, without a model
  dsdscore show NR5A1 -b gonad.dsd --why

  # what the networks see without a block is the lowest colour; each time is a block of its own
  dsdscore explain -b gonad.dsd -m female.onnx --replace lowest --times-per-block 1 -o explained.dsd";

/// Finds why genes have their scores, and writes it into the bundle
///
/// Of each gene block after block, a cell type at some neighbouring times, is replaced by what genes of
/// the same level have there, and the model is asked anew: what the score then loses is what the block
/// gives it. A regression on profiles tells the same exactly by its weights, and scores by definition
/// (dev) by that; these need no model file. As a control the same is asked of networks with random
/// weights: where their maps are like the network's own, the reasons are the image's and not the model's.
/// Each gene is compared with known genes too, by how unusual they are for their level; likeness orders
/// nothing.
///
/// A run that was killed goes on where it stopped, by the file with .explain at the end of its name beside
/// the output.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// The bundle with the scores
    #[arg(short, long, value_name = "FILE")]
    bundle: PathBuf,
    /// A model (ONNX) whose scores the bundle has (dsdscore score); once for each
    #[arg(short, long = "model", value_name = "FILE")]
    models: Vec<PathBuf>,
    /// Genes that are known for the disease, with which each gene is compared: in any form that rank
    /// --genes-known reads
    #[arg(long, value_name = "FILE", help_heading = "Likeness")]
    genes_known: Option<PathBuf>,
    /// Housekeeping genes, with which each gene is compared too, in the same form
    #[arg(long, value_name = "FILE", help_heading = "Likeness")]
    housekeeping: Option<PathBuf>,
    /// What a block is replaced by: usual (what genes of the same level have there), or lowest (the lowest
    /// colour of the image, or 0)
    #[arg(long, value_name = "NAME", default_value = "usual", value_parser = replacement)]
    replace: Replacement,
    /// How many neighbouring times are one block [default: as few as make 8 runs of times at most]
    #[arg(long, value_name = "INT", value_parser = clap::value_parser!(u32).range(1..))]
    times_per_block: Option<u32>,
    /// How many times the weights of each network are drawn anew; 0 for no control
    #[arg(
        long,
        value_name = "INT",
        default_value_t = 20,
        help_heading = "Control"
    )]
    draws: usize,
    /// Of how many genes, drawn at random, the control compares maps
    #[arg(
        long,
        value_name = "INT",
        default_value_t = 200,
        help_heading = "Control"
    )]
    control_genes: usize,
    /// Decides all randomness
    #[arg(
        long,
        value_name = "INT",
        default_value_t = 1,
        help_heading = "Control"
    )]
    seed: u64,
    /// Where to write the bundle with the reasons [default: in its place]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    network: Network,
}

fn replacement(text: &str) -> Result<Replacement, String> {
    by_name(text, "usual or lowest")
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let output = self.output.as_ref().unwrap_or(&self.bundle);
        let lists = self.genes_known.iter().chain(&self.housekeeping);
        // In the place of the bundle is fine.
        check_output(
            output,
            self.models.iter().chain(lists).map(PathBuf::as_path),
        )?;
        let bundle = Bundle::open(&self.bundle)?;
        let journal = beside(output);
        let options = self.options(&bundle, journal.clone())?;
        let found = self.found(&bundle, &options)?;
        tell(&bundle, &found);
        ensure!(
            !found.explained.is_empty() || found.conditions.iter().any(Option::is_some),
            "nothing was found to be written"
        );
        bundle.write_with_reasons(output, found.explained, found.conditions)?;
        if let Some(journal) = journal {
            remove_journal(&journal)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn options(&self, bundle: &Bundle, journal: Option<PathBuf>) -> anyhow::Result<ExplainOptions> {
        let list = |path: &Option<PathBuf>| path.as_deref().map(|path| listed(path, bundle));
        let known = list(&self.genes_known).transpose()?;
        if known.is_none() {
            note("no known genes were given (--genes-known): genes are compared with none");
        }
        Ok(ExplainOptions {
            replaced_by: self.replace,
            times_per_block: self.times_per_block.map(|times| times as usize),
            known,
            housekeeping: list(&self.housekeeping).transpose()?,
            draws: self.draws,
            control_genes: self.control_genes,
            seed: self.seed,
            journal,
        })
    }

    fn found(&self, bundle: &Bundle, options: &ExplainOptions) -> anyhow::Result<Found> {
        let files = self.models.iter().map(|path| {
            let bytes = fs::read(path).with_context(|| format!("model {}", path.display()))?;
            let path = path.clone();
            Ok(ModelFile { path, bytes })
        });
        let files = files.collect::<anyhow::Result<Vec<_>>>()?;
        let mut bar = ProgressBar::hidden();
        let model = self.network.options()?;
        let found = explain(bundle, &files, &model, options, &mut |event| {
            show(&mut bar, &event);
        });
        bar.finish_and_clear();
        Ok(found?)
    }
}

/// The journal of an output; none of what is no file.
fn beside(output: &Path) -> Option<PathBuf> {
    let is_file = |path: &Path| fs::metadata(path).map_or(true, |found| found.is_file());
    if output == Path::new("-") || !is_file(output) {
        return None;
    }
    let mut name = OsString::from(output);
    name.push(".explain");
    Some(name.into())
}

/// The genes of the bundle that a list names; what else it names is counted on stderr.
fn listed(path: &Path, bundle: &Bundle) -> anyhow::Result<Listed> {
    let list = KnownGenes::read(path, bundle.genes())?;
    let (name, genes) = (list.name().to_string(), list.in_bundle());
    let missing = list.len() - genes.len();
    note(format_args!(
        "{name}: {} genes, and {missing} that the bundle does not have",
        genes.len()
    ));
    ensure!(
        !genes.is_empty(),
        "none of the genes of {} is in {}; `dsdscore bundle export` lists its genes",
        path.display(),
        bundle.path().display()
    );
    Ok(Listed { name, genes })
}

/// Shows how far it is.
fn show(bar: &mut ProgressBar, event: &ExplainEvent<'_>) {
    match *event {
        ExplainEvent::OtherJournal(path) => note(format_args!(
            "{} is of other inputs, options or of another version: it is begun anew",
            path.display()
        )),
        ExplainEvent::Begun {
            condition,
            model,
            genes,
            done,
        } => {
            bar.finish_and_clear();
            if done > 0 {
                note(format_args!(
                    "condition {condition}, {model}: goes on after {done} of {genes} genes"
                ));
            }
            *bar = progress::bar(Some(genes as u64), "genes").with_position(done as u64);
            bar.reset_eta();
        }
        ExplainEvent::Progress(count) => bar.inc(count as u64),
        ExplainEvent::Control { draws } => {
            bar.finish_and_clear();
            *bar = progress::bar(Some(draws as u64), "draws of random weights");
        }
        ExplainEvent::Drawn => bar.inc(1),
    }
}

/// Says on stderr what was found, and what was not.
fn tell(bundle: &Bundle, found: &Found) {
    let sources = &bundle.manifest().scores;
    let name = |source: usize| {
        let source = &sources[source];
        format!("condition {}, {}", source.condition, source.model.name)
    };
    for one in &found.explained {
        note(format_args!("{}: {}", name(one.source), described(one)));
    }
    for left in &found.left {
        note(format_args!(
            "{}: not explained: {}",
            name(left.source),
            left.why
        ));
    }
}

fn described(one: &Explained) -> String {
    let count = one.genes.iter().flatten().count();
    let way = match one.explanation.way {
        Way::Occlusion => "by occlusion",
        Way::Weights => "exactly, by the model's weights",
        Way::Definition => "exactly, by the definition of the score",
    };
    let control = match &one.explanation.control {
        None => String::new(),
        Some(control) => format!("; {control} ({} genes)", control.genes),
    };
    format!("{count} genes explained {way}{control}")
}
