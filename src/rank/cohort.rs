//! Genes by how many patients of a cohort carry a candidate.
//!
//! ```
//! use dsdscore::rank::cohort::{Gathering, write_cohort_table};
//!
//! # use dsdscore::{
//! #     bundle::{Bundle, Description, ModelSource},
//! #     hits::{GeneSource, SourceKind},
//! #     import::{ScoresTable, from_scores},
//! #     rank::{Lists, Request, Scores, rank},
//! #     score::Scorer,
//! #     variant::Reader,
//! # };
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("scores.dsd");
//! # let table = ScoresTable::read("examples/published-scores.tsv", &[])?;
//! # let builder = from_scores(table, false, |_| ModelSource::default(), Description::default())?;
//! # builder.write(&path)?;
//! # let bundle = Bundle::open(&path)?;
//! # let mut scorer = Scorer::new(&bundle, Vec::new())?;
//! # let mut scores = Scores::Bundle(&mut scorer);
//! # let mut reader = Reader::open("examples/patients.vcf", 0)?;
//! # let source = GeneSource::choose(&reader, SourceKind::Auto, None, None)?;
//! # let (request, lists) = (Request::default(), Lists::default());
//! # let ranked = rank(&mut reader, source, &mut scores, &request, &lists, false, &mut |_| ())?;
//! // As `dsdscore::rank::rank` gives it:
//! let ranking = ranked.ranking;
//! let mut gathering = Gathering::new();
//! gathering.add("patients.vcf", ranking)?;
//! let cohort = gathering.finish()?;
//! let mut table = Vec::new();
//! write_cohort_table(&cohort, &mut table)?;
//! assert_eq!(cohort.patients.len(), 6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod burden;
mod error;
mod fisher;
mod gather;
mod inputs;
mod join;
mod order;
mod table;

use std::io::{self, Write};

use serde::Serialize;

pub use self::{
    error::CohortError,
    gather::Gathering,
    inputs::input_names,
    table::{cohort_columns, write_cohort_table},
};
use super::{
    Assembly, BundleSource, Compound, Funnel, GeneScore, HpoTerm, Known, RankedCondition,
    RankedGene, SexCall, Transmission, Zygosity, json,
};

/// Genes that are candidates of the patients of a cohort.
#[derive(Clone, Debug, Serialize)]
pub struct Cohort {
    /// The program with its version.
    pub program: String,
    /// The command line.
    pub command: String,
    /// Whether simulated data or an untrained network stands behind any score.
    pub synthetic: bool,
    /// Where scores are from; `None` where the inputs had them.
    pub bundle: Option<BundleSource>,
    /// The conditions, each with its model.
    pub conditions: Vec<RankedCondition>,
    /// What decides the order of genes, in words.
    pub order: String,
    /// What the reader should know of the whole, such as a name that no input has.
    pub notes: Vec<String>,
    /// The patients, in the order of the inputs; also those without candidates.
    pub patients: Vec<CohortPatient>,
    /// Whose carriers the patients' are compared with; `None` where there are no controls.
    pub burden: Option<BurdenGroups>,
    /// What the comparison does not tell, in words; empty without one.
    pub burden_caveat: String,
    /// The genes, best first.
    pub genes: Vec<CohortGene>,
}

/// Whose carriers are compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BurdenGroups {
    /// Who the controls are, in words.
    pub of: String,
    /// How many patients there are.
    pub patients: usize,
    /// How many controls.
    pub controls: usize,
    /// How many genes were tested: those of which any of them carries a candidate variant.
    pub genes: usize,
    /// The p-value below which a gene stands out at 0.05 among so many (Bonferroni).
    pub threshold: f64,
}

/// A gene's carriers among patients and among controls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Burden {
    /// Patients who carry a variant of the gene that passed the filters.
    pub patients: usize,
    /// Controls who do.
    pub controls: usize,
    /// The two-sided p-value of Fisher's exact test.
    pub p: f64,
}

