//! What the page says of a patient.

use super::{
    card::{self, Card},
    format::{NONE, count, known, sentence, thousands},
    marks,
    row::{Row, RowSource},
    tools::{self, Tools},
};
use crate::rank::{FunnelStep, Patient, Ranking, SexCall, SexSource};

/// A patient.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) id: String,
    pub(super) sample: String,
    /// What must not be overlooked.
    pub(super) banners: Vec<String>,
    pub(super) cards: Vec<Card>,
    /// The facts of sex, and what the file says of the genome as a whole.
    pub(super) facts: Vec<(String, String)>,
    /// What the funnel left, in a line.
    pub(super) left: String,
    pub(super) funnel: Vec<Step>,
    pub(super) notes: Vec<String>,
    /// How many these are.
    pub(super) notes_title: String,
    /// What decides the order, in words.
    pub(super) order: String,
    pub(super) head: Head,
    pub(super) caption: String,
    pub(super) rows: Vec<Row>,
    pub(super) tools: Tools,
    /// How many genes there are.
    pub(super) candidates: usize,
    /// How many of them have no row.
    pub(super) left_out: usize,
}

/// A step of the funnel.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) rule: String,
    pub(super) variants: String,
    pub(super) genes: String,
    pub(super) unknown: String,
    /// How much of the first step is left, 0-100.
    pub(super) bar: String,
}

/// Which columns the table has: none without any value.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Whose scores decide.
    pub(super) deciding: String,
    pub(super) has_tiers: bool,
    pub(super) has_marks: bool,
    pub(super) has_frequency: bool,
    pub(super) has_expression: bool,
    pub(super) has_percentile: bool,
    /// Where there are no percentiles.
    pub(super) has_score: bool,
    /// The other conditions' names, with their places among a row's.
    pub(super) others: Vec<(usize, String)>,
}

impl Head {
    fn new(ranking: &Ranking, patient: &Patient, rows: &[Row]) -> Self {
        let label = |index: usize| ranking.conditions.get(index).map(|c| c.label.as_str());
        let any = |has: &dyn Fn(&Row) -> bool| rows.iter().any(has);
        let has_percentile = any(&|row| row.percentile.is_known());
        let others = (0..ranking.conditions.len()).filter(|&c| patient.condition != Some(c));
        let others = others.filter_map(label).map(str::to_string).enumerate();
        Self {
            deciding: patient
                .condition
                .and_then(label)
                .unwrap_or("highest of all")
                .into(),
            has_tiers: any(&|row| row.place.tier.is_some()),
            has_marks: any(&|row| !row.marks.is_empty()),
            has_frequency: any(&|row| row.frequency.is_known()),
            has_expression: any(&|row| row.thumb.is_some() || !row.pattern.is_empty()),
            has_percentile,
            has_score: !has_percentile && any(&|row| row.score.is_known()),
            others: others
                .filter(|(place, _)| any(&|row| row.others[*place].is_known()))
                .collect(),
        }
    }

    /// How many columns the table has.
    pub(super) fn columns(&self) -> usize {
        let optional = [
            self.has_tiers,
            self.has_marks,
            self.has_frequency,
            self.has_expression,
            self.has_percentile,
            self.has_score,
        ];
        4 + optional.into_iter().filter(|has| *has).count() + self.others.len()
    }
}

impl Section {
    /// At most `most` genes have a row.
    pub(super) fn new(source: RowSource<'_>, most: usize, place: usize) -> Self {
        let RowSource {
            ranking, patient, ..
        } = source;
        let id = format!("_p{place}");
        let candidates = &patient.candidates;
        let shown = &candidates[..most.min(candidates.len())];
        let rows = shown.iter().enumerate();
        let rows: Vec<_> = rows
            .map(|(i, candidate)| Row::new(source, candidate, format!("{id}r{i}")))
            .collect();
        let notes = patient.notes.clone();
        let left_out = candidates.len() - rows.len();
        Self {
            cards: card::of(shown, &rows),
            sample: patient.sample.clone(),
            banners: patient.banners.clone(),
            facts: facts(ranking, patient),
            left: left(&patient.funnel.steps),
            funnel: funnel(&patient.funnel.steps),
            notes_title: format!("{} on the input", count(notes.len() as u64, "note")),
            notes,
            order: format!("{}.", sentence(&ranking.order).trim_end_matches('.')),
            head: Head::new(ranking, patient, &rows),
            caption: count(candidates.len() as u64, "candidate gene"),
            tools: tools(patient, &rows, left_out),
            candidates: candidates.len(),
            left_out,
            rows,
            id,
        }
    }
}

