//! `dsdscore simulate`

mod parse;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::Args;
use rayon::ThreadPoolBuilder;

use crate::{
    cli::{note, progress},
    simulate::{ColumnNames, Condition, Number, Options, Proportions, simulate},
};

const EXAMPLES: &str = "\
Examples:
  # 4000 cells and 2000 genes of two conditions
  dsdscore simulate -o sim

  # mean expression alone does not tell the labels apart, and bands are fainter
  dsdscore simulate --match-levels --overlap 0.3 --seed 7 -o sim

  # the cause of label 1 is one block of cell type and time, to see whether explain finds it
  dsdscore simulate --planted-block 0.2 -o planted

  # another organ, by other names
  dsdscore simulate --conditions WT=wildtype,KO=knockout --condition-column genotype \\
    --cell-types neuron,glia,ependyma --cell-type-column annotation \\
    --times 10.5,11.5,12.5,14.5 --time-column embryonic_day -o cortex

  # a large one: 180 million counts that are not 0
  dsdscore simulate --cells 100000 --genes 30000 --library-size 2050 -o large";

/// Makes a single-cell atlas with a known answer, to test and show methods on: all of it is synthetic
///
/// The folder has atlas.h5ad (or one for each condition), labels.tsv with the answer, genes.gff3 and
/// variants.vcf, atlas.toml by which `bundle build` reads the atlas, and README.txt. Equal options and
/// seeds give equal bytes.
///
/// Label 1, like disease genes: banded (high in a window of cell types and times) and sparse (a few
/// cells anywhere). Label 0: ubiquitous-high, ubiquitous-low and silent. With --planted-block instead:
/// planted (label 1) and elsewhere (label 0).
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Simulate {
    /// The folder to write
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Replace the folder of an earlier simulation
    #[arg(long)]
    force: bool,
    /// Decides all randomness
    #[arg(long, default_value_t = 1, value_name = "INT")]
    seed: u64,
    /// Threads [default: one a core]
    #[arg(long, value_name = "INT", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    #[command(flatten)]
    cells: Cells,
    #[command(flatten)]
    counts: Counts,
    #[command(flatten)]
    genes: Genes,
    #[command(flatten)]
    files: Files,
}

/// Who the cells are.
#[derive(Args)]
#[command(next_help_heading = "Cells")]
struct Cells {
    /// Cells, of all conditions together
    #[arg(long, default_value_t = 4000, value_name = "INT")]
    cells: usize,
    /// Conditions: the key within INFO keys, and the label in the atlas
    #[arg(long, default_value = "F=female,M=male", value_delimiter = ',', value_name = "KEY=LABEL,…",
        value_parser = parse::condition)]
    conditions: Vec<Condition>,
    /// Cell types: their names, or how many
    #[arg(long, default_value = "8", value_name = "NAME,…", value_parser = parse::cell_types)]
    cell_types: CellTypes,
    /// Times, e.g. weeks
    #[arg(
        long,
        default_value = "6,6.5,7,7.5,8,8.5,9,10,11,12,14,16",
        value_delimiter = ',',
        value_name = "TIME,…"
    )]
    times: Vec<f64>,
    /// The fraction of combinations of cell type and time without cells; no cell type and no time
    /// loses all
    #[arg(long, default_value_t = 0.2, value_name = "FRACTION")]
    missing: f64,
    /// The column of conditions
    #[arg(long, default_value = "condition", value_name = "NAME")]
    condition_column: String,
    /// The column of cell types
    #[arg(long, default_value = "cell_type", value_name = "NAME")]
    cell_type_column: String,
    /// The column of times
    #[arg(long, default_value = "time", value_name = "NAME")]
    time_column: String,
    /// The column of samples
    #[arg(long, default_value = "sample", value_name = "NAME")]
    sample_column: String,
}

/// A list that is one value of an option.
#[derive(Clone)]
struct CellTypes(Vec<String>);

/// How counts come about.
#[derive(Args)]
#[command(next_help_heading = "Counts")]
struct Counts {
    /// The median number of counts of a cell; library sizes are log-normal
    #[arg(long, default_value_t = 4000.0, value_name = "COUNTS")]
    library_size: f64,
    /// The standard deviation of the library sizes' natural logarithm
    #[arg(long, default_value_t = 0.4, value_name = "FLOAT")]
    library_spread: f64,
    /// Phi: counts are negative binomial of variance mu + phi mu²; 0 is Poisson
    #[arg(long, default_value_t = 0.3, value_name = "PHI")]
    dispersion: f64,
}

