//! Rankings, one after the other, to genes.

use std::collections::BTreeMap;

use super::{
    CarriedVariant, Carrier, Cohort, CohortCounts, CohortError, CohortGene, CohortPatient,
    burden::Counts,
    join::{self, GeneKey},
    order,
};
use crate::{
    gene::Registry,
    rank::{
        Assembly, Candidate, CandidateVariant, Carriers, Patient, RankedCondition, RankedGene,
        Ranking, Transcript, order::deciding, table::describe, text::listed,
    },
};

/// Takes rankings in, one at a time, and keeps of each what a cohort needs.
pub struct Gathering {
    cohort: Option<Cohort>,
    /// The names of genes that are not in the bundle.
    registry: Registry<'static>,
    genes: BTreeMap<GeneKey, CohortGene>,
    /// Inputs without a patient.
    left_out: Vec<String>,
    notes: Vec<String>,
    /// The first input that tells its assembly, and which.
    assembly: Option<(String, Assembly)>,
    is_of_any_assemblies: bool,
    counts: Counts,
}

impl Default for Gathering {
    fn default() -> Self {
        Self {
            cohort: None,
            registry: Registry::growing(&[]),
            genes: BTreeMap::new(),
            left_out: Vec::new(),
            notes: Vec::new(),
            assembly: None,
            is_of_any_assemblies: false,
            counts: Counts::default(),
        }
    }
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
                banners: patient.banners.clone(),
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
            let gene = CohortGene {
                rank: 0,
                gene: candidate.gene,
                known: candidate.known,
                phenotypes: candidate.phenotypes,
                scores: candidate.scores,
                counts: CohortCounts::default(),
                burden: None,
                percentile: None,
                carriers: vec![carrier],
            };
            let key = self.key(&gene.gene);
            join::put(&mut self.genes, key, gene);
        }
    }

    fn key(&mut self, gene: &RankedGene) -> GeneKey {
        match gene.index {
            Some(index) => GeneKey::OfBundle(index),
            None => {
                let number = self.registry.number(&gene.mention());
                GeneKey::Mentioned(number.unwrap_or_default())
            }
        }
    }

    /// Takes in who carries a variant of which gene, of an input whose ranking was taken in: patients
    /// and, unless there are controls of another file, those who are not affected.
    pub fn compare(&mut self, carriers: &[Carriers]) {
        for sample in carriers {
            if !sample.is_control || self.counts.of.is_none() {
                self.count(sample);
            }
        }
    }

    /// Takes in the controls of a file of their own, before any input; `of` is its name.
    ///
    /// # Errors
    ///
    /// If it is of another assembly than a ranking before.
    pub fn compare_with(
        &mut self,
        of: &str,
        assembly: Option<Assembly>,
        controls: &[Carriers],
    ) -> Result<(), CohortError> {
        self.check_assembly(of, assembly)?;
        self.counts.of = Some(format!("the samples of {of}"));
        controls.iter().for_each(|sample| self.count(sample));
        Ok(())
    }

    fn count(&mut self, sample: &Carriers) {
        let keys: Vec<_> = sample.genes.iter().map(|gene| self.key(gene)).collect();
        self.counts.add(sample.is_control, keys.into_iter());
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
        let mentioned = self.registry.settle();
        let mut genes = join::settled(self.genes, &mentioned);
        if let Some((groups, of_genes)) = self.counts.finish(&mentioned) {
            for (key, gene) in &mut genes {
                of_genes.tell(*key, gene);
            }
            cohort.burden_caveat = groups.caveat();
            cohort.burden = Some(groups);
        }
        cohort.genes = genes.into_iter().map(|(_, gene)| gene).collect();
        order::sort(&mut cohort);
        notes.extend(order::note(&cohort));
        cohort.notes = notes;
        Ok(cohort)
    }
}

fn start(ranking: &Ranking) -> Cohort {
    Cohort {
        program: ranking.program.clone(),
        command: ranking.command.clone(),
        synthetic: false,
        bundle: ranking.bundle.clone(),
        conditions: ranking.conditions.clone(),
        order: order::ORDER.into(),
        notes: Vec::new(),
        patients: Vec::new(),
        burden: None,
        burden_caveat: String::new(),
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
    check_opinions(input, expected, found)
}

/// Percentiles by other models must not stand in one column.
fn check_opinions(
    input: &str,
    expected: &[RankedCondition],
    found: &[RankedCondition],
) -> Result<(), CohortError> {
    let is_other = |(expected, found): &(&RankedCondition, &RankedCondition)| {
        let models = |condition: &RankedCondition| -> Vec<_> {
            let opinions = condition.opinions.iter();
            opinions
                .map(|o| (o.name.clone(), o.model.clone()))
                .collect()
        };
        models(expected) != models(found)
    };
    let names = |condition: &RankedCondition| {
        let names: Vec<_> = condition.opinions.iter().map(|o| o.name.as_str()).collect();
        format!("second opinions: {}", names.join(", "))
    };
    match expected.iter().zip(found).find(is_other) {
        Some((expected, found)) => Err(CohortError::Models {
            input: input.into(),
            condition: found.key.clone(),
            found: names(found),
            expected: names(expected),
        }),
        None => Ok(()),
    }
}

fn carrier(patient: usize, condition: Option<usize>, candidate: &Candidate) -> Carrier {
    let deciding = deciding(&candidate.scores, condition);
    Carrier {
        patient,
        rank: candidate.rank,
        tier: candidate.place.tier,
        set_aside: candidate.set_aside,
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
