//! Which gene comes first.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Carrier, Cohort, CohortGene, CohortPatient};
use crate::rank::{RankedGene, order::Number};

/// In words.
pub(super) const ORDER: &str = "how many patients carry a candidate, then the highest percentile of any of them, each by the \
     condition that decides for that patient, then, where one condition decides for all, the highest \
     score, then the symbol";

/// Sorts genes, the best first, and numbers them. Scores of two networks are on no common scale:
/// patients of different conditions are compared by percentiles alone.
pub(super) fn sort(cohort: &mut Cohort) {
    let of_one = conditions(cohort).len() == 1 && cohort.patients.iter().all(has_condition(cohort));
    for gene in &mut cohort.genes {
        gene.percentile = highest(gene, |carrier| carrier.percentile).map(|Number(value)| value);
    }
    cohort.genes.sort_by_cached_key(|gene| {
        let score = highest(gene, |carrier| carrier.score);
        let values = [gene.percentile.map(Number), score.filter(|_| of_one)];
        (Reverse(gene.counts.patients), Reverse(values), names(gene))
    });
    for (gene, rank) in cohort.genes.iter_mut().zip(1..) {
        gene.rank = rank;
    }
}

/// Whether one condition decides for a patient; the highest of several is of no single one.
fn has_condition(cohort: &Cohort) -> impl Fn(&CohortPatient) -> bool {
    let is_one = cohort.conditions.len() < 2;
    move |patient| is_one || patient.condition.is_some()
}

/// The conditions that decide, each with the number of patients.
fn conditions(cohort: &Cohort) -> BTreeMap<Option<usize>, usize> {
    let mut counts = BTreeMap::new();
    for patient in &cohort.patients {
        *counts.entry(patient.condition).or_insert(0) += 1;
    }
    counts
}

/// The highest value of any carrier.
fn highest(gene: &CohortGene, value: fn(&Carrier) -> Option<f32>) -> Option<Number> {
    let values = gene.carriers.iter().filter_map(value);
    values.map(Number).max()
}

fn names(gene: &CohortGene) -> [String; 3] {
    let RankedGene {
        symbol,
        ensembl_id,
        hgnc_id,
        ..
    } = gene.gene.clone();
    [symbol, ensembl_id, hgnc_id]
}

/// What the reader should know where the patients' scores are not of one condition.
pub(super) fn note(cohort: &Cohort) -> Option<String> {
    let counts = conditions(cohort);
    let name = |condition: &Option<usize>| {
        let condition = condition.and_then(|place| cohort.conditions.get(place));
        condition.map_or("the highest of all".into(), |c| {
            format!("those of {}", c.key)
        })
    };
    let told: Vec<_> = counts
        .iter()
        .map(|(condition, count)| format!("{} for {count}", name(condition)))
        .collect();
    let without = cohort.genes.iter().filter(|gene| gene.percentile.is_none());
    let without = match without.count() {
        0 => String::new(),
        count => format!(
            " {count} genes have no percentile, and nothing to be compared by: they come after all \
             others with as many patients."
        ),
    };
    (counts.len() > 1).then(|| {
        format!(
            "Not all patients are judged by the scores of one condition: of {} patients, {}. Scores of \
             two networks are on no common scale: a gene's place goes by the highest percentile of any \
             patient, each by that patient's own condition.{without}",
            cohort.patients.len(),
            told.join(", ")
        )
    })
}