fn tools(patient: &Patient, rows: &[Row], left_out: usize) -> Tools {
    let mut patterns: Vec<String> = rows.iter().map(|row| row.pattern.clone()).collect();
    patterns.retain(|pattern| !pattern.is_empty());
    patterns.sort_unstable();
    patterns.dedup();
    let has = |kind| {
        rows.iter()
            .any(|row| row.marks.iter().any(|mark| mark.kind == kind))
    };
    Tools {
        of: patient.sample.clone(),
        patterns,
        marks: marks::KINDS
            .into_iter()
            .filter(|&(kind, _)| has(kind))
            .collect(),
        rest: tools::rest(left_out),
    }
}

fn facts(ranking: &Ranking, patient: &Patient) -> Vec<(String, String)> {
    let call = &patient.sex;
    let mut facts = vec![
        ("Chromosomes".into(), chromosomes(call)),
        ("Declared sex".into(), sentence(&call.declared_words())),
        ("Scores that decide".into(), decides(ranking, patient)),
    ];
    // What the genotypes look like is said of the chromosomes already.
    let reason = call.evidence.reason.as_str();
    let is_said = |said: &str| !reason.is_empty() && said.trim_end_matches('.').ends_with(reason);
    let findings = patient.findings.iter();
    let findings = findings.filter(|finding| !is_said(&finding.said));
    facts.extend(findings.map(|finding| (finding.of.clone(), sentence(&finding.said))));
    facts
}

/// With the genotypes on which this rests, or that speak for themselves.
fn chromosomes(call: &SexCall) -> String {
    let evidence = &call.evidence;
    let said = match evidence.reason.as_str() {
        "" => "",
        reason => &format!("; {reason}"),
    };
    format!(
        "{}{said} ({} of {} sites on X are heterozygous; {} on Y)",
        sentence(&call.chromosomes_words()),
        thousands(evidence.x_heterozygous),
        thousands(evidence.x_sites),
        thousands(evidence.y_sites)
    )
}

pub(super) fn sex(call: &SexCall) -> String {
    let source = match call.source {
        SexSource::Given => ", as given by an option",
        SexSource::Pedigree => ", by the pedigree",
        SexSource::Karyotype => ", by the karyotype",
        SexSource::Genotypes => ", by the genotypes on X and Y alone",
        SexSource::None => "",
    };
    format!("{}{source}", sentence(call.sex.name()))
}

fn decides(ranking: &Ranking, patient: &Patient) -> String {
    let condition = patient
        .condition
        .and_then(|index| ranking.conditions.get(index));
    let Some(condition) = condition else {
        return "The highest score of all".into();
    };
    let model = condition
        .model
        .as_ref()
        .map(|model| format!(" · {} {}", model.name, model.version));
    let label = match patient.sex.decides.as_str() {
        "" => &condition.label,
        why => why,
    };
    format!("{}{}", sentence(label), model.unwrap_or_default())
}

/// `680 variants → 24 variants → 20 genes`
fn left(steps: &[FunnelStep]) -> String {
    let [first, .., last] = steps else {
        return String::new();
    };
    format!(
        "{} read → {} left by {} → {}",
        count(first.variants, "variant"),
        thousands(last.variants),
        count(steps.len() as u64 - 1, "filter"),
        count(last.genes, "gene")
    )
}

