//! A candidate: its row of the table, and what opens beneath.

use super::{
    condition::{self, Condition, Number, class},
    figures::Figures,
    format::{self, NONE, known},
    links::{self, Link},
    marks::{self, Mark},
    names,
    variant::{self, Variant},
};
use crate::rank::{Candidate, CandidateVariant, Patient, Ranking, order::deciding};

/// A candidate's row.
#[derive(Debug)]
pub(super) struct Row {
    /// Unique on the page.
    pub(super) id: String,
    /// For links to the gene, where its symbol is fit for one and no earlier row has it.
    pub(super) anchor: Option<String>,
    pub(super) rank: usize,
    pub(super) symbol: String,
    /// The other names, in a line.
    pub(super) names: String,
    /// What the list of known genes says, where the gene is known.
    pub(super) known: Option<String>,
    pub(super) is_damaging: bool,
    pub(super) score: Number,
    pub(super) percentile: Number,
    /// One for each condition that has a column, with its name.
    pub(super) others: Vec<(String, Number)>,
    pub(super) pattern: String,
    pub(super) marks: Vec<Mark>,
    pub(super) consequence: String,
    /// How many more variants there are than the one whose consequence this is.
    pub(super) more: usize,
    pub(super) protein: String,
    pub(super) frequency: Number,
    pub(super) polyphen: String,
    pub(super) conditions: Vec<Condition>,
    pub(super) gene: Option<usize>,
    pub(super) variants: Vec<Variant>,
    pub(super) phenotypes: Vec<String>,
    pub(super) links: Vec<Link>,
}

/// What a patient's rows are read off.
#[derive(Clone, Copy)]
pub(super) struct RowSource<'a> {
    pub(super) ranking: &'a Ranking,
    pub(super) patient: &'a Patient,
    pub(super) figures: &'a Figures,
}

impl Row {
    pub(super) fn new(source: RowSource<'_>, candidate: &Candidate, id: String) -> Self {
        let RowSource {
            ranking,
            patient,
            figures,
        } = source;
        let score = deciding(&candidate.scores, patient.condition);
        let of = |index: usize| candidate.scores.get(index);
        let is_highest =
            |index| score.score.is_some() && of(index).and_then(|s| s.score) == score.score;
        let columns = ranking.conditions.iter().enumerate();
        let columns = columns.filter(|&(index, _)| patient.condition != Some(index));
        // Of equals the last is the greatest: reversed, the first.
        let worst = candidate.variants.iter().rev().max_by(|a, b| worse(a, b));
        let transcript = worst.and_then(|worst| worst.transcript.as_ref());
        let variants = candidate.variants.iter();
        Self {
            id,
            anchor: None,
            rank: candidate.rank,
            symbol: names::symbol(&candidate.gene),
            names: names::others(&candidate.gene),
            known: candidate.known.as_ref().map(names::known),
            is_damaging: candidate.is_damaging(),
            score: Number::new(score.score, format::score),
            percentile: Number::new(score.percentile, format::percentile),
            others: columns
                .map(|(i, c)| (c.label.clone(), Number::of_score(of(i))))
                .collect(),
            pattern: known(class(&score)).into(),
            marks: marks::of(candidate),
            consequence: known(
                &transcript.map_or_else(String::new, |t| variant::words(&t.consequence)),
            )
            .into(),
            more: candidate.variants.len().saturating_sub(1),
            protein: known(transcript.map_or("", |t| short(&t.hgvs_p))).into(),
            frequency: frequency(worst),
            polyphen: polyphen(worst),
            conditions: condition::all(
                figures,
                &ranking.conditions,
                (candidate.gene.index, &candidate.scores),
                |index| {
                    patient
                        .condition
                        .map_or_else(|| is_highest(index), |c| c == index)
                },
            ),
            gene: candidate.gene.index,
            variants: variants
                .map(|v| Variant::new(v, ranking.assembly))
                .collect(),
            phenotypes: candidate.phenotypes.iter().map(names::phenotype).collect(),
            links: links::of_gene(&candidate.gene, ranking.assembly),
        }
    }
}

