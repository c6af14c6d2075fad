//! A patient's candidate genes: filters, order, and reports.
//!
//! The method is that of sections 2.7 and 3.4 of the GONAD-ResNet paper
//! (doi:10.1016/j.csbj.2025.12.019): of the variants that a patient carries those that PolyPhen-2
//! calls damaging, ranked by the scores of their genes.

pub mod annotation;
mod assembly;
mod by_gene;
mod call;
pub mod cohort;
mod error;
#[cfg(test)]
mod fixture;
mod funnel;
mod inheritance;
mod json;
mod known;
mod options;
mod order;
mod patient;
pub mod pedigree;
mod phenotype;
mod ranking;
mod records;
mod region;
mod score;
mod scores;
mod sex;
mod table;
mod text;

pub use self::{
    annotation::{Impact, Predictor, Standing, Transcript},
    assembly::{Assembly, Place},
    call::{Call, CallReader, Carriage, Zygosity},
    error::Error,
    funnel::{Funnel, FunnelStep},
    inheritance::{Compound, Mode, Transmission},
    json::write_json,
    known::{Known, KnownGenes},
    options::{Filters, Need, Order, Request},
    patient::{Candidate, CandidateVariant, GeneNames, Patient},
    pedigree::{Individual, Pedigree, PedigreeError},
    phenotype::{HpoTerm, PhenotypeError, Phenotypes},
    ranking::{BundleSource, RankedCondition, Ranking},
    records::{KeptRecord, write_records},
    region::{RegionError, Regions},
    score::{GenePattern, GeneScore},
    scores::{Scores, Written, WrittenError},
    sex::{Sex, SexCall, SexCounter, SexEvidence, SexSource},
    table::{condition_columns, table_columns, write_table},
};
