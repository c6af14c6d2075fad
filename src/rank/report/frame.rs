//! What all pages have around their own content.

use super::{figures::Figures, format, paper, provenance::Provenance, script};
use crate::rank::RankedCondition;

/// What all pages have around their own content.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) policy: String,
    pub(super) script: &'static str,
    /// Program and date.
    pub(super) made: String,
    /// The rules of printed pages.
    pub(super) print: String,
    pub(super) is_synthetic: bool,
    /// What the scores of each condition are worth.
    pub(super) worths: Vec<Worth>,
    /// What is not on the page, and why.
    pub(super) notes: Vec<String>,
    pub(super) figures: &'a Figures,
    pub(super) provenance: Provenance,
}

/// What the scores of a condition are worth.
#[derive(Debug)]
pub(super) struct Worth {
    pub(super) label: String,
    pub(super) sentence: String,
}

impl Worth {
    fn new(condition: &RankedCondition) -> Self {
        Self {
            label: condition.label.clone(),
            sentence: format::sentence(&condition.worth),
        }
    }
}

impl<'a> Frame<'a> {
    /// `made` is program and date, and `patients` are the addresses and names of sections that begin
    /// on a page of their own.
    pub(super) fn new(
        (title, is_synthetic): (&'a str, bool),
        (made, patients): (String, &[(String, String)]),
        figures: &'a Figures,
        conditions: &[RankedCondition],
        provenance: Provenance,
    ) -> Self {
        let notes = [figures.note.clone()];
        Self {
            title,
            policy: script::policy(),
            script: script::SCRIPT,
            print: paper::rules(title, &made, patients),
            made,
            is_synthetic,
            worths: conditions.iter().map(Worth::new).collect(),
            notes: notes.into_iter().filter(|note| !note.is_empty()).collect(),
            figures,
            provenance,
        }
    }
}
