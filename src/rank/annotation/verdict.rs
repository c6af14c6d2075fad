//! What a predictor says, read in place.

use std::{cmp::Ordering, iter};

use super::{Cutoffs, Prediction, predictor::Scale, splice, text};

/// How damaging something is said to be, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The predictor says that it does not know, or says what nobody understands.
    Unknown,
    /// PolyPhen-2's benign, SIFT's tolerated, AlphaMissense's likely benign, a low REVEL, CADD
    /// or SpliceAI.
    Benign,
    /// AlphaMissense's ambiguous.
    Ambiguous,
    /// PolyPhen-2's possibly damaging, SIFT's deleterious of low confidence.
    Possible,
    /// PolyPhen-2's probably damaging, SIFT's deleterious, AlphaMissense's likely pathogenic, a
    /// high REVEL, CADD or SpliceAI.
    Probable,
}

/// What a predictor says. Nothing is copied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict<'a> {
    /// In its words; empty where it has a number alone.
    pub class: &'a [u8],
    /// Its number, 0-1; CADD's is PHRED-scaled.
    pub score: Option<f32>,
    /// What the words mean; where there are none, what the number does.
    pub grade: Grade,
    /// The number, turned so that high is damaging; below 0 where there is none.
    badness: f32,
}

impl<'a> Verdict<'a> {
    /// Whether it says damaging; `None` where it does not know.
    #[must_use]
    pub fn is_damaging(&self) -> Option<bool> {
        (self.grade != Grade::Unknown).then_some(self.grade >= Grade::Possible)
    }

    /// The more damaging of two verdicts of a predictor; the first where they are alike.
    #[must_use]
    pub fn worse(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) => Some(match b.compare(&a) {
                Ordering::Greater => b,
                _ => a,
            }),
            (a, b) => a.or(b),
        }
    }

    /// A copy to keep.
    #[must_use]
    pub fn to_prediction(&self) -> Prediction {
        Prediction {
            class: text(self.class),
            score: self.score,
            damaging: self.is_damaging() == Some(true),
        }
    }

    /// Reads words and numbers of a predictor, each perhaps of several transcripts: the most
    /// damaging. Numbers without words say damaging from `cutoffs` on.
    ///
    /// A word goes with the number in its parentheses, else with the number in its place, else,
    /// where there are not as many of both, with the most damaging.
    pub(super) fn read(
        scale: Scale,
        words: &'a [u8],
        scores: &'a [u8],
        cutoffs: &Cutoffs,
    ) -> Option<Self> {
        if scale == Scale::SpliceaiEntries {
            let score = splice::highest(words)?;
            return Some(Self::of_score(scale, score, cutoffs));
        }
        let numbers = || pieces(scores).map(|piece| Self::of_number(scale, piece, cutoffs));
        let most_damaging = numbers().fold(None, Self::worse);
        let is_paired = pieces(words).count() == numbers().count();
        let verdicts = pieces(words).zip(numbers().chain(iter::repeat(None)));
        let verdicts = verdicts.map(|(piece, number)| {
            let number = if is_paired { number } else { most_damaging };
            Self::of_word(scale, piece, cutoffs, number)
        });
        verdicts.fold(None, Self::worse).or(most_damaging)
    }

    /// `probably_damaging(0.998)`, `probably_damaging`, `D` or `0.998`.
    fn of_word(
        scale: Scale,
        piece: &'a [u8],
        cutoffs: &Cutoffs,
        number: Option<Self>,
    ) -> Option<Self> {
        if is_missing(piece) {
            return None;
        }
        if let Some(verdict) = Self::of_number(scale, piece, cutoffs) {
            return Some(verdict);
        }
        let parenthesis = memchr::memchr(b'(', piece).unwrap_or(piece.len());
        let (class, rest) = piece.split_at(parenthesis);
        let inner = rest.strip_prefix(b"(").and_then(|r| r.strip_suffix(b")"));
        let own = inner.and_then(|inner| Self::of_number(scale, inner, cutoffs));
        let number = own.or(number);
        Some(Self {
            class,
            score: number.and_then(|n| n.score),
            grade: meaning(scale, class),
            badness: number.map_or(-1.0, |n| n.badness),
        })
    }

    fn of_number(scale: Scale, piece: &[u8], cutoffs: &Cutoffs) -> Option<Self> {
        let score: f32 = std::str::from_utf8(piece).ok()?.parse().ok()?;
        let is_its = (0.0..=scale.highest()).contains(&score);
        is_its.then(|| Self::of_score(scale, score, cutoffs))
    }

    pub(super) fn of_score(scale: Scale, score: f32, cutoffs: &Cutoffs) -> Self {
        Self {
            class: b"",
            score: Some(score),
            grade: grade_of(scale, score, cutoffs),
            badness: match scale {
                Scale::Sift => 1.0 - score,
                _ => score,
            },
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let grades = self.grade.cmp(&other.grade);
        grades.then(self.badness.total_cmp(&other.badness))
    }
}

