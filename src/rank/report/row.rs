//! A candidate: its row of the table, and what opens beneath.

use super::{
    condition::{self, Condition, Number, Thumb, class},
    figures::Figures,
    format,
    hgvs::{Hgvs, short},
    links::{self, Link},
    marks::{self, Mark},
    names,
    phenotype::Phenotype,
    variant::{self, Variant},
    words,
};
use crate::rank::{Candidate, CandidateVariant, Patient, Ranking, order::deciding};

/// Longer names of variants are cut.
const LONGEST: usize = 28;

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
    pub(super) place: Placed,
    /// What the list of known genes says, where the gene is known.
    pub(super) known: Option<String>,
    pub(super) score: Number,
    pub(super) percentile: Number,
    /// One for each condition that does not decide.
    pub(super) others: Vec<Number>,
    /// Whose heatmap the row has.
    pub(super) thumb: Option<Thumb>,
    /// The pattern of expression; empty where it is not known.
    pub(super) pattern: String,
    pub(super) marks: Vec<Mark>,
    pub(super) lead: Lead,
    /// How many more variants there are.
    pub(super) more: usize,
    pub(super) frequency: Number,
    pub(super) conditions: Vec<Condition>,
    pub(super) gene: Option<usize>,
    pub(super) variants: Vec<Variant>,
    pub(super) phenotype: Phenotype,
    pub(super) links: Vec<Link>,
}

/// The variant that stands for the gene.
#[derive(Clone, Debug, Default)]
pub(super) struct Lead {
    /// The protein's change, else the transcript's, else the place.
    pub(super) name: Hgvs,
    /// The transcript's change, where the name is the protein's.
    pub(super) coding: Hgvs,
    pub(super) consequence: String,
    pub(super) zygosity: String,
    /// From whom it is; empty where no parent is among the samples.
    pub(super) from: String,
}

/// Why a gene stands where it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// The tier, from 1.
    pub(super) tier: Option<usize>,
    pub(super) name: String,
    /// The tier's rule; empty without one.
    pub(super) rule: String,
    pub(super) reason: String,
    /// What is not known, in a line; empty where nothing is missing.
    pub(super) missing: String,
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
        let decides = |index| match patient.condition {
            Some(condition) => condition == index,
            None => is_highest(index),
        };
        let columns = 0..ranking.conditions.len();
        let columns = columns.filter(|&index| patient.condition != Some(index));
        let shown = columns
            .clone()
            .chain(patient.condition)
            .find(|&c| decides(c));
        let lead = lead(candidate);
        let variants = candidate.variants.iter();
        Self {
            id,
            anchor: None,
            rank: candidate.rank,
            symbol: names::symbol(&candidate.gene),
            names: names::others(&candidate.gene),
            place: placed(ranking, candidate),
            known: candidate.known.as_ref().map(names::known),
            score: Number::new(score.score, format::score),
            percentile: Number::new(score.percentile, format::percentile),
            others: columns
                .map(|i| Number::new(of(i).and_then(|s| s.percentile), format::percentile))
                .collect(),
            thumb: shown.and_then(|c| Thumb::new(figures, candidate.gene.index, c)),
            pattern: class(&score).into(),
            marks: marks::of(candidate),
            lead: lead.map_or_else(Lead::default, Lead::new),
            more: candidate.variants.len().saturating_sub(1),
            frequency: frequency(lead),
            conditions: condition::all(
                figures,
                &ranking.conditions,
                (candidate.gene.index, &candidate.scores),
                decides,
            ),
            gene: candidate.gene.index,
            variants: variants
                .map(|v| Variant::new(v, ranking.assembly, &patient.sample))
                .collect(),
            phenotype: Phenotype::new(&candidate.phenotypes, candidate.phenotype.as_ref()),
            links: links::of_gene(&candidate.gene, ranking.assembly),
        }
    }

    /// The tier as it is shown and sorted.
    pub(super) fn tier(&self) -> String {
        self.place
            .tier
            .map_or_else(String::new, |tier| tier.to_string())
    }
}

impl Lead {
    pub(super) fn new(variant: &CandidateVariant) -> Self {
        let transcript = variant.transcript.as_ref();
        let [protein, coding] =
            transcript.map_or([""; 2], |t| [short(&t.hgvs_p), short(&t.hgvs_c)]);
        let alleles = [variant.reference.as_str(), variant.alternate.as_str()];
        let place = || variant::place((&variant.contig, variant.position), alleles).text;
        let (name, coding) = match (protein, coding) {
            ("", "") => (place(), ""),
            ("", coding) => (coding.into(), ""),
            (protein, coding) => (protein.into(), coding),
        };
        Self {
            name: Hgvs::of_change(&cut(&name)),
            coding: Hgvs::of_change(&cut(coding)),
            consequence: variant::consequence(variant),
            zygosity: words::zygosity(&variant.call),
            from: words::from(variant.transmission).into(),
        }
    }
}

/// The details have the whole. What is cut still says where the change is and of what kind.
fn cut(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        None => name.into(),
        Some((end, _)) => format!("{}…", &name[..end]),
    }
}