/// What the genes do.
#[derive(Args)]
#[command(next_help_heading = "Genes")]
struct Genes {
    /// Genes
    #[arg(long, default_value_t = 2000, value_name = "INT")]
    genes: usize,
    /// How many are banded, ubiquitous-high, ubiquitous-low, sparse and silent, in any unit
    #[arg(long, default_value = "20,25,25,20,10", value_name = "B,H,L,SP,SI",
        value_parser = parse::proportions)]
    proportions: Proportions,
    /// How far the classes overlap: 0 not at all, 1 fully, so that nothing tells them apart
    #[arg(long, default_value_t = 0.0, value_name = "FRACTION")]
    overlap: f64,
    /// Give both labels one distribution of mean expression in each condition; no gene is silent
    /// then, and ubiquitous-low ones take the place
    #[arg(long)]
    match_levels: bool,
    /// Plant a cause, in this fraction of the genes (label 1): in each condition one cell type at one time,
    /// where they are unusually high for their level. All other genes are as high in another block
    /// each, so that nothing but the block tells them apart: neither level nor contrast
    #[arg(long, value_name = "FRACTION", conflicts_with_all = ["proportions", "match_levels"])]
    planted_block: Option<f64>,
}

/// What is written.
#[derive(Args)]
#[command(next_help_heading = "Files")]
struct Files {
    /// Write an h5ad for each condition
    #[arg(long)]
    per_condition: bool,
    /// What counts are stored as: f32 or i32
    #[arg(long, default_value = "f32", value_name = "TYPE", value_parser = parse::number)]
    counts_as: Number,
    /// The level of gzip, 0 to 9
    #[arg(long, default_value_t = 4, value_name = "LEVEL")]
    compression: u8,
    /// Samples in the VCF
    #[arg(long, default_value_t = 4, value_name = "INT")]
    samples: usize,
}

impl Simulate {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let threads = self.threads.map_or(0, usize::from);
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        let options = self.options();
        let bar = progress::bar(Some(options.cells as u64), "cells");
        let command = command_line(&options);
        pool.context("cannot start threads")?.install(|| {
            let progress = |cells| bar.inc(cells);
            simulate(&options, &self.output, self.force, &command, &progress)
        })?;
        bar.finish_and_clear();
        note(format_args!(
            "{}: {} cells, {} genes, all of it synthetic",
            self.output.display(),
            options.cells,
            options.genes
        ));
        Ok(ExitCode::SUCCESS)
    }

    fn options(&self) -> Options {
        let (cells, counts, genes, files) = (&self.cells, &self.counts, &self.genes, &self.files);
        Options {
            conditions: cells.conditions.clone(),
            cell_types: cells.cell_types.0.clone(),
            times: cells.times.clone(),
            cells: cells.cells,
            genes: genes.genes,
            missing: cells.missing,
            library_size: counts.library_size,
            library_spread: counts.library_spread,
            dispersion: counts.dispersion,
            proportions: genes.proportions,
            overlap: genes.overlap,
            match_levels: genes.match_levels,
            planted: genes.planted_block,
            samples: files.samples,
            columns: ColumnNames {
                cell_type: cells.cell_type_column.clone(),
                time: cells.time_column.clone(),
                condition: cells.condition_column.clone(),
                sample: cells.sample_column.clone(),
            },
            per_condition: files.per_condition,
            number: files.counts_as,
            compression: files.compression,
            seed: self.seed,
        }
    }
}

/// The command line that makes the same, with every option that has a say; not the folder's name,
/// which is no part of the content.
fn command_line(options: &Options) -> String {
    let conditions = options.conditions.iter();
    let conditions: Vec<_> = conditions
        .map(|c| format!("{}={}", c.key, c.label))
        .collect();
    let columns = &options.columns;
    let mut words = vec!["dsdscore simulate".to_string()];
    let mut add = |option: &str, value: String| words.push(format!("--{option} {}", quote(&value)));
    add("seed", options.seed.to_string());
    add("cells", options.cells.to_string());
    add("conditions", conditions.join(","));
    add("cell-types", options.cell_types.join(","));
    add("times", join(&options.times));
    add("missing", options.missing.to_string());
    add("condition-column", columns.condition.clone());
    add("cell-type-column", columns.cell_type.clone());
    add("time-column", columns.time.clone());
    add("sample-column", columns.sample.clone());
    add("library-size", options.library_size.to_string());
    add("library-spread", options.library_spread.to_string());
    add("dispersion", options.dispersion.to_string());
    add("genes", options.genes.to_string());
    match options.planted {
        Some(share) => add("planted-block", share.to_string()),
        None => add("proportions", join(&options.proportions.0)),
    }
    add("overlap", options.overlap.to_string());
    add("counts-as", parse::number_name(options.number).to_string());
    add("compression", options.compression.to_string());
    add("samples", options.samples.to_string());
    let flags = [
        (options.match_levels, "--match-levels"),
        (options.per_condition, "--per-condition"),
    ];
    let flags = flags.into_iter().filter(|(is_set, _)| *is_set);
    words.extend(flags.map(|(_, flag)| flag.to_string()));
    words.join(" ")
}

fn join(numbers: &[f64]) -> String {
    let numbers: Vec<_> = numbers.iter().map(f64::to_string).collect();
    numbers.join(",")
}

/// A word as a shell takes it.
fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=.,+:/".contains(c);
    if word.chars().all(is_plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
