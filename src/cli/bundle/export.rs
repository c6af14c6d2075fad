//! `dsdscore bundle export`

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail, ensure};
use clap::{Args, ValueEnum};

use crate::{
    bundle::Bundle,
    cli::{bundle_choice, keep::check_output, note},
    export::{self, ContigNames, Located},
    gene::Regions,
    target::write_whole,
};

const EXAMPLES: &str = "\
Examples:
  dsdscore bundle export gonad.dsd -o gonad.tsv
  dsdscore bundle export gonad.dsd | grep -v '^#' | cut -f 1,4

  # with the genes' places, for vep --custom and bcftools annotate
  dsdscore bundle export gonad.dsd --format bed -g genes.gff3.gz | bgzip > gonad.bed.gz
  tabix -p bed gonad.bed.gz";

/// Writes a bundle's genes, scores and patterns as a tab-separated table, BED or GFF3
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// The bundle [default: that of DSDSCORE_BUNDLE, else the built-in one]
    #[arg(value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// tsv: all genes; bed, gff: genes with a score and a place, by place
    #[arg(short, long, value_enum, default_value_t = Format::Tsv)]
    format: Format,
    /// Gene coordinates, for bed and gff: GFF3, GTF, BED or the MANE summary, gzipped or not
    #[arg(short, long, value_name = "FILE")]
    genes: Option<PathBuf>,
    /// How bed and gff call chromosomes: kept (as in the coordinates), chr (chr1, chrM) or plain
    /// (1, MT)
    #[arg(long, default_value = "kept", value_name = "kept|chr|plain")]
    contigs: ContigNames,
    /// What stands in BED's column score, such as DSD_M_PCT; genes without it are left out
    #[arg(long, value_name = "KEY")]
    bed_score: Option<String>,
    /// Accept, for bed and gff, a bundle whose scores come from simulated data
    #[arg(long)]
    allow_synthetic: bool,
    /// Output file; - is standard output
    #[arg(short, long, default_value = "-", value_name = "FILE")]
    output: PathBuf,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
enum Format {
    Tsv,
    Bed,
    Gff,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        self.check_options()?;
        let bundle = self.bundle.as_deref();
        let named = bundle_choice::named(bundle);
        let inputs = [named.as_deref(), self.genes.as_deref()];
        check_output(&self.output, inputs.into_iter().flatten())?;
        let bundle = bundle_choice::open(bundle)?;
        match &self.genes {
            None => self.write(|writer| export::write_tsv(&bundle, writer))?,
            Some(genes) => self.write_located(&self.locate(&bundle, genes)?)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn check_options(&self) -> anyhow::Result<()> {
        if self.format != Format::Tsv && self.genes.is_none() {
            bail!(
                "bed and gff need the genes' coordinates, which no bundle has: name a file by --genes"
            );
        }
        if self.format == Format::Tsv && (self.genes.is_some() || self.contigs != ContigNames::Kept)
        {
            bail!(
                "a tsv has no coordinates: leave out --genes and --contigs, or choose --format bed or gff"
            );
        }
        ensure!(
            self.bed_score.is_none() || self.format == Format::Bed,
            "--bed-score is for --format bed"
        );
        Ok(())
    }

    /// Programs that read BED or GFF3 do not look whether comments say that the scores are made up.
    fn locate<'b>(&self, bundle: &'b Bundle, genes: &Path) -> anyhow::Result<Located<'b>> {
        ensure!(
            self.allow_synthetic || !bundle.manifest().is_synthetic(),
            "the scores are synthetic (made from simulated data or by an untrained network) and \
             mean nothing; for a demonstration, give --allow-synthetic"
        );
        let located = Located::new(bundle, &Regions::open(genes)?, self.contigs)?;
        let (found, scored) = located.counts();
        note(format_args!(
            "{found} of {scored} scored genes are among the coordinates{}",
            if found < scored {
                "; the others are left out"
            } else {
                ""
            }
        ));
        Ok(located)
    }

    fn write_located(&self, located: &Located) -> anyhow::Result<()> {
        if self.format == Format::Gff {
            return self.write(|writer| located.write_gff(writer));
        }
        let score = self.bed_score.as_deref().map(|key| located.numbers(key));
        let score = score.transpose()?;
        self.write(|writer| located.write_bed(writer, score))
    }

    fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
        write_whole(&self.output, |writer| write(writer))
            .with_context(|| format!("cannot write {}", self.output.display()))
    }
}
