//! What is written of a ranking.

use std::{
    error::Error,
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;

use crate::{
    annotate::{Naming, Target},
    cli::keep::{check_apart, check_output},
    rank::{Ranked, Ranking, report::Page, write_json, write_records, write_table},
    score::Scorer,
    target::{Stream, write_whole},
    variant::{Format, Reader},
};

/// The files; each is whole or not there.
#[derive(Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Output {
    /// The table: a row for each variant of each candidate; - is standard output
    #[arg(short, long, default_value = "-", value_name = "FILE")]
    output: PathBuf,
    /// The ranking as JSON, with all that is known of it
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The report: one page of HTML that needs no network, with heatmaps where --bundle has them
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Known genes and other genes of each patient that the report shows in full, at most; it names
    /// the others
    #[arg(long, default_value_t = 50, value_name = "INT", requires = "report")]
    top: usize,
    /// The records of the candidates as VCF or BCF, with their ranks
    #[arg(long, value_name = "FILE")]
    vcf: Option<PathBuf>,
    /// For --vcf: v: VCF, z: bgzipped VCF, u: uncompressed BCF, b: BCF; z and b may be followed by a
    /// compression level, 0-9 [default: by the file's extension, else v]
    #[arg(short = 'O', long, value_name = "v|z|u|b[0-9]", requires = "vcf")]
    output_type: Option<Format>,
    /// More threads for compression and decompression
    #[arg(long, default_value_t = 0, value_name = "INT")]
    pub(super) threads: usize,
    /// Do not add the command to the header of --vcf
    #[arg(long)]
    pub(super) no_version: bool,
}

impl Output {
    /// Refuses what cannot be written, or would replace an input or another output.
    pub(super) fn check(&self, inputs: &[&Path]) -> anyhow::Result<()> {
        let others = [&self.json, &self.report, &self.vcf].into_iter().flatten();
        let outputs = [&self.output].into_iter().chain(others);
        let outputs: Vec<_> = outputs.map(PathBuf::as_path).collect();
        check_apart(&outputs)?;
        outputs
            .iter()
            .try_for_each(|output| check_output(output, inputs.iter().copied()))
    }

    /// Whether the records of candidates are to be kept.
    pub(super) fn has_records(&self) -> bool {
        self.vcf.is_some()
    }

    /// Writes all; the table, which may go to whoever reads on, at the end.
    pub(super) fn write(
        &self,
        reader: &Reader,
        ranked: &Ranked,
        scorer: Option<&Scorer<'_>>,
        naming: &Naming,
    ) -> anyhow::Result<()> {
        let Ranked {
            ranking, records, ..
        } = ranked;
        if let Some(target) = self.target() {
            write_records(reader, ranking, records, scorer, naming, &target)?;
        }
        if let Some(path) = &self.json {
            write_file(path, |out| write_json(ranking, out))?;
        }
        if let Some(path) = &self.report {
            let page = Page {
                title: &title(ranking),
                ranking,
                bundle: scorer.map(Scorer::bundle),
                most: self.top,
            };
            write_file(path, |out| page.write_html(out))?;
        }
        write_file(&self.output, |out| write_table(ranking, out))
    }

    fn target(&self) -> Option<Target> {
        let path = self.vcf.as_ref()?.to_string_lossy().into_owned();
        let format = self.output_type;
        Some(Target {
            format: format.unwrap_or_else(|| Format::from_extension(&path)),
            path,
            threads: self.threads,
            index: None,
        })
    }
}

/// What the report is called.
fn title(ranking: &Ranking) -> String {
    match ranking.patients.as_slice() {
        [patient] => format!("Candidate genes of {}", patient.sample),
        patients => format!("Candidate genes of {} patients", patients.len()),
    }
}

/// Writes a file whole or not at all.
pub fn write_file<E>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<Stream>) -> Result<(), E>,
) -> anyhow::Result<()>
where
    E: Error + From<io::Error> + Send + Sync + 'static,
{
    write_whole(path, write).with_context(|| format!("cannot write {}", path.display()))
}
