//! A candidate: its row of the table, and what opens beneath.

use super::{
    figures::{Figures, Heatmap},
    format::{self, NONE, known},
    links::{self, Link},
    marks::{self, Mark},
    variant::{self, Variant},
};
use crate::rank::{Candidate, CandidateVariant, GeneScore, Patient, Ranking, order::deciding};

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

/// A number as it is shown and as it sorts; the latter is empty where it is not known.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) sorts: String,
}

/// What a condition says of the gene.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) label: String,
    pub(super) decides: bool,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) heatmap: Option<Place>,
}

/// Where the heatmap is.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) condition: usize,
    pub(super) gaps: Option<usize>,
    pub(super) size: [i32; 2],
    /// The sides of the network's image, where it is on the page.
    pub(super) input: Option<[usize; 2]>,
    pub(super) words: String,
}

impl Row {
    pub(super) fn new(
        (ranking, patient, figures): (&Ranking, &Patient, &Figures),
        candidate: &Candidate,
        id: String,
    ) -> Self {
        let score = deciding(&candidate.scores, patient.condition);
        let of = |index: usize| candidate.scores.get(index);
        let is_highest =
            |index| score.score.is_some() && of(index).and_then(|s| s.score) == score.score;
        let columns = ranking.conditions.iter().enumerate();
        let columns = columns.filter(|&(index, _)| patient.condition != Some(index));
        // Of equals the last is the greatest: reversed, the first.
        let worst = candidate.variants.iter().rev().max_by(|a, b| worse(a, b));
        let transcript = worst.and_then(|worst| worst.transcript.as_ref());
        let conditions = ranking.conditions.iter().enumerate();
        let variants = candidate.variants.iter();
        Self {
            id,
            anchor: None,
            rank: candidate.rank,
            symbol: symbol(candidate),
            names: names(candidate),
            known: candidate.known.as_ref().map(|entry| {
                let parts = [&entry.list, &entry.confidence, &entry.note];
                joined(parts.into_iter().map(String::as_str), ", ")
            }),
            is_damaging: candidate.is_damaging(),
            score: number(score.score, format::score),
            percentile: number(score.percentile, format::percentile),
            others: columns
                .map(|(i, c)| (c.label.clone(), other(of(i))))
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
            conditions: conditions
                .map(|(index, condition)| Condition {
                    label: condition.label.clone(),
                    decides: patient
                        .condition
                        .map_or_else(|| is_highest(index), |c| c == index),
                    facts: of(index).map_or_else(Vec::new, facts),
                    heatmap: place(figures, candidate.gene.index, index),
                })
                .collect(),
            gene: candidate.gene.index,
            variants: variants
                .map(|v| Variant::new(v, ranking.assembly))
                .collect(),
            phenotypes: candidate.phenotypes.iter().map(phenotype).collect(),
            links: links::of_gene(&candidate.gene, ranking.assembly),
        }
    }
}

/// The symbol, or whatever name there is.
pub(super) fn symbol(candidate: &Candidate) -> String {
    let gene = &candidate.gene;
    let names = [&gene.symbol, &gene.ensembl_id, &gene.hgnc_id];
    let name = names.into_iter().find(|name| !name.is_empty());
    name.map_or_else(|| "gene without a name".into(), Clone::clone)
}

fn names(candidate: &Candidate) -> String {
    let gene = &candidate.gene;
    joined(
        [gene.ensembl_id.as_str(), gene.hgnc_id.as_str()].into_iter(),
        ", ",
    )
}

fn phenotype(term: &crate::rank::HpoTerm) -> String {
    let name = joined([term.id.as_str(), term.name.as_str()].into_iter(), " ");
    match term.diseases.is_empty() {
        true => name,
        false => format!("{name} ({})", term.diseases.join(", ")),
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>, between: &str) -> String {
    let parts = parts.filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
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

fn number(value: Option<f32>, text: fn(Option<f32>) -> String) -> Number {
    let value = value.filter(|value| value.is_finite());
    Number {
        text: text(value),
        sorts: value.map_or_else(String::new, |value| value.to_string()),
    }
}

/// Another condition's score, and its percentile.
fn other(score: Option<&GeneScore>) -> Number {
    let found = number(score.and_then(|s| s.score), format::score);
    match score.and_then(|s| s.percentile) {
        Some(percentile) => Number {
            text: format!("{} ({})", found.text, format::percentile(Some(percentile))),
            ..found
        },
        None => found,
    }
}

fn class(score: &GeneScore) -> &str {
    score.pattern.as_ref().map_or("", |pattern| &pattern.class)
}

/// HGVS without the name of its sequence.
fn short(hgvs: &str) -> &str {
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

/// Score, percentile and pattern, in words.
fn facts(score: &GeneScore) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("Score", format::score(score.score)),
        ("Percentile", format::percentile(score.percentile)),
    ];
    let Some(pattern) = &score.pattern else {
        facts.push(("Pattern", NONE.into()));
        return facts;
    };
    facts.push(("Pattern", known(&pattern.class).into()));
    facts.push((
        "Specificity (tau)",
        pattern
            .tau
            .map_or_else(|| NONE.into(), |t| format!("{t:.2}")),
    ));
    let expressed = pattern.expressed.map(format::per_cent);
    facts.push((
        "Cells that express it",
        expressed.unwrap_or_else(|| NONE.into()),
    ));
    let peak = match pattern.peak_time.as_str() {
        "" => pattern.peak_cell_type.clone(),
        time => format!("{} at {time}", known(&pattern.peak_cell_type)),
    };
    facts.push(("Peak", known(&peak).into()));
    facts
}

fn place(figures: &Figures, gene: Option<usize>, condition: usize) -> Option<Place> {
    let heatmap: &Heatmap = figures.of(gene).get(condition)?.as_ref()?;
    let axes = figures.axes.get(condition)?.as_ref()?;
    Some(Place {
        condition,
        gaps: heatmap.gaps,
        size: axes.all,
        input: heatmap
            .input
            .as_ref()
            .map(|input| [input.width, input.height]),
        words: heatmap.words.clone(),
    })
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
            (&ranking, &patient, &Figures::default()),
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
