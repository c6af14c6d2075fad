//! The best genes of a cohort, in short.

use super::{
    super::{
        condition::{Number, Thumb},
        format,
    },
    row::GeneRow,
};

/// At most so many genes have a card.
pub(super) const MOST: usize = 5;

/// A card.
#[derive(Debug)]
pub(in crate::rank::report) struct CohortCard {
    /// The row's, for a link.
    pub(super) id: String,
    pub(super) rank: usize,
    pub(super) symbol: String,
    pub(super) known: Option<String>,
    pub(super) patients: usize,
    pub(super) first: String,
    pub(super) more: usize,
    /// What patients have in it: `de novo in 2 patients`.
    pub(super) counts: Vec<String>,
    /// Carriers against controls with the p-value; empty without controls.
    pub(super) burden: String,
    pub(super) thumb: Option<Thumb>,
    pub(super) pattern: String,
    /// One for each condition that has it, with the condition's place.
    pub(super) percentiles: Vec<(usize, Number)>,
}

impl CohortCard {
    pub(super) fn new(row: &GeneRow) -> Self {
        let counts = row.counts.iter().filter(|count| count.number > 0);
        let percentiles = row.scores.iter().map(|score| score.number.clone());
        let patients = |number: usize| format::count(number as u64, "patient");
        let best = row.scores.iter().find(|score| score.thumb.is_some());
        let first = row.scores.iter().find(|score| !score.pattern.is_empty());
        let burden = row.burden.as_ref();
        Self {
            id: row.id.clone(),
            rank: row.rank,
            symbol: row.symbol.clone(),
            known: row.known.clone(),
            patients: row.patients,
            first: row.first.clone(),
            more: row.more,
            counts: counts
                .map(|c| format!("{} in {}", c.name, patients(c.number)))
                .collect(),
            burden: burden.map_or_else(String::new, |burden| {
                format!("carriers {}, p = {}", burden.carriers, burden.p.text)
            }),
            thumb: best.and_then(|score| score.thumb.clone()),
            pattern: first.map_or_else(String::new, |score| score.pattern.clone()),
            percentiles: percentiles
                .enumerate()
                .filter(|(_, number)| number.is_known())
                .collect(),
        }
    }
}
