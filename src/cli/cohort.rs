//! `dsdscore cohort`

use std::{
    iter,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::ensure;
use clap::Args;

use super::{
    keep::{check_apart, check_output},
    note,
    rank::{Options, Session, Summary, write_file},
};
use crate::{
    bundle::Bundle,
    rank::{
        Request,
        cohort::{Cohort, Gathering, input_names, write_cohort_json, write_cohort_table},
        report::CohortPage,
    },
    variant::Reader,
};

const EXAMPLES: &str = "\
Examples:
  dsdscore cohort -b gonad.dsd --preset rare exomes/*.vcf.gz -o genes.tsv \\
    --report genes.html

  # all samples of one file; those of the pedigree that are affected, compared with the others
  dsdscore cohort -b gonad.dsd --ped families.ped --preset rare cohort.bcf --json genes.json

  # patients compared with controls that were sequenced, called and annotated likewise
  dsdscore cohort -b gonad.dsd --preset rare --control controls.bcf exomes/*.vcf.gz -o genes.tsv";

/// Ranks genes by how many patients carry a candidate: many VCFs or BCFs in, one row a gene out
///
/// Every file is ranked as by `dsdscore rank`, with the same options; files are read one after the
/// other.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct CohortCommand {
    /// VCFs or BCFs, compressed or not, with one sample or several each; - is standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<String>,
    /// Controls: a VCF or BCF, all samples of which are compared with the patients, by the same filters
    /// on variants [default: the samples of the inputs that --ped calls unaffected]
    #[arg(long, value_name = "FILE")]
    control: Option<String>,
    #[command(flatten)]
    options: Options,
    /// The table: a row for each gene; - is standard output
    #[arg(
        short,
        long,
        default_value = "-",
        value_name = "FILE",
        help_heading = "Output"
    )]
    output: PathBuf,
    /// The same as JSON, with the variants of each patient
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    json: Option<PathBuf>,
    /// The report: one page of HTML that needs no network, with heatmaps where --bundle has them
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    report: Option<PathBuf>,
    /// Genes that the report shows in full, at most; it names the others
    #[arg(
        long,
        default_value_t = 200,
        value_name = "INT",
        requires = "report",
        help_heading = "Output"
    )]
    top: usize,
    /// More threads for decompression
    #[arg(long, default_value_t = 0, value_name = "INT", help_heading = "Output")]
    threads: usize,
}

impl CohortCommand {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.check()?;
        let all: Vec<_> = self.inputs.iter().chain(&self.control).cloned().collect();
        let names = input_names(&all)?;
        let first = Reader::open(&self.inputs[0], self.threads)?;
        let bundle = self.options.bundle(&first)?;
        let cohort = self.gather(&names, first, bundle.as_ref())?;
        for text in &cohort.notes {
            note(text.replace(char::is_control, "?"));
        }
        if !cohort.burden_caveat.is_empty() {
            note(cohort.burden_caveat.replace(char::is_control, "?"));
        }
        note(format_args!(
            "{} genes are candidates of {} patients",
            cohort.genes.len(),
            cohort.patients.len()
        ));
        if let Some(path) = &self.json {
            write_file(path, |out| write_cohort_json(&cohort, out))?;
        }
        if let Some(path) = &self.report {
            let page = CohortPage {
                title: &title(&cohort),
                cohort: &cohort,
                bundle: bundle.as_ref(),
                most: self.top,
            };
            write_file(path, |out| page.write_html(out))?;
        }
        write_file(&self.output, |out| write_cohort_table(&cohort, out))?;
        Ok(ExitCode::SUCCESS)
    }

    /// Refuses what cannot be written, or would replace an input or the other output.
    fn check(&self) -> anyhow::Result<()> {
        let outputs = [Some(&self.output), self.json.as_ref(), self.report.as_ref()];
        let outputs: Vec<_> = outputs
            .into_iter()
            .flatten()
            .map(PathBuf::as_path)
            .collect();
        check_apart(&outputs)?;
        let files: Vec<_> = self.options.files().collect();
        let inputs = || {
            let inputs = self.inputs.iter().chain(&self.control).map(Path::new);
            inputs.chain(files.iter().map(PathBuf::as_path))
        };
        outputs
            .iter()
            .try_for_each(|output| check_output(output, inputs()))
    }

    fn gather(
        &self,
        names: &[String],
        first: Reader,
        bundle: Option<&Bundle>,
    ) -> anyhow::Result<Cohort> {
        let request = Request {
            is_one_of_many: true,
            compares: true,
            ..self.options.request()?
        };
        let session = Session::new(&self.options, request, bundle)?;
        let mut roll = session.roll_call();
        let mut scorer = self.options.scorer(bundle)?;
        let (mut gathering, mut summary) = (Gathering::new(), Summary::default());
        if self.options.genes.allows_assembly_mismatch() {
            gathering = gathering.of_any_assemblies();
        }
        if let (Some(path), Some(name)) = (&self.control, names.last()) {
            let mut reader = Reader::open(path, self.threads)?;
            let genes = bundle.map_or(&[][..], Bundle::genes);
            let (controls, assembly) = session.controls(&mut reader, genes)?;
            gathering.compare_with(name, assembly, &controls)?;
        }
        let others = self.inputs[1..].iter();
        let others = others.map(|path| Reader::open(path, self.threads));
        for (reader, name) in iter::once(Ok(first)).chain(others).zip(names) {
            let mut reader = reader?;
            let ranked = session.rank(&mut reader, scorer.as_mut(), false)?;
            summary.tell(&ranked.ranking);
            roll.see(reader.header());
            gathering.add(name, ranked.ranking)?;
            gathering.compare(&ranked.carriers);
        }
        roll.notes()
            .into_iter()
            .for_each(|text| gathering.note(text));
        let cohort = gathering.finish()?;
        ensure!(
            !cohort.patients.is_empty(),
            "no input has a sample to rank. {}",
            cohort.notes.join(" ")
        );
        Ok(cohort)
    }
}

/// What the report is called.
fn title(cohort: &Cohort) -> String {
    match cohort.patients.as_slice() {
        [_] => "Candidate genes of a cohort of 1 patient".into(),
        patients => format!("Candidate genes of a cohort of {} patients", patients.len()),
    }
}