/// Which variant is shown in the row: by impact, then by PolyPhen-2's word, then by its number.
fn worse(a: &CandidateVariant, b: &CandidateVariant) -> std::cmp::Ordering {
    let damaging =
        |v: &CandidateVariant| v.predictions.polyphen.as_ref().is_some_and(|p| p.damaging);
    let impact = |v: &CandidateVariant| v.transcript.as_ref().and_then(|t| t.impact);
    let score = |v: &CandidateVariant| {
        let score = v.predictions.polyphen.as_ref().and_then(|p| p.score);
        score.unwrap_or(-1.0)
    };
    let order = impact(a)
        .cmp(&impact(b))
        .then(damaging(a).cmp(&damaging(b)));
    order.then(score(a).total_cmp(&score(b)))
}

/// HGVS without the name of its sequence.
pub(super) fn short(hgvs: &str) -> &str {
    hgvs.rsplit_once(':').map_or(hgvs, |(_, change)| change)
}

fn frequency(variant: Option<&CandidateVariant>) -> Number {
    let frequency = variant.and_then(|v| v.frequency.as_ref()).map(|f| f.value);
    let frequency = frequency.filter(|value| value.is_finite());
    Number {
        text: frequency.map_or_else(|| NONE.into(), format::frequency),
        sorts: frequency.map_or_else(String::new, |value| value.to_string()),
    }
}

fn polyphen(variant: Option<&CandidateVariant>) -> String {
    let text = variant.map(|v| variant::prediction(&v.predictions.polyphen));
    known(&text.unwrap_or_default()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{Impact, report::fixture};

    fn row(change: impl Fn(&mut Candidate, &mut Patient)) -> Row {
        let mut candidate = fixture::candidate(1, "SOX9");
        let mut patient = fixture::patient("P1", Vec::new());
        change(&mut candidate, &mut patient);
        let ranking = fixture::ranking(Vec::new());
        Row::new(
            RowSource {
                ranking: &ranking,
                patient: &patient,
                figures: &Figures::default(),
            },
            &candidate,
            "r".into(),
        )
    }

    #[test]
    fn the_deciding_condition_has_columns_of_its_own_and_the_others_follow() {
        let row = row(|_, _| ());
        assert_eq!(
            (row.score.text.as_str(), row.percentile.text.as_str()),
            ("0.9999", "98.7")
        );
        assert_eq!(row.others.len(), 1);
        assert_eq!(row.others[0].1.text, "0.25 (40.0)");
        assert!(row.conditions[0].decides && !row.conditions[1].decides);
    }

    #[test]
    fn where_no_condition_decides_the_highest_does_and_all_are_shown() {
        let row = row(|candidate, patient| {
            patient.condition = None;
            candidate.scores.swap(0, 1);
        });
        assert_eq!(row.score.text, "0.9999");
        assert_eq!(row.others.len(), 2);
        assert!(row.conditions[1].decides);
    }

    #[test]
    fn the_worst_variant_is_shown_and_the_others_are_counted() {
        let row = row(|candidate, _| {
            let mut worst = fixture::variant();
            let transcript = worst.transcript.get_or_insert_default();
            transcript.consequence = "stop_gained".into();
            transcript.impact = Some(Impact::High);
            transcript.hgvs_p = "ENSP1:p.Trp2Ter".into();
            worst.predictions.polyphen = None;
            candidate.variants.push(worst);
        });
        assert_eq!(row.consequence, "stop gained");
        assert_eq!((row.protein.as_str(), row.more), ("p.Trp2Ter", 1));
        assert_eq!(row.polyphen, NONE);
        assert!(row.is_damaging);
    }

    #[test]
    fn a_gene_of_which_nothing_is_known_is_still_a_row() {
        let row = row(|candidate, _| {
            candidate.gene = Default::default();
            candidate.scores.clear();
            candidate.variants.clear();
        });
        assert_eq!(row.symbol, "gene without a name");
        assert_eq!(
            row.score,
            Number {
                text: NONE.into(),
                sorts: String::new()
            }
        );
        assert_eq!((row.consequence.as_str(), row.more), (NONE, 0));
    }
}
