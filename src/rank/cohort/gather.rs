//! Rankings, one after the other, to genes.

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
};

use super::{
    CarriedVariant, Carrier, Cohort, CohortCounts, CohortError, CohortGene, CohortPatient,
};
use crate::rank::{
    Assembly, Candidate, CandidateVariant, Compound, GeneNames, GeneScore, Patient,
    RankedCondition, Ranking, Transcript, Transmission, Zygosity,
    order::{Number, deciding},
    table::describe,
    text::listed,
};

const ORDER: &str = "how many patients carry a candidate, then the highest deciding percentile of \
                     any of them, then the highest deciding score, then the symbol";

/// Takes rankings in, one at a time, and keeps of each what a cohort needs.
#[derive(Default)]
pub struct Gathering {
    cohort: Option<Cohort>,
    genes: BTreeMap<GeneKey, CohortGene>,
    /// Inputs without a patient.
    left_out: Vec<String>,
    notes: Vec<String>,
    /// The first input that tells its assembly, and which.
    assembly: Option<(String, Assembly)>,
    is_of_any_assemblies: bool,
}

/// By what a gene is known again.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum GeneKey {
    /// Its place in the bundle, which all rankings have.
    OfBundle(usize),
    /// An Ensembl ID, else an HGNC ID, else a symbol.
    Name(String),
}

impl Gathering {
    /// A gathering of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, that takes inputs of different assemblies in.
    #[must_use]
    pub fn of_any_assemblies(mut self) -> Self {
        self.is_of_any_assemblies = true;
        self
    }

    /// Takes a ranking of an input in. `input` is its name among the inputs, as [`input_names`]
    /// gives it; all rankings were made by the same bundle, or by none.
    ///
    /// [`input_names`]: super::input_names
    ///
    /// # Errors
    ///
    /// If its scores are of other conditions or models than those of the rankings before, or it is of
    /// another assembly.
    pub fn add(&mut self, input: &str, ranking: Ranking) -> Result<(), CohortError> {
        let mut cohort = match self.cohort.take() {
            Some(cohort) => cohort,
            None => start(&ranking),
        };
        check(input, &cohort.conditions, &ranking.conditions)?;
        self.check_assembly(input, ranking.assembly)?;
        cohort.synthetic |= ranking.synthetic;
        if ranking.patients.is_empty() {
            self.left_out.push(input.into());
        }
        for patient in ranking.patients {
            let index = cohort.patients.len();
            cohort.patients.push(CohortPatient {
                sample: patient.sample.clone(),
                input: input.into(),
                assembly: ranking.assembly,
                sex: patient.sex.clone(),
                condition: patient.condition,
                candidates: patient.candidates.len(),
                funnel: patient.funnel.clone(),
                notes: patient.notes.clone(),
            });
            self.add_patient(index, patient);
        }
        self.cohort = Some(cohort);
        Ok(())
    }

    /// An input that does not tell its assembly may stand beside any.
    fn check_assembly(
        &mut self,
        input: &str,
        assembly: Option<Assembly>,
    ) -> Result<(), CohortError> {
        let Some(found) = assembly.filter(|_| !self.is_of_any_assemblies) else {
            return Ok(());
        };
        let (first, expected) = self.assembly.get_or_insert_with(|| (input.into(), found));
        match *expected == found {
            true => Ok(()),
            false => Err(CohortError::Assemblies {
                input: input.into(),
                found,
                first: first.clone(),
                expected: *expected,
            }),
        }
    }

    fn add_patient(&mut self, index: usize, patient: Patient) {
        for candidate in patient.candidates {
            let carrier = carrier(index, patient.condition, &candidate);
            let key = GeneKey::of(&candidate.gene);
            let gene = self.genes.entry(key).or_insert_with(|| CohortGene {
                rank: 0,
                gene: candidate.gene.clone(),
                known: candidate.known.clone(),
                phenotypes: candidate.phenotypes.clone(),
                scores: vec![GeneScore::default(); candidate.scores.len()],
                counts: CohortCounts::default(),
                carriers: Vec::new(),
            });
            gene.counts.add(&carrier);
            gene.carriers.push(carrier);
            for (best, score) in gene.scores.iter_mut().zip(candidate.scores) {
                if is_better(&score, best) {
                    *best = score;
                }
            }
        }
    }

    /// Adds what the reader should know of the whole.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// The cohort, with its genes in order.
    ///
    /// # Errors
    ///
    /// If no ranking was taken in.
    pub fn finish(self) -> Result<Cohort, CohortError> {
        let (mut cohort, mut notes) = (self.cohort.ok_or(CohortError::Empty)?, self.notes);
        if !self.left_out.is_empty() {
            notes.push(format!(
                "These inputs have no sample that is asked for or affected, so that none is ranked: {}.",
                listed(self.left_out.iter().map(String::as_str))
            ));
        }
        notes.extend(several_conditions(&cohort));
        cohort.notes = notes;
        cohort.genes = self.genes.into_values().collect();
        cohort.genes.sort_by_cached_key(key);
        for (gene, rank) in cohort.genes.iter_mut().zip(1..) {
            gene.rank = rank;
        }
        Ok(cohort)
    }
}

