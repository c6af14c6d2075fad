//! What is asked for.

use std::collections::BTreeMap;

use super::annotation::Cutoffs;
use super::{Impact, Karyotype, Limits, Mode, Predictor, Sex, Tiers};
use crate::heatmap::PatternClass;

/// Which samples to rank, by what, and what to leave out.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The samples to rank; empty: those that the pedigree calls affected, else all.
    pub samples: Vec<String>,
    /// Whether the names of samples may be other inputs': what this one does not have is then told by
    /// a [`RollCall`](super::RollCall) of all.
    pub is_one_of_many: bool,
    /// Whether it is told who carries a variant of which gene ([`Ranked::carriers`](super::Ranked)),
    /// also of those whom the pedigree calls unaffected.
    pub compares: bool,
    /// The sexes of samples, where they are given.
    pub sexes: BTreeMap<String, Sex>,
    /// The sex of all samples that are not among these.
    pub sex: Option<Sex>,
    /// The karyotypes of samples, where they are given.
    pub karyotypes: BTreeMap<String, Karyotype>,
    /// The karyotype of all samples that are not among these.
    pub karyotype: Option<Karyotype>,
    /// The key of the condition whose scores decide, whatever the sex.
    pub condition: Option<String>,
    /// What is filtered.
    pub filters: Filters,
    /// What decides the order.
    pub order: Order,
    /// The tiers of the order [`Order::Clinical`].
    pub tiers: Tiers,
    /// Patterns of the deciding condition that come after all others, whatever else is known.
    pub set_aside: Vec<PatternClass>,
}

impl Request {
    /// The karyotype that a sample is given.
    #[must_use]
    pub fn karyotype(&self, sample: &str) -> Option<&Karyotype> {
        self.karyotypes.get(sample).or(self.karyotype.as_ref())
    }
}

/// What a filter needs of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Population frequencies.
    Frequency,
    /// Consequences with an impact.
    Impact,
    /// What predictors of damage say.
    Predictions,
}

/// Filters; what is `None`, empty or 0 filters nothing.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Of these needs the filters are left out, with a note, where the input cannot meet them. A
    /// filter with another need that is not met is an error.
    pub lenient: Vec<Need>,
    /// QUAL at least.
    pub min_quality: Option<f32>,
    /// GQ at least; an unknown one passes.
    pub min_genotype_quality: Option<i32>,
    /// DP at least; an unknown one passes.
    pub min_depth: Option<i32>,
    /// FILTER is one of these; `.` is a value like others.
    pub filter: Vec<String>,
    /// Regions that an ALT must touch; see [`Extent::stretches`](crate::variant::Extent::stretches).
    pub regions: Option<super::Regions>,
    /// The population frequency at most, 0-1; an unknown one passes.
    pub max_frequency: Option<f64>,
    /// Fields that count as population frequencies; empty: gnomAD's of CSQ and INFO.
    pub frequency_fields: Vec<String>,
    /// The impact at least.
    pub min_impact: Option<Impact>,
    /// What ClinVar reports pathogenic or likely so, and what SpliceAI calls, passes whatever its
    /// consequence.
    pub keeps_reported: bool,
    /// Terms of the Sequence Ontology, of which a consequence must have one.
    pub consequences: Vec<String>,
    /// Only the preferred transcript of a gene counts: MANE Select, else MANE Plus Clinical, else
    /// the canonical one, else all. Otherwise one of any that passes is enough.
    pub preferred_transcript: bool,
    /// Predictors of which one must say damaging.
    pub damaging: Vec<Predictor>,
    /// From where on predictors say damaging that have numbers alone.
    pub cutoffs: Cutoffs,
    /// Whether a variant that none of these predictors knows is dropped.
    pub drop_unpredicted: bool,
    /// Modes of inheritance, of which a gene must have one.
    pub modes: Vec<Mode>,
    /// How frequent a variant may be to count for a mode of inheritance.
    pub limits: Limits,
    /// Patterns of the deciding condition; a gene without a pattern passes.
    pub patterns: Vec<PatternClass>,
    /// The deciding score's percentile at least, 0-100; a gene without one is dropped.
    pub min_percentile: Option<f32>,
    /// The deciding score at least, 0-1; a gene without one is dropped.
    pub min_score: Option<f32>,
}

/// What decides the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By tiers of evidence; within these by fit of the mode of inheritance, phenotype and percentile.
    #[default]
    Clinical,
    /// Genes that PolyPhen-2 calls damaged, then all others; within these the highest score first
    /// (section 2.7 of the GONAD-ResNet paper).
    Paper,
    /// The highest percentile first.
    Percentile,
}
