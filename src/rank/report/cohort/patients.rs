//! The patients of a cohort, and how they are told apart.

use std::collections::BTreeMap;

use super::super::{
    format::{self, NONE, known, thousands},
    section::sex,
};
use crate::rank::cohort::{Cohort, CohortPatient};

/// A patient.
#[derive(Debug)]
pub(in crate::rank::report) struct PatientRow {
    pub(super) sample: String,
    pub(super) input: String,
    pub(super) sex: String,
    /// What the first and the last filter left of variants.
    pub(super) read: String,
    pub(super) left: String,
    pub(super) genes: String,
    pub(super) notes: Vec<String>,
}

/// The patients, in their order.
pub(super) fn rows(cohort: &Cohort) -> Vec<PatientRow> {
    cohort.patients.iter().map(row).collect()
}

fn row(patient: &CohortPatient) -> PatientRow {
    let steps = &patient.funnel.steps;
    let variants = |step: Option<&crate::rank::FunnelStep>| {
        step.map_or_else(|| NONE.into(), |step| thousands(step.variants))
    };
    PatientRow {
        sample: known(&patient.sample).into(),
        input: patient.input.clone(),
        sex: sex(&patient.sex),
        read: variants(steps.first()),
        left: variants(steps.last()),
        genes: thousands(patient.candidates as u64),
        notes: [&patient.banners[..], &patient.notes].concat(),
    }
}

/// A name for each patient: the sample's, with its file where others are called the same.
pub(super) fn names(cohort: &Cohort) -> Vec<String> {
    let mut counts = BTreeMap::new();
    for patient in &cohort.patients {
        *counts.entry(patient.sample.as_str()).or_insert(0) += 1;
    }
    let name = |patient: &CohortPatient| {
        let sample = format::cut(known(&patient.sample));
        match counts.get(patient.sample.as_str()) {
            Some(1) => sample,
            _ => format!("{sample} in {}", format::cut(&patient.input)),
        }
    };
    cohort.patients.iter().map(name).collect()
}