/// A patient of a cohort.
#[derive(Clone, Debug, Serialize)]
pub struct CohortPatient {
    /// The sample's name.
    pub sample: String,
    /// Its file, by a name that no other input has.
    pub input: String,
    /// The assembly that the header tells.
    pub assembly: Option<Assembly>,
    /// The sex by which the model was chosen.
    pub sex: SexCall,
    /// The condition whose scores decided, as an index of [`Cohort::conditions`]; `None`: the highest
    /// of all.
    pub condition: Option<usize>,
    /// How many genes are candidates.
    pub candidates: usize,
    /// How many variants and genes passed each filter.
    pub funnel: Funnel,
    /// What may change the verdict.
    pub banners: Vec<String>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// A gene with the patients that carry a candidate variant of it.
#[derive(Clone, Debug, Serialize)]
pub struct CohortGene {
    /// The place, from 1.
    pub rank: usize,
    /// The gene.
    pub gene: RankedGene,
    /// Its entry in the list of known genes.
    pub known: Option<Known>,
    /// The terms asked for that the gene has.
    pub phenotypes: Vec<HpoTerm>,
    /// The best score of any patient, one for each of the conditions.
    pub scores: Vec<GeneScore>,
    /// The highest percentile of any carrier, 0-100, each by the condition that decides for that
    /// patient; `None` where no carrier has one.
    pub percentile: Option<f32>,
    /// How many patients have what.
    pub counts: CohortCounts,
    /// How many carriers there are among patients and among controls; `None` without controls.
    pub burden: Option<Burden>,
    /// The patients, in their order.
    pub carriers: Vec<Carrier>,
}

/// How many patients have what in a gene.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CohortCounts {
    /// A candidate variant.
    pub patients: usize,
    /// A homozygous one.
    pub homozygous: usize,
    /// A hemizygous one.
    pub hemizygous: usize,
    /// Two heterozygous ones on the two copies.
    pub compound: usize,
    /// Two heterozygous ones of which nobody can tell.
    pub possible_compound: usize,
    /// One that neither parent carries.
    pub de_novo: usize,
}

/// What a patient has in a gene.
#[derive(Clone, Debug, Serialize)]
pub struct Carrier {
    /// The patient, as an index of [`Cohort::patients`].
    pub patient: usize,
    /// The gene's place among the patient's.
    pub rank: usize,
    /// The tier, from 1; `None` where the order has no tiers.
    pub tier: Option<usize>,
    /// Whether the pattern of expression sets it after all others.
    pub set_aside: bool,
    /// The score that decided for this patient.
    pub score: Option<f32>,
    /// Its percentile.
    pub percentile: Option<f32>,
    /// What heterozygous variants make together.
    pub compound: Option<Compound>,
    /// The variants.
    pub variants: Vec<CarriedVariant>,
}

/// A variant in short.
#[derive(Clone, Debug, Serialize)]
pub struct CarriedVariant {
    /// CHROM.
    pub contig: String,
    /// POS, 1-based.
    pub position: u64,
    /// REF.
    pub reference: String,
    /// ALT.
    pub alternate: String,
    /// How many of the patient's alleles it is.
    pub zygosity: Zygosity,
    /// From whom it is.
    pub transmission: Option<Transmission>,
    /// Terms of the Sequence Ontology, joined by `&`; empty where not known.
    pub consequence: String,
    /// HGVS of the protein; empty where not known.
    pub hgvs_p: String,
    /// The highest population frequency, 0-1.
    pub frequency: Option<f64>,
}

/// Writes a cohort as JSON, as `schemas/cohort.schema.json` describes it.
///
/// # Errors
///
/// If the writer fails.
pub fn write_cohort_json(cohort: &Cohort, writer: impl Write) -> io::Result<()> {
    json::write("cohort", cohort, writer)
}

#[cfg(test)]
mod tests;