/// The variant that decided the place, else the worst.
fn lead(candidate: &Candidate) -> Option<&CandidateVariant> {
    let decided = candidate.place.variant;
    let decided = decided.and_then(|place| candidate.variants.get(place));
    // Of equals the last is the greatest: reversed, the first.
    let worst = || candidate.variants.iter().rev().max_by(|a, b| worse(a, b));
    decided.or_else(worst)
}

/// By impact, then by PolyPhen-2's word, then by its number.
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

fn placed(ranking: &Ranking, candidate: &Candidate) -> Placed {
    let place = &candidate.place;
    let rule = place
        .tier
        .and_then(|tier| ranking.tiers.get(tier.checked_sub(1)?));
    Placed {
        tier: place.tier,
        name: place.name.clone(),
        rule: rule.map_or_else(String::new, |rule| rule.rule.clone()),
        reason: match place.reason.as_str() {
            "" => format!("By the order: {}.", ranking.order.trim_end_matches('.')),
            reason => reason.into(),
        },
        missing: place.missing.join("; "),
    }
}

fn frequency(variant: Option<&CandidateVariant>) -> Number {
    let frequency = variant.and_then(|v| v.frequency.as_ref()).map(|f| f.value);
    let frequency = frequency.filter(|value| value.is_finite());
    Number {
        text: frequency.map_or_else(String::new, format::frequency),
        sorts: frequency.map_or_else(String::new, |value| value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{Impact, Place, TierRule, report::fixture};

    fn row(change: impl Fn(&mut Candidate, &mut Patient)) -> Row {
        let mut candidate = fixture::candidate(1, "SOX9");
        let mut patient = fixture::patient("P1", Vec::new());
        change(&mut candidate, &mut patient);
        let mut ranking = fixture::ranking(Vec::new());
        ranking.tiers = vec![TierRule {
            name: "reported".into(),
            rule: "ClinVar says so.".into(),
        }];
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
    fn the_deciding_condition_has_a_column_of_its_own_and_the_others_follow() {
        let row = row(|_, _| ());
        assert_eq!(row.percentile.text, "98.7");
        assert_eq!(row.others.len(), 1);
        assert_eq!(row.others[0].text, "40.0");
        assert!(row.conditions[0].decides && !row.conditions[1].decides);
    }

    #[test]
    fn where_no_condition_decides_the_highest_does_and_all_are_shown() {
        let row = row(|candidate, patient| {
            patient.condition = None;
            candidate.scores.swap(0, 1);
        });
        assert_eq!(row.percentile.text, "98.7");
        assert_eq!(row.others.len(), 2);
        assert!(row.conditions[1].decides);
    }

    #[test]
    fn the_worst_variant_is_shown_and_the_others_are_counted() {
        let add = |candidate: &mut Candidate| {
            let mut worst = fixture::variant();
            let transcript = worst.transcript.get_or_insert_default();
            transcript.consequence = "stop_gained".into();
            transcript.impact = Some(Impact::High);
            transcript.hgvs_p = "ENSP1:p.Trp2Ter".into();
            candidate.variants.push(worst);
        };
        let worst = row(|candidate, _| add(candidate));
        assert_eq!(worst.lead.consequence, "stop gained");
        assert_eq!(
            (worst.lead.name.change.as_str(), worst.more),
            ("p.Trp2Ter", 1)
        );
        assert_eq!(worst.lead.coding.change, "c.329G>A");
        // But the one that decided goes first.
        let decided = row(|candidate, _| {
            add(candidate);
            candidate.place.variant = Some(0);
        });
        assert_eq!(decided.lead.name.change, "p.Arg110Gln");
    }

    #[test]
    fn a_long_name_is_cut_behind_what_it_is() {
        assert_eq!(
            cut("c.1830_1833delinsTTACGGATTACAGGCATT"),
            "c.1830_1833delinsTTACGGATTAC…"
        );
        assert_eq!(
            cut("p.Ala610LysfsTer1234567890ab"),
            "p.Ala610LysfsTer1234567890ab"
        );
    }

    #[test]
    fn a_place_has_its_tier_s_rule_and_else_the_order() {
        let found = row(|candidate, _| {
            candidate.place = Place {
                tier: Some(1),
                reason: "Reported.".into(),
                missing: vec!["a parent".into(), "a phase".into()],
                ..Place::default()
            }
        });
        assert_eq!(
            (found.place.rule.as_str(), found.tier().as_str()),
            ("ClinVar says so.", "1")
        );
        assert_eq!(found.place.missing, "a parent; a phase");
        let none = row(|_, _| ());
        assert_has!(none.place.reason, "By the order: PolyPhen-2 damaging first");
        let unknown = row(|candidate, _| candidate.place.tier = Some(0));
        assert_eq!(unknown.place.rule, "");
    }

    #[test]
    fn a_gene_of_which_nothing_is_known_is_still_a_row() {
        let row = row(|candidate, _| {
            candidate.gene = Default::default();
            candidate.scores.clear();
            candidate.variants.clear();
        });
        assert_eq!(row.symbol, "gene without a name");
        assert_eq!(row.percentile.sorts, "");
        assert_eq!((row.lead.consequence.as_str(), row.more), ("", 0));
    }
}
