//! What all pages have around their own content.

use super::{figures::Figures, provenance::Provenance, script};

/// What all pages have around their own content.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) policy: String,
    pub(super) script: &'static str,
    pub(super) is_synthetic: bool,
    /// What is not on the page, and why.
    pub(super) notes: Vec<String>,
    pub(super) figures: &'a Figures,
    pub(super) provenance: Provenance,
}

impl<'a> Frame<'a> {
    /// `note` says what was left out for want of room.
    pub(super) fn new(
        (title, is_synthetic): (&'a str, bool),
        (figures, note): (&'a Figures, String),
        provenance: Provenance,
    ) -> Self {
        let notes = [note, figures.note.clone()];
        Self {
            title,
            policy: script::policy(),
            script: script::SCRIPT,
            is_synthetic,
            notes: notes.into_iter().filter(|note| !note.is_empty()).collect(),
            figures,
            provenance,
        }
    }
}