impl GeneKey {
    fn of(gene: &GeneNames) -> Self {
        if let Some(index) = gene.index {
            return Self::OfBundle(index);
        }
        let names = [&gene.ensembl_id, &gene.hgnc_id, &gene.symbol];
        let first = names.into_iter().find(|name| !name.is_empty());
        Self::Name(first.cloned().unwrap_or_default())
    }
}

/// What the reader should know where the patients' scores are not of one condition.
fn several_conditions(cohort: &Cohort) -> Option<String> {
    let mut counts = BTreeMap::new();
    for patient in &cohort.patients {
        *counts.entry(patient.condition).or_insert(0) += 1;
    }
    let name = |condition: &Option<usize>| {
        let condition = condition.and_then(|place| cohort.conditions.get(place));
        condition.map_or("the highest of all".into(), |c| {
            format!("those of {}", c.key)
        })
    };
    let counts: Vec<_> = counts
        .iter()
        .map(|(condition, count)| format!("{} for {count}", name(condition)))
        .collect();
    (counts.len() > 1).then(|| {
        format!(
            "Not all patients are judged by the scores of one condition: of {} patients, {}. A gene's \
             place goes by the highest that decided for any of them.",
            cohort.patients.len(),
            counts.join(", ")
        )
    })
}

fn start(ranking: &Ranking) -> Cohort {
    Cohort {
        program: ranking.program.clone(),
        command: ranking.command.clone(),
        synthetic: false,
        bundle: ranking.bundle.clone(),
        conditions: ranking.conditions.clone(),
        order: ORDER.into(),
        notes: Vec::new(),
        patients: Vec::new(),
        genes: Vec::new(),
    }
}

fn check(
    input: &str,
    expected: &[RankedCondition],
    found: &[RankedCondition],
) -> Result<(), CohortError> {
    let keys = |conditions: &[RankedCondition]| {
        let keys: Vec<_> = conditions.iter().map(|c| c.key.as_str()).collect();
        keys.join(", ")
    };
    if keys(expected) != keys(found) {
        return Err(CohortError::Conditions {
            input: input.into(),
            found: keys(found),
            expected: keys(expected),
        });
    }
    let both = expected.iter().zip(found);
    for (expected, found) in both {
        let (Some(expected), Some(other)) = (&expected.model, &found.model) else {
            continue;
        };
        if expected != other {
            return Err(CohortError::Models {
                input: input.into(),
                condition: found.key.clone(),
                found: describe(other),
                expected: describe(expected),
            });
        }
    }
    Ok(())
}

fn carrier(patient: usize, condition: Option<usize>, candidate: &Candidate) -> Carrier {
    let deciding = deciding(&candidate.scores, condition);
    Carrier {
        patient,
        rank: candidate.rank,
        tier: candidate.tier,
        score: deciding.score,
        percentile: deciding.percentile,
        compound: candidate.compound,
        variants: candidate.variants.iter().map(carried).collect(),
    }
}

fn carried(variant: &CandidateVariant) -> CarriedVariant {
    let transcript = variant.transcript.as_ref();
    let text = |of: fn(&Transcript) -> &String| transcript.map(of).cloned().unwrap_or_default();
    CarriedVariant {
        contig: variant.contig.clone(),
        position: variant.position,
        reference: variant.reference.clone(),
        alternate: variant.alternate.clone(),
        zygosity: variant.call.zygosity,
        transmission: variant.transmission,
        consequence: text(|transcript| &transcript.consequence),
        hgvs_p: text(|transcript| &transcript.hgvs_p),
        frequency: variant.frequency.as_ref().map(|frequency| frequency.value),
    }
}

impl CohortCounts {
    fn add(&mut self, carrier: &Carrier) {
        let has = |zygosity| carrier.variants.iter().any(|v| v.zygosity == zygosity);
        let is_de_novo = |v: &CarriedVariant| v.transmission == Some(Transmission::DeNovo);
        self.patients += 1;
        self.homozygous += usize::from(has(Zygosity::Homozygous));
        self.hemizygous += usize::from(has(Zygosity::Hemizygous));
        self.compound += usize::from(carrier.compound == Some(Compound::Trans));
        self.possible_compound += usize::from(carrier.compound == Some(Compound::Unphased));
        self.de_novo += usize::from(carrier.variants.iter().any(is_de_novo));
    }
}

fn is_better(score: &GeneScore, best: &GeneScore) -> bool {
    let values = |score: &GeneScore| [score.score, score.percentile].map(|v| v.map(Number));
    match values(score).cmp(&values(best)) {
        Ordering::Equal => best.pattern.is_none() && score.pattern.is_some(),
        order => order.is_gt(),
    }
}

/// What the genes are sorted by: the better gene is less.
fn key(gene: &CohortGene) -> (Reverse<usize>, Reverse<[Option<Number>; 2]>, [String; 3]) {
    let GeneNames {
        symbol,
        ensembl_id,
        hgnc_id,
        ..
    } = gene.gene.clone();
    let patients = Reverse(gene.counts.patients);
    let names = [symbol, ensembl_id, hgnc_id];
    (patients, Reverse(best(gene)), names)
}

/// The highest deciding percentile of any carrier, and the highest score.
fn best(gene: &CohortGene) -> [Option<Number>; 2] {
    let highest = |value: fn(&Carrier) -> Option<f32>| {
        let values = gene.carriers.iter().filter_map(value);
        values.map(Number).max()
    };
    [highest(|c| c.percentile), highest(|c| c.score)]
}
