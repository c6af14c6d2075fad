//! `dsdscore annotate`

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::bail;
use clap::Args;

use super::{
    bundle_choice::BundleOption, genes::Genes, keep::check_output, network::Network, note,
    progress, regions::RegionOptions, shell::file_word,
};
use crate::{
    annotate::{self, Naming, Target},
    bundle::worth,
    hits::GeneSource,
    info::{explanation, has_percentile},
    score::Scorer,
    variant::{Format, IndexKind, Reader},
};

const EXAMPLES: &str = "\
Examples:
  # an exome that VEP annotated, with the scores of the built-in bundle
  dsdscore annotate exome.vcf.gz -o scored.vcf.gz

  # with those of another bundle, to bgzipped VCF with an index
  dsdscore annotate -b gonad.dsd exome.vcf.gz -O z -o scored.vcf.gz -W

  # in a pipe, and on to a filter
  bcftools view -Ou cohort.bcf | dsdscore annotate -b gonad.dsd -Ou |
    bcftools view -i 'DSD_M_PCT>95'

  # a chromosome and a stretch of another, of a file with an index
  dsdscore annotate -b gonad.dsd -r chrX,chr9:130000000-140000000 cohort.vcf.gz -o part.vcf.gz

  # what moves the scores: variants of genes that a cell type raises
  dsdscore annotate -b gonad.dsd --why exome.vcf.gz |
    bcftools +split-vep -a DSD -f '%CHROM %POS %SYMBOL %Why_M\\n' -i 'Why_M~\"Leydig@\"'

  # genes by coordinates, scores by networks
  dsdscore annotate -b gonad.dsd -m female.onnx -m male.onnx -g genes.gff3.gz in.vcf -o out.vcf";

/// Adds scores to variants: VCF or BCF in, VCF or BCF out
///
/// Each variant's genes are read off INFO/CSQ (VEP), ANN (SnpEff) or BCSQ (bcftools csq), the
/// first that the header has, or found by coordinates. Their scores come out of the bundle or, for
/// each model that is named, are computed. All else in the file stays as it is.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Annotate {
    /// VCF or BCF, compressed or not; - is standard input
    #[arg(default_value = "-", value_name = "FILE")]
    input: String,
    #[command(flatten)]
    bundle: BundleOption,
    /// A model (ONNX) to compute scores with; for each condition one, and others as second opinions
    #[arg(short, long = "model", value_name = "FILE")]
    models: Vec<PathBuf>,
    /// Add what moves the scores, where the bundle tells (dsdscore explain): the sub-fields
    /// Why_<condition> of <prefix>, as Leydig@stage%203:+1.23&Germ@stage%201..stage%202:-0.400: up to
    /// three blocks of cell type@time that raise the score most, then up to three that lower it, each
    /// with its change of the score's log-odds
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    genes: Genes,
    #[command(flatten)]
    regions: RegionOptions,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    network: Network,
}

/// As bcftools has them.
#[derive(Args)]
#[command(next_help_heading = "Output")]
struct Output {
    /// Output file; - is standard output
    #[arg(short, long, default_value = "-", value_name = "FILE")]
    output: String,
    /// v: VCF, z: bgzipped VCF, u: uncompressed BCF, b: BCF; z and b may be followed by a
    /// compression level, 0-9 [default: by the file's extension, else v]
    #[arg(short = 'O', long, value_name = "v|z|u|b[0-9]")]
    output_type: Option<Format>,
    /// More threads for compression and decompression
    #[arg(long, default_value_t = 0, value_name = "INT")]
    threads: usize,
    /// Do not add the command to the header
    #[arg(long)]
    no_version: bool,
    /// Index the output: csi or tbi
    #[arg(short = 'W', long, value_name = "FMT", num_args = 0..=1, require_equals = true, default_missing_value = "csi")]
    write_index: Option<IndexKind>,
}

impl Output {
    fn target(&self) -> anyhow::Result<Target> {
        let format = self
            .output_type
            .unwrap_or_else(|| Format::from_extension(&self.output));
        if let Some(kind) = self.write_index {
            kind.check(&self.output, format)
                .map_err(anyhow::Error::msg)?;
        }
        Ok(Target {
            path: self.output.clone(),
            format,
            threads: self.threads,
            index: self.write_index,
        })
    }
}

