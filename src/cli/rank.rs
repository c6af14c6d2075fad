//! `dsdscore rank`

mod options;
mod output;
mod phenopacket;
mod session;
mod summary;

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::bail;
use clap::Args;

use self::output::Output;
pub use self::{options::Options, output::write_file, session::Session, summary::Summary};
use crate::{phenotype::Phenopacket, variant::Reader};

const EXAMPLES: &str = "\
Examples:
  # rare variants of an exome that VEP annotated, by the built-in bundle
  dsdscore rank --preset rare exome.vcf.gz -o candidates.tsv --report candidates.html

  # the paper's order, of an exome that dsdscore annotated
  dsdscore rank --preset paper --set-aside silent,sparse scored.vcf.gz > candidates.tsv

  # a trio: what the list says of known genes and their modes of inheritance decides the tiers
  dsdscore rank --preset rare --ped trio.ped --genes-known panel.tsv trio.vcf.gz \\
    -o child.tsv --json child.json --report child.html --vcf child.vcf.gz

  # a girl of 46,XY: the female model decides, and copies of X and Y are those of the karyotype
  dsdscore rank --preset rare --sex female --karyotype 46,XY --genes-known panel.tsv exome.vcf.gz

  # genes are compared with the patient's phenotype, by HPO's files in a folder
  dsdscore rank --preset rare --hpo HP:0000133,HP:0000054 --hpo-folder hpo exome.vcf.gz

  # sample, sex, phenotype, family and VCF as a phenopacket has them
  dsdscore rank --preset rare --phenopacket patient.json --hpo-folder hpo --report patient.html";

/// Ranks a patient's candidate genes: VCF or BCF in; table, report, JSON, VCF out
///
/// Each variant that a patient carries passes the filters that are named; stderr says what each left.
/// Genes are ordered by tiers of evidence: what ClinVar reports, then what a variant does to a gene that
/// is known for the disease, then all else; within a tier by fit of the mode of inheritance, phenotype
/// and expression score. Scores come out of the bundle, of networks, or of an input that `dsdscore
/// annotate` wrote.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Rank {
    /// VCF or BCF, compressed or not; - is standard input [default: the one that --phenopacket names,
    /// else -]
    #[arg(value_name = "FILE")]
    input: Option<String>,
    /// A phenopacket of the GA4GH, of a patient or a family, in JSON: the sample, its sex, HPO's terms,
    /// the pedigree and the VCF are taken from there, as far as no option says otherwise
    #[arg(
        long,
        value_name = "FILE",
        group = "hpo_terms",
        help_heading = "Patients"
    )]
    phenopacket: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    output: Output,
}

impl Rank {
    /// Runs the command.
    pub fn run(mut self) -> anyhow::Result<ExitCode> {
        let packet = self
            .phenopacket
            .as_ref()
            .map(Phenopacket::open)
            .transpose()?;
        let input = phenopacket::input(self.input, packet.as_ref())?;
        if input == "-" && std::io::stdin().is_terminal() {
            bail!("no input: name a VCF or BCF file, or pipe one in; see --help");
        }
        if let Some(packet) = packet.clone() {
            self.options.take_in(packet)?;
        }
        let files: Vec<_> = self.options.files().collect();
        let mut inputs = vec![Path::new(&input)];
        inputs.extend(files.iter().map(PathBuf::as_path));
        self.output.check(&inputs)?;
        let request = self.options.request()?;
        let mut reader = Reader::open(&input, self.output.threads)?;
        if let Some(packet) = &packet {
            phenopacket::check_assembly(packet, &reader)?;
        }
        let bundle = self.options.bundle(&reader)?;
        let session = Session::new(&self.options, request, bundle.as_ref())?;
        let mut scorer = self.options.scorer(bundle.as_ref())?;
        let keeps_records = self.output.has_records();
        let ranked = session.rank(&mut reader, scorer.as_mut(), keeps_records);
        let ranked = phenopacket::explain(ranked, packet.as_ref())?;
        Summary::default().tell(&ranked.ranking);
        let naming = session.naming(self.output.no_version);
        self.output
            .write(&reader, &ranked, scorer.as_ref(), &naming)?;
        Ok(ExitCode::SUCCESS)
    }
}