/// The values of several transcripts: VEP joins them by `&`, dbNSFP by `;`, SnpSift by `,`.
fn pieces(values: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_separator = |b: &u8| matches!(b, b'&' | b';' | b',' | b'|');
    values.split(is_separator)
}

fn is_missing(piece: &[u8]) -> bool {
    matches!(piece, b"" | b"." | b"-")
}

/// What a number means where there is no word.
///
/// PolyPhen-2: dbNSFP's cutoffs for HumDiv, and for HumVar those of Ensembl's page "Pathogenicity
/// predictions". SIFT: deleterious below 0.05; Ensembl rounds to two digits, so that 0.05 counts.
/// AlphaMissense: above 0.564 likely pathogenic, below 0.34 likely benign (Cheng et al. 2023,
/// doi:10.1126/science.adg7492). REVEL, CADD and SpliceAI: the caller's.
fn grade_of(scale: Scale, score: f32, cutoffs: &Cutoffs) -> Grade {
    let (probable, possible, ambiguous) = match scale {
        Scale::HumDiv => (score >= 0.957, score >= 0.453, false),
        Scale::HumVar => (score > 0.908, score > 0.446, false),
        Scale::Sift => (score <= 0.05, false, false),
        Scale::Alphamissense => (score > 0.564, false, score >= 0.34),
        Scale::Revel => (score >= cutoffs.revel, false, false),
        Scale::Cadd => (score >= cutoffs.cadd, false, false),
        Scale::Spliceai | Scale::SpliceaiEntries => (score >= cutoffs.spliceai, false, false),
    };
    match () {
        () if probable => Grade::Probable,
        () if possible => Grade::Possible,
        () if ambiguous => Grade::Ambiguous,
        () => Grade::Benign,
    }
}

/// What a word means; those of VEP, and dbNSFP's letters. Blanks, `_` and case do not matter.
fn meaning(scale: Scale, word: &[u8]) -> Grade {
    let is = |known: &str| letters(word).eq(known.bytes());
    let any = |known: &[&str]| known.iter().any(|known| is(known));
    let [probable, possible, ambiguous, benign]: [&[&str]; 4] = match scale {
        Scale::HumDiv | Scale::HumVar => [
            &["probablydamaging", "damaging", "d"],
            &["possiblydamaging", "p"],
            &[],
            &["benign", "b"],
        ],
        Scale::Sift => [
            &["deleterious", "damaging", "d"],
            &["deleteriouslowconfidence"],
            &[],
            &["tolerated", "toleratedlowconfidence", "t"],
        ],
        Scale::Alphamissense => [
            &["likelypathogenic", "pathogenic", "lp", "p"],
            &[],
            &["ambiguous", "a"],
            &["likelybenign", "benign", "lb", "b"],
        ],
        Scale::Revel | Scale::Cadd | Scale::Spliceai | Scale::SpliceaiEntries => [&[]; 4],
    };
    match () {
        () if any(probable) => Grade::Probable,
        () if any(possible) => Grade::Possible,
        () if any(ambiguous) => Grade::Ambiguous,
        () if any(benign) => Grade::Benign,
        () => Grade::Unknown,
    }
}

fn letters(word: &[u8]) -> impl Iterator<Item = u8> {
    let letters = word.iter().filter(|b| b.is_ascii_alphabetic());
    letters.map(u8::to_ascii_lowercase)
}

#[cfg(test)]
mod tests;