impl Annotate {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if self.input == "-" && std::io::stdin().is_terminal() {
            bail!("no input: name a VCF or BCF file, or pipe one in; see --help");
        }
        let target = self.output.target()?;
        let named = self.bundle.path();
        let resources = named.as_deref().into_iter().chain(self.genes.file());
        let resources = resources.chain(self.models.iter().map(PathBuf::as_path));
        let resources = resources.chain(self.regions.file());
        check_output(Path::new(&target.path), resources)?;
        let bundle = self.bundle.open()?;
        let prefix = self.genes.prefix(&bundle.manifest().prefix)?;
        let mut scorer = Scorer::new(&bundle, self.network.open(&self.models)?)?;
        self.genes.check_synthetic(scorer.is_synthetic())?;
        let mut reader = self.regions.reader(&self.input, self.output.threads)?;
        let source = self.genes.source(&reader)?;
        note(format_args!("genes from {}", source.describe()));
        tell_scores(&scorer);
        if self.why {
            note_missing_reasons(&scorer);
        }
        let command = (!self.output.no_version).then(|| self.command(&source));
        let program = "annotate";
        let naming = Naming {
            prefix,
            why: self.why,
            program,
            command,
        };
        let bar = progress::bar(None, "variants");
        let mut tell = |count| bar.inc(count as u64);
        let summary = annotate::annotate(
            &mut reader,
            source,
            &mut scorer,
            &naming,
            &target,
            &mut tell,
        );
        bar.finish_and_clear();
        for line in summary?.to_string().lines() {
            note(line);
        }
        warn_of_lines(&reader);
        Ok(ExitCode::SUCCESS)
    }

    /// What decides the result, to be run again where the files are; neither input nor output paths,
    /// which may name patients.
    fn command(&self, source: &GeneSource) -> String {
        let mut options = Vec::from_iter(self.bundle.recorded());
        let models = self.models.iter();
        options.extend(models.map(|path| format!("--model {}", file_word(path))));
        options.extend(self.network.recorded());
        options.extend(self.why.then(|| "--why".to_string()));
        options.extend(self.genes.recorded(source));
        options.extend(self.regions.recorded());
        format!(
            "{}; Version={}",
            options.join(" "),
            env!("CARGO_PKG_VERSION")
        )
    }
}

/// Says whose scores are written, what they are worth, and which have no percentiles.
pub fn tell_scores(scorer: &Scorer) {
    let bundle = scorer.bundle();
    let of = match bundle.is_built_in() {
        true => format!(
            "the built-in bundle {} {}",
            bundle.manifest().name,
            bundle.manifest().version
        ),
        false => format!("{} {}", bundle.manifest().name, bundle.manifest().version),
    };
    for column in scorer.columns() {
        note(format_args!(
            "condition {}: scores by {} of {of}; {}",
            column.key(),
            column.model().name,
            worth(column.evaluation())
        ));
    }
    note_missing_percentiles(scorer);
}

fn note_missing_percentiles(scorer: &Scorer) {
    for (i, column) in scorer.columns().iter().enumerate() {
        if has_percentile(scorer, i) {
            continue;
        }
        let (key, model) = (column.key(), &column.model().name);
        match column.is_computed() {
            true => note(format_args!(
                "no percentiles for condition {key}: they need the scores of all genes by {model}, \
                 which `dsdscore score` writes into the bundle, or quantiles in its metadata"
            )),
            false => note(format_args!(
                "no percentiles for condition {key}: the bundle is not said to have all genes' \
                 scores by {model} (bundle build --scores-complete)"
            )),
        }
    }
}

fn note_missing_reasons(scorer: &Scorer) {
    let columns = scorer.columns().iter();
    for column in columns.filter(|column| explanation(column).is_none()) {
        note(format_args!(
            "what moves the scores of condition {} is not told: the bundle has no reasons of those by {} \
             (dsdscore explain)",
            column.key(),
            column.model().name
        ));
    }
}

fn warn_of_lines(reader: &Reader) {
    if reader.blank_lines() > 0 {
        note(format_args!(
            "warning: {} blank lines at the end of {} are left out",
            reader.blank_lines(),
            reader.name()
        ));
    }
    if let (count, Some(first)) = reader.surplus() {
        note(format_args!(
            "warning: {count} lines have more columns than the #CHROM line, the first is {first}; \
             VCF keeps these columns, BCF leaves them out"
        ));
    }
}
