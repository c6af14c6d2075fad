//! What a row of a list says of its gene.

use super::{Confidence, Dosage, Inheritance, Known, words};
use crate::{delimited::Row, gene::list::GeneTable};

/// The columns of PanelApp's number, in its export and its API.
const RATINGS: [&str; 2] = ["gel_status", "confidence_level"];
/// Those of a word for it: of any list, of G2P (now, and of old), of GenCC.
const CONFIDENCES: [&str; 8] = [
    "confidence",
    "confidence_category",
    "ddd_category",
    "g2p_confidence",
    "classification",
    "classification_title",
    "rating",
    "evidence",
];
/// The columns of modes of inheritance, all of which count: of PanelApp, ClinGen, GenCC and G2P.
const MODES: [&str; 8] = [
    "model_of_inheritance",
    "mode_of_inheritance",
    "moi",
    "moi_title",
    "inheritance",
    "inheritance_mode",
    "allelic_requirement",
    "genotype",
];
const NOTES: [&str; 1] = ["note"];
/// PanelApp's kind of an entry: `gene`, `str` or `region`.
const KINDS: [&str; 1] = ["entity_type"];
const SEXES: [&str; 1] = ["sex_limited"];
const DOSAGES: [&str; 1] = ["dosage"];
/// ClinGen's columns, and the score of sufficient evidence.
const LOSSES: [&str; 1] = ["haploinsufficiency_score"];
const GAINS: [&str; 1] = ["triplosensitivity_score"];
const SUFFICIENT: &str = "3";

/// The columns of a list.
pub(super) struct Columns {
    rating: Option<usize>,
    confidence: Option<usize>,
    modes: Vec<usize>,
    note: Option<usize>,
    kind: Option<usize>,
    sex: Option<usize>,
    dosage: Option<usize>,
    scores: [(Option<usize>, Dosage); 2],
}

/// Kinds of words that a list may use in its own way.
pub(super) const WORDS: [&str; 4] = ["confidence", "inheritance", "sex_limited", "dosage"];

/// What a row says, and the words that nobody understands, by their kind's place in [`WORDS`].
#[derive(Default)]
pub(super) struct Said {
    pub(super) known: Known,
    pub(super) strange: Vec<(usize, String)>,
}

impl Columns {
    pub(super) fn find(table: &GeneTable) -> Self {
        let modes = MODES.iter().filter_map(|name| table.column(&[name]));
        Self {
            rating: table.column(&RATINGS),
            confidence: table.column(&CONFIDENCES),
            modes: modes.collect(),
            note: table.column(&NOTES),
            kind: table.column(&KINDS),
            sex: table.column(&SEXES),
            dosage: table.column(&DOSAGES),
            scores: [
                (table.column(&LOSSES), Dosage::Loss),
                (table.column(&GAINS), Dosage::Gain),
            ],
        }
    }

    /// Whether rows may be of regions, which name no gene.
    pub(super) fn has_kinds(&self) -> bool {
        self.kind.is_some()
    }

    pub(super) fn read(&self, row: &Row<'_>) -> Said {
        let mut said = Said::default();
        self.confidence(row, &mut said);
        self.inheritance(row, &mut said);
        let sex = row.optional(self.sex);
        said.known.sex_limited = said.take(2, sex, words::sex_limited(sex));
        let dosage = row.optional(self.dosage);
        said.known.dosage = said.take(3, dosage, Dosage::parse(dosage));
        for (score, change) in self.scores {
            let is_new = !said.known.dosage.contains(&change);
            if row.optional(score) == SUFFICIENT && is_new {
                said.known.dosage.push(change);
            }
        }
        said
    }

    fn confidence(&self, row: &Row<'_>, said: &mut Said) {
        let (rating, word) = (row.optional(self.rating), row.optional(self.confidence));
        let text = if rating.is_empty() { word } else { rating };
        said.known.level = said.take(0, text, Confidence::parse(text));
        said.known.confidence = match (rating, said.known.level) {
            ("", _) | (_, Confidence::Unrated) => one_line(text),
            (_, Confidence::Green) => "Green".into(),
            (_, Confidence::Amber) => "Amber".into(),
            (_, Confidence::Red) => "Red".into(),
        };
    }

    fn inheritance(&self, row: &Row<'_>, said: &mut Said) {
        let texts = self.modes.iter().map(|&column| row.optional(Some(column)));
        let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        for text in &texts {
            let modes = said.take(1, text, Inheritance::parse(text));
            said.known.add_modes(modes);
        }
        let note = Some(row.optional(self.note)).filter(|note| !note.is_empty());
        let note = texts.first().copied().or(note);
        said.known.note = note.map(one_line).unwrap_or_default();
    }
}

impl Said {
    /// What a word means; where nobody understands it, it is kept as such.
    fn take<T: Default>(&mut self, kind: usize, text: &str, meaning: Option<T>) -> T {
        if meaning.is_none() {
            self.strange.push((kind, one_line(text)));
        }
        meaning.unwrap_or_default()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
