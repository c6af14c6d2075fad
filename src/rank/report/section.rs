//! What the page says of a patient.

use super::{
    detail::RankingDetail,
    format::{self, NONE, count, known, sentence, thousands},
    marks, names,
    row::{Row, RowSource},
    tools::{self, Tools},
};
use crate::rank::{Candidate, FunnelStep, Patient, Ranking, SexCall, SexSource, order::deciding};

/// A patient.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) id: String,
    pub(super) sample: String,
    pub(super) facts: Vec<(&'static str, String)>,
    /// Those that need a line of their own.
    pub(super) sentences: Vec<(&'static str, String)>,
    /// What must not be overlooked.
    pub(super) warnings: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) funnel: Vec<Step>,
    pub(super) head: Head,
    pub(super) tables: Vec<Table>,
    pub(super) tools: Tools,
    /// How many genes there are.
    pub(super) candidates: usize,
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

/// The names of columns that depend on the patient.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) deciding: String,
    pub(super) others: Vec<String>,
}

impl Head {
    /// How many columns the table has.
    pub(super) fn columns(&self) -> usize {
        10 + self.others.len()
    }
}

/// Known genes, or the others.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) id: String,
    pub(super) heading: &'static str,
    pub(super) caption: String,
    pub(super) rows: Vec<Row>,
    /// How many genes are not shown in full.
    pub(super) left_out: usize,
    /// These with their ranks and scores; empty where there is no room for them either.
    pub(super) rest: String,
}

impl Section {
    pub(super) fn new(source: RowSource<'_>, detail: RankingDetail, place: usize) -> Self {
        let RowSource {
            ranking, patient, ..
        } = source;
        let (known, others) = patient
            .candidates
            .iter()
            .partition::<Vec<_>, _>(|candidate| candidate.known.is_some());
        let lists = [
            ("known", "Known genes", known),
            ("ranked", "Ranked genes", others),
        ];
        let lists = lists
            .into_iter()
            .filter(|(name, _, list)| *name == "ranked" || !list.is_empty());
        let table = |(name, heading, list): (&str, &'static str, Vec<&Candidate>)| {
            let id = format!("_p{place}{name}");
            Table::new(source, id, heading, &list, detail)
        };
        let tables: Vec<_> = lists.map(table).collect();
        let rows = || tables.iter().flat_map(|table| &table.rows);
        let mut patterns: Vec<String> = rows().map(|row| row.pattern.clone()).collect();
        patterns.sort_unstable();
        patterns.dedup();
        let has = |kind| rows().any(|row| row.marks.iter().any(|mark| mark.kind == kind));
        let marks = marks::KINDS
            .into_iter()
            .filter(|&(kind, _)| has(kind))
            .collect();
        let shown = rows().count();
        Self {
            id: format!("_p{place}"),
            sample: patient.sample.clone(),
            facts: facts(ranking, patient),
            sentences: sentences(ranking, patient),
            warnings: patient.banners.clone(),
            notes: patient.notes.clone(),
            funnel: funnel(&patient.funnel.steps),
            head: head(ranking, patient),
            tools: Tools {
                of: patient.sample.clone(),
                patterns,
                marks,
                has_predictions: true,
                rest: tools::rest(patient.candidates.len() - shown, detail.names),
            },
            candidates: patient.candidates.len(),
            tables,
        }
    }
}

impl Table {
    fn new(
        source: RowSource<'_>,
        id: String,
        heading: &'static str,
        candidates: &[&Candidate],
        detail: RankingDetail,
    ) -> Self {
        let (shown, rest) = candidates.split_at(detail.most.min(candidates.len()));
        let row =
            |(i, candidate): (usize, &&Candidate)| Row::new(source, candidate, format!("{id}{i}"));
        let rest = rest.iter().map(|candidate| {
            let score = deciding(&candidate.scores, source.patient.condition).score;
            format!(
                "{} {} ({})",
                candidate.rank,
                names::symbol(&candidate.gene),
                format::score(score)
            )
        });
        Self {
            caption: format!("{heading}: {}", count(candidates.len() as u64, "gene")),
            rows: shown.iter().enumerate().map(row).collect(),
            left_out: rest.len(),
            rest: if detail.names {
                rest.collect::<Vec<_>>().join(", ")
            } else {
                String::new()
            },
            id,
            heading,
        }
    }
}

fn head(ranking: &Ranking, patient: &Patient) -> Head {
    let label = |index: usize| ranking.conditions.get(index).map(|c| c.label.as_str());
    let deciding = patient.condition.and_then(label);
    let others = (0..ranking.conditions.len()).filter(|&c| patient.condition != Some(c));
    Head {
        deciding: deciding.unwrap_or("highest").into(),
        others: others.filter_map(label).map(str::to_string).collect(),
    }
}

