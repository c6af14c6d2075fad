//! How values are written.

use super::Line;
use crate::rank::{
    Candidate, GeneScore, HpoTerm, Known, Structural, Transcript,
    annotation::Prediction,
    text::{MISSING, field, list_item, number, word},
};

/// The words that JSON has for values of an enumeration.
pub(super) fn words<T: serde::Serialize + Copy>(values: &[T]) -> String {
    match values {
        [] => MISSING.into(),
        _ => values
            .iter()
            .map(|&value| word(value))
            .collect::<Vec<_>>()
            .join(";"),
    }
}

pub(super) fn modes(candidate: &Candidate) -> String {
    let words = candidate.modes.iter().map(|mode| {
        let is_possible = candidate.possible_modes.contains(mode);
        word(mode) + if is_possible { "?" } else { "" }
    });
    match candidate.modes.is_empty() {
        true => MISSING.into(),
        false => words.collect::<Vec<_>>().join(";"),
    }
}

pub(super) fn known(line: &Line<'_>, part: fn(&Known) -> &str) -> String {
    let known = line.candidate.known.as_ref();
    known.map_or(MISSING.into(), |known| field(part(known)))
}

pub(super) fn structural(line: &Line, value: impl Fn(&Structural) -> String) -> String {
    let structural = line.variant.structural.as_ref();
    structural.map_or(MISSING.into(), value)
}

pub(super) fn transcript(line: &Line<'_>, part: fn(&Transcript) -> String) -> String {
    let transcript = line.variant.transcript.as_ref();
    transcript.map_or(MISSING.into(), part)
}

pub(super) fn depths(depths: Option<[i32; 2]>) -> String {
    depths.map_or(MISSING.into(), |[with_ref, with_alt]| {
        format!("{with_ref},{with_alt}")
    })
}

/// As VEP writes it.
pub(super) fn prediction(prediction: Option<&Prediction>) -> String {
    match prediction {
        None => MISSING.into(),
        Some(Prediction { class, score, .. }) => match (class.as_str(), score) {
            ("", score) => number(*score),
            (class, None) => field(class),
            (class, Some(score)) => format!("{}({score})", field(class)),
        },
    }
}

/// IDs and names, or `.`.
pub(in crate::rank) fn phenotypes(terms: &[HpoTerm]) -> String {
    let terms = terms.iter();
    let terms: Vec<_> = terms
        .map(|term| list_item(&format!("{} {}", term.id, term.name), &[';']))
        .collect();
    if terms.is_empty() {
        MISSING.into()
    } else {
        terms.join(";")
    }
}

pub(super) fn peak(score: &GeneScore) -> String {
    match &score.pattern {
        Some(pattern) if !pattern.peak_cell_type.is_empty() => {
            field(&format!("{}@{}", pattern.peak_cell_type, pattern.peak_time))
        }
        _ => MISSING.into(),
    }
}
