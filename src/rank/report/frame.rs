//! What all pages have around their own content.

use super::{figures::Figures, format, provenance::Provenance, script};
use crate::rank::RankedCondition;

/// What all pages have around their own content.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) policy: String,
    pub(super) script: &'static str,
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
    /// `note` says what was left out for want of room.
    pub(super) fn new(
        (title, is_synthetic): (&'a str, bool),
        (figures, note): (&'a Figures, String),
        conditions: &[RankedCondition],
        provenance: Provenance,
    ) -> Self {
        let notes = [note, figures.note.clone()];
        Self {
            title,
            policy: script::policy(),
            script: script::SCRIPT,
            is_synthetic,
            worths: conditions.iter().map(Worth::new).collect(),
            notes: notes.into_iter().filter(|note| !note.is_empty()).collect(),
            figures,
            provenance,
        }
    }
}
