//! What is found of one patient.

use std::collections::BTreeSet;

use crate::rank::{CandidateVariant, Carriage, Place, filter::Tally, sex::SexCounter};

/// One patient while records pass.
#[derive(Debug)]
pub struct PatientScan {
    /// The sample's name.
    pub name: String,
    /// Its place among the samples.
    pub sample: usize,
    /// The mother's.
    pub mother: Option<usize>,
    /// The father's.
    pub father: Option<usize>,
    /// Genotypes on X and Y.
    pub sexes: SexCounter,
    /// What passed each filter.
    pub tally: Tally,
    /// What passed all filters that look at variants.
    pub found: Vec<Found>,
}

/// A patient's parent while records pass.
#[derive(Debug)]
pub struct ParentScan {
    /// Its place among the samples.
    pub sample: usize,
    /// Genotypes on X and Y.
    pub sexes: SexCounter,
}

impl ParentScan {
    /// All parents of patients that are samples, each once, in the order of the samples.
    pub fn of(patients: &[PatientScan]) -> Vec<Self> {
        let parents = patients.iter().flat_map(|p| [p.mother, p.father]);
        let samples: BTreeSet<usize> = parents.flatten().collect();
        let parent = |sample| Self {
            sample,
            sexes: SexCounter::default(),
        };
        samples.into_iter().map(parent).collect()
    }
}

/// A variant of a patient, as far as it concerns one gene.
#[derive(Clone, Debug)]
pub struct Found {
    /// The gene's number.
    pub gene: usize,
    /// The part of the genome.
    pub place: Place,
    /// What the mother's genotype says; `None` where she is not among the samples.
    pub mother: Option<Carriage>,
    /// What the father's says.
    pub father: Option<Carriage>,
    /// The variant. Zygosity and transmission wait for the sex.
    pub variant: CandidateVariant,
}