fn facts(ranking: &Ranking, patient: &Patient) -> Vec<(&'static str, String)> {
    let evidence = &patient.sex.evidence;
    let sites = format!(
        "{} of {} on X are heterozygous; {} on Y",
        thousands(evidence.x_heterozygous),
        thousands(evidence.x_sites),
        thousands(evidence.y_sites)
    );
    vec![
        ("Input", patient.input.clone()),
        ("Declared sex", sentence(&patient.sex.declared_words())),
        ("Chromosomes", sentence(&patient.sex.chromosomes_words())),
        ("Scores that decide", decides(ranking, patient)),
        ("Sites on X and Y", sites),
    ]
}

fn sentences(ranking: &Ranking, patient: &Patient) -> Vec<(&'static str, String)> {
    vec![
        ("Genotypes on X and Y", evidence(&patient.sex)),
        ("Order", sentence(&ranking.order)),
    ]
}

pub(super) fn sex(call: &SexCall) -> String {
    let source = match call.source {
        SexSource::Given => ", as given by an option",
        SexSource::Pedigree => ", by the pedigree",
        SexSource::Karyotype => ", by the karyotype",
        SexSource::Genotypes => ", by the genotypes on X and Y",
        SexSource::None => "",
    };
    format!("{}{source}", sentence(call.sex.name()))
}

/// What the genotypes tell.
fn evidence(call: &SexCall) -> String {
    let inferred = sentence(call.evidence.inferred.name());
    match call.evidence.reason.as_str() {
        "" => inferred,
        reason => format!("{inferred}: {reason}"),
    }
}

fn decides(ranking: &Ranking, patient: &Patient) -> String {
    let Some(condition) = patient
        .condition
        .and_then(|index| ranking.conditions.get(index))
    else {
        return "The highest of all models".into();
    };
    let model = condition
        .model
        .as_ref()
        .map(|model| format!(": {} {}", model.name, model.version));
    format!(
        "{} ({}){}",
        sentence(&condition.label),
        condition.key,
        model.unwrap_or_default()
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
        Known,
        report::{figures::Figures, fixture},
    };

    fn section(change: impl Fn(&mut Patient), most: usize) -> Section {
        let detail = RankingDetail { most, names: true };
        let candidates = (1..=5).map(|rank| fixture::candidate(rank, &format!("G{rank}")));
        let mut patient = fixture::patient("P1", candidates.collect());
        change(&mut patient);
        let ranking = fixture::ranking(Vec::new());
        let source = RowSource {
            ranking: &ranking,
            patient: &patient,
            figures: &Figures::default(),
        };
        Section::new(source, detail, 0)
    }

    #[test]
    fn known_genes_are_a_table_of_their_own_and_take_no_room_from_others() {
        let section = section(
            |patient| {
                for candidate in &mut patient.candidates[..3] {
                    candidate.known = Some(Known::default());
                }
            },
            2,
        );
        let rows = |table: &Table| (table.heading, table.rows.len(), table.left_out);
        let found: Vec<_> = section.tables.iter().map(rows).collect();
        assert_eq!(found, [("Known genes", 2, 1), ("Ranked genes", 2, 0)]);
        assert!(section.tools.rest.starts_with("1 more, named below,"));
    }

    #[test]
    fn what_is_not_shown_in_full_is_named() {
        let section = section(|_| (), 3);
        assert_eq!(section.tables[0].rest, "4 G4 (0.9999), 5 G5 (0.9999)");
        assert_eq!(section.tables[0].left_out, 2);
    }

    #[test]
    fn a_sex_against_the_genotypes_is_a_warning() {
        assert!(section(|_| (), 9).warnings.is_empty());
        let contradict = |patient: &mut Patient| {
            patient
                .banners
                .push("The genotypes on X and Y say male".into());
        };
        let section = section(contradict, 9);
        assert!(section.warnings[0].starts_with("The genotypes on X and Y say male"));
        assert_eq!(section.notes.len(), 1, "it is told once");
    }

    #[test]
    fn the_funnel_has_bars_and_numbers_and_no_division_by_zero() {
        let section = section(|_| (), 9);
        let last = section.funnel.last().unwrap();
        assert_eq!((last.variants.as_str(), last.bar.as_str()), ("127", "0.34"));
        assert_eq!(section.funnel[0].variants, "37,709");
        assert_eq!(section.funnel[2].unknown, "310");
        let mut empty = fixture::patient("", Vec::new()).funnel.steps;
        empty[0].variants = 0;
        assert!(funnel(&empty[..1])[0].bar == "0.00");
    }
}
