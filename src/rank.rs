//! A patient's candidate genes: filters, order, and reports.
//!
//! The method is that of sections 2.7 and 3.4 of the GONAD-ResNet paper
//! (doi:10.1016/j.csbj.2025.12.019): of the variants that a patient carries those that PolyPhen-2
//! calls damaging, ranked by the scores of their genes.
//!
//! [`rank()`] reads an input once. Filters that look at variants are asked as records pass, those that
//! look at a gene's variants together at the end. What becomes of a [`Ranking`] is up to
//! [`write_table`], [`write_json`], [`write_records`] and [`cohort`].
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description, ModelSource},
//!     import::{ScoresTable, from_scores},
//!     hits::{GeneSource, SourceKind},
//!     rank::{Lists, Request, Scores, rank, write_table},
//!     score::Scorer,
//!     variant::Reader,
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name);
//! let table = ScoresTable::read("examples/published-scores.tsv", &[])?;
//! let builder = from_scores(table, false, |_| ModelSource::default(), Description::default())?;
//! builder.write(path("scores.dsd"))?;
//!
//! let bundle = Bundle::open(path("scores.dsd"))?;
//! let mut scorer = Scorer::new(&bundle, Vec::new())?;
//! let mut scores = Scores::Bundle(&mut scorer);
//! let mut reader = Reader::open("examples/patients.vcf", 0)?;
//! let source = GeneSource::choose(&reader, SourceKind::Auto, None, None)?;
//! let request = Request { samples: vec!["P74".into()], ..Request::default() };
//! let lists = Lists::default();
//! let ranked = rank(&mut reader, source, &mut scores, &request, &lists, false, &mut |_| ())?;
//! assert_eq!(ranked.ranking.patients[0].sample, "P74");
//! assert!(!ranked.ranking.patients[0].candidates.is_empty());
//!
//! let mut table = Vec::new();
//! write_table(&ranked.ranking, &mut table)?;
//! assert!(!table.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod annotation;
mod assemble;
mod call;
mod carriers;
mod chromosome;
pub mod cohort;
mod condition;
mod copies;
mod error;
mod filter;
mod finding;
#[cfg(test)]
mod fixture;
mod funnel;
mod inheritance;
mod json;
mod known;
mod lists;
mod options;
mod order;
mod patient;
pub mod pedigree;
mod place;
mod ranking;
mod records;
mod region;
pub mod report;
mod roll;
mod run;
mod samples;
mod scan;
mod score;
mod scores;
mod sex;
mod table;
mod text;
mod tier;
mod why;

pub use crate::gene::Assembly;

pub use self::{
    annotation::{ClinicalClass, Impact, Predictor, Standing, Transcript},
    call::{Call, CallReader, Zygosity},
    carriers::{Carriers, controls},
    chromosome::Chromosome,
    error::Error,
    funnel::{Funnel, FunnelMode, FunnelStep},
    inheritance::{
        Certainty, Compound, Floors, Hit, Limits, Mode, ModeCall, Parents, Relative, Transmission,
        modes,
    },
    json::write_json,
    known::{Confidence, Dosage, Inheritance, Known, KnownGenes},
    lists::Lists,
    options::{Filters, Need, Order, Request},
    patient::{Candidate, CandidateVariant, Patient, RankedGene},
    pedigree::{Individual, Pedigree, PedigreeError},
    place::{
        Effect, EffectKind, Finding, Fit, Place, RelatedCall, Relation, RelativeCall, Structural,
        StructuralExtent, StructuralKind,
    },
    ranking::{RankedCondition, RankedOpinion, Ranking, TierRule},
    records::{KeptRecord, write_records},
    region::Regions,
    roll::RollCall,
    run::{Ranked, rank},
    score::{GeneOpinion, GenePattern, GeneScore},
    scores::{Scores, Written},
    sex::{
        CellLine, Karyotype, KaryotypeError, KaryotypeSource, Sex, SexCall, SexCounter,
        SexEvidence, SexSource,
    },
    table::{condition_columns, table_columns, write_table},
    tier::{Basis, Tiers, TiersError},
    why::{GeneWhy, GeneWhys},
};
pub use crate::info::BundleSource;
pub use crate::phenotype::{HpoTerm, PhenotypeError, PhenotypeMatch, Phenotypes, TermMatch};
