//! A gene of a cohort: its row of the table, and what opens beneath.

use super::{
    super::{
        condition::{self, Condition, Number, Thumb, class},
        figures::Figures,
        format::{self, NONE, known},
        links::{self, Link},
        names,
        phenotype::Phenotype,
    },
    burden::GeneBurden,
    carried::{self, Carried, abbreviated},
    counts::Count,
};
use crate::rank::{
    Assembly, Compound, Zygosity,
    cohort::{Carrier, Cohort, CohortGene},
};

/// So many patients are named in the row itself.
const NAMED: usize = 4;
/// So many variants are shown beneath.
const VARIANTS: usize = 20;
/// So many patients, of the gene and of each variant.
const PATIENTS: usize = 30;

/// A gene's row.
#[derive(Debug)]
pub(in crate::rank::report) struct GeneRow {
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
    pub(super) phenotype: Phenotype,
    pub(super) patients: usize,
    /// The first patients, each with rank and zygosities.
    pub(super) first: String,
    /// How many more there are.
    pub(super) more: usize,
    /// One for each condition.
    pub(super) scores: Vec<ConditionScore>,
    pub(super) burden: Option<GeneBurden>,
    /// One for each column of counts.
    pub(super) counts: Vec<Counted>,
    pub(super) conditions: Vec<Condition>,
    pub(super) gene: Option<usize>,
    /// All patients, each with rank, score and zygosities.
    pub(super) carriers: Vec<String>,
    pub(super) carriers_left: usize,
    pub(super) variants: Vec<Carried>,
    pub(super) variants_left: usize,
    pub(super) links: Vec<Link>,
}

/// The best score of a condition.
#[derive(Debug)]
pub(in crate::rank::report) struct ConditionScore {
    /// The percentile.
    pub(super) number: Number,
    pub(super) thumb: Option<Thumb>,
    /// Empty where it is not known.
    pub(super) pattern: String,
}

/// How many patients have something.
#[derive(Debug)]
pub(in crate::rank::report) struct Counted {
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
    pub(super) short: &'static str,
    pub(super) number: usize,
}

/// What a cohort's rows are read off.
#[derive(Clone, Copy)]
pub(in crate::rank::report) struct GeneRowSource<'a> {
    pub(super) cohort: &'a Cohort,
    pub(super) figures: &'a Figures,
    /// Their names.
    pub(super) patients: &'a [String],
}

impl GeneRow {
    pub(super) fn new(
        source: GeneRowSource<'_>,
        place: usize,
        gene: &CohortGene,
        counts: &[&'static Count],
    ) -> Self {
        let GeneRowSource {
            cohort,
            figures,
            patients,
        } = source;
        let mut carriers = gene.carriers.iter();
        let first: Vec<_> = carriers
            .by_ref()
            .take(NAMED)
            .map(|c| brief(patients, c))
            .collect();
        let mut variants = carried::all((cohort, patients), gene, PATIENTS);
        let variants_left = variants.len().saturating_sub(VARIANTS);
        variants.truncate(VARIANTS);
        let shown = gene.carriers.iter().take(PATIENTS);
        let scores = gene.scores.iter().enumerate();
        let about = (gene.gene.index, gene.scores.as_slice());
        Self {
            id: format!("_g{place}"),
            anchor: None,
            rank: gene.rank,
            symbol: names::symbol(&gene.gene),
            names: names::others(&gene.gene),
            known: gene.known.as_ref().map(names::known),
            phenotype: Phenotype::new(&gene.phenotypes, None),
            patients: gene.counts.patients,
            first: first.join("; "),
            more: carriers.len(),
            scores: scores
                .map(|(condition, score)| ConditionScore {
                    number: Number::new(score.percentile, format::percentile),
                    thumb: Thumb::new(figures, gene.gene.index, condition),
                    pattern: class(score).into(),
                })
                .collect(),
            burden: gene.burden.as_ref().map(GeneBurden::new),
            counts: counts.iter().map(|count| counted(count, gene)).collect(),
            conditions: condition::all(figures, &cohort.conditions, about, |_| false),
            gene: gene.gene.index,
            carriers: shown.map(|carrier| full(patients, carrier)).collect(),
            carriers_left: gene.carriers.len().saturating_sub(PATIENTS),
            variants,
            variants_left,
            links: links::of_gene(&gene.gene, assembly(cohort, gene)),
        }
    }
}

fn counted(count: &Count, gene: &CohortGene) -> Counted {
    Counted {
        kind: count.kind,
        name: count.name,
        short: count.short,
        number: (count.of)(&gene.counts),
    }
}

/// That of all carriers, where they have the same.
fn assembly(cohort: &Cohort, gene: &CohortGene) -> Option<Assembly> {
    let of = |carrier: &Carrier| cohort.patients.get(carrier.patient)?.assembly;
    let mut all = gene.carriers.iter().map(of);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)?
}

fn name<'a>(patients: &'a [String], carrier: &Carrier) -> &'a str {
    patients
        .get(carrier.patient)
        .map_or(NONE, |name| known(name))
}

/// `P9 (3, 2 het)`
fn brief(patients: &[String], carrier: &Carrier) -> String {
    let (name, rank) = (name(patients, carrier), carrier.rank);
    format!("{name} ({rank}, {})", zygosities(carrier))
}

/// `P9: rank 3, percentile 99.7, 2 het in trans`
fn full(patients: &[String], carrier: &Carrier) -> String {
    let tier = match carrier.tier {
        None => String::new(),
        Some(tier) => format!(", tier {tier}"),
    };
    format!(
        "{}: rank {}{tier}, percentile {}, {}{}",
        name(patients, carrier),
        carrier.rank,
        format::percentile(carrier.percentile),
        zygosities(carrier),
        carrier.compound.map_or("", compound),
    )
}

/// `het`, `2 het + hom`
fn zygosities(carrier: &Carrier) -> String {
    let all = [
        Zygosity::Heterozygous,
        Zygosity::Homozygous,
        Zygosity::Hemizygous,
    ];
    let each = all.into_iter().filter_map(|zygosity| {
        let variants = carrier.variants.iter();
        let word = abbreviated(zygosity);
        match variants.filter(|v| v.zygosity == zygosity).count() {
            0 => None,
            1 => Some(word.to_string()),
            count => Some(format!("{count} {word}")),
        }
    });
    each.collect::<Vec<_>>().join(" + ")
}

fn compound(compound: Compound) -> &'static str {
    match compound {
        Compound::Trans => " in trans",
        Compound::Cis => " in cis",
        Compound::Unphased => ", phase unknown",
    }
}