fn funnel(steps: &[FunnelStep]) -> Vec<Step> {
    let all = steps.first().map_or(0, |step| step.variants).max(1);
    let step = |step: &FunnelStep| Step {
        name: known(&step.name).into(),
        rule: step.rule.clone(),
        variants: thousands(step.variants),
        genes: thousands(step.genes),
        unknown: if step.unknown == 0 {
            NONE.into()
        } else {
            thousands(step.unknown)
        },
        bar: format!("{:.2}", step.variants as f64 / all as f64 * 100.0),
    };
    steps.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{
        Finding, Known,
        report::{figures::Figures, fixture},
    };

    fn section(change: impl Fn(&mut Patient), most: usize) -> Section {
        let candidates = (1..=5).map(|rank| fixture::candidate(rank, &format!("G{rank}")));
        let mut patient = fixture::patient("P1", candidates.collect());
        change(&mut patient);
        let ranking = fixture::ranking(Vec::new());
        let source = RowSource {
            ranking: &ranking,
            patient: &patient,
            figures: &Figures::default(),
        };
        Section::new(source, most, 0)
    }

    #[test]
    fn what_is_said_of_the_chromosomes_is_no_finding_beside() {
        let section = section(
            |patient| {
                let finding = |of: &str, said: &str| Finding {
                    of: of.into(),
                    said: said.into(),
                };
                patient.findings = vec![
                    finding("SRY", "no call"),
                    finding("X and Y", "By these the genotypes look like two X."),
                ];
            },
            5,
        );
        let names: Vec<_> = section
            .facts
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert!(
            names.contains(&"SRY") && !names.contains(&"X and Y"),
            "{names:?}"
        );
        assert_has!(section.facts[0].1, "the genotypes look like two X");
    }

    #[test]
    fn all_ranks_are_one_table_and_what_has_no_row_is_counted() {
        let section = section(
            |patient| patient.candidates[3].known = Some(Known::default()),
            4,
        );
        let ranks: Vec<_> = section.rows.iter().map(|row| row.rank).collect();
        assert_eq!((ranks, section.left_out), (vec![1, 2, 3, 4], 1));
        assert_eq!(
            section.tools.rest,
            "1 more gene is in the table (TSV) and the JSON."
        );
    }

    #[test]
    fn columns_without_any_value_are_left_out() {
        let head = section(|_| (), 9).head;
        assert!(head.has_percentile && head.has_frequency && head.has_expression);
        assert!(!head.has_tiers && !head.has_marks && !head.has_score);
        assert_eq!(head.others, [(0, "male".into())]);
        assert_eq!(head.columns(), 8);
        let bare = section(
            |patient| {
                for candidate in &mut patient.candidates {
                    candidate.scores[0].percentile = None;
                    candidate.scores.truncate(1);
                    candidate.variants[0].frequency = None;
                    candidate.scores[0].pattern = None;
                }
            },
            9,
        );
        let head = bare.head;
        assert!(head.has_score && !head.has_percentile && !head.has_frequency);
        assert!(!head.has_expression && head.others.is_empty());
        assert_eq!(head.columns(), 5);
    }

    #[test]
    fn the_facts_of_sex_stand_apart_and_findings_follow() {
        let section = section(
            |patient| {
                patient.findings.push(Finding {
                    of: "SRY".into(),
                    said: "no call".into(),
                });
            },
            9,
        );
        let facts: Vec<_> = section
            .facts
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(
            facts,
            ["Chromosomes", "Declared sex", "Scores that decide", "SRY"]
        );
        assert_has!(
            section.facts[0].1,
            "look like two X",
            "30 of 40 sites on X are heterozygous"
        );
        assert_eq!(section.facts[3].1, "No call");
    }

    #[test]
    fn the_funnel_is_a_line_and_has_bars_without_division_by_zero() {
        let section = section(|_| (), 9);
        assert_eq!(
            section.left,
            "37,709 variants read → 127 left by 3 filters → 121 genes"
        );
        let last = section.funnel.last().unwrap();
        assert_eq!((last.variants.as_str(), last.bar.as_str()), ("127", "0.34"));
        assert_eq!(section.funnel[2].unknown, "310");
        let mut empty = fixture::patient("", Vec::new()).funnel.steps;
        empty[0].variants = 0;
        assert!(funnel(&empty[..1])[0].bar == "0.00");
        assert_eq!(left(&empty[..1]), "");
    }
}
