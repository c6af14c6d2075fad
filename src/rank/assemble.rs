//! From what a scan found to candidates: genes with their variants, scores and marks, in order.

use rustc_hash::FxHashMap;

use super::{
    Candidate, Compound, Error, Floors, GeneNames, GeneScore, Hit, Lists, Mode, Parents, Patient,
    RankedCondition, Request, Scores, Sex, SexCall, SexSource, Transmission,
    filter::{Answer, Step, Tally},
    modes, order,
    scan::{Found, PatientScan},
    whom,
};
use crate::gene::{Gene, Settled};

/// What is the same for all patients.
pub(super) struct Assembler<'a, 's, 'b> {
    pub(super) request: &'a Request,
    pub(super) lists: &'a Lists<'a>,
    pub(super) input: String,
    /// What all patients' readers should know.
    pub(super) notes: Vec<String>,
    /// The names of all samples of the input.
    pub(super) samples: Vec<String>,
    pub(super) conditions: &'a [RankedCondition],
    pub(super) scores: &'a mut Scores<'s, 'b>,
    /// The bundle's genes.
    pub(super) genes: &'a [Gene],
    /// Those that it does not know.
    pub(super) mentioned: &'a Settled,
}

/// A gene of a patient, with the variants' places in the genome.
struct Group {
    gene: usize,
    found: Vec<Found>,
}

impl Assembler<'_, '_, '_> {
    /// Makes a patient of what was found; `read` is the tally of the whole input.
    pub(super) fn patient(
        &mut self,
        mut scan: PatientScan,
        read: &Tally,
    ) -> Result<Patient, Error> {
        let sex = self.sex(&scan);
        let asked = self.request.condition.as_deref();
        let condition = whom::condition(self.conditions, asked, sex.sex)?;
        scan.found
            .iter_mut()
            .for_each(|found| settle(found, sex.sex));
        let groups = groups(std::mem::take(&mut scan.found));
        self.scores.compute(groups.iter().map(|group| group.gene))?;
        let mut candidates = Vec::new();
        for group in groups {
            candidates.extend(self.candidate(group, condition, sex.sex, &mut scan));
        }
        order::sort(&mut candidates, condition, self.request.order);
        Ok(Patient {
            notes: self.notes(&scan, condition),
            sample: scan.name,
            input: self.input.clone(),
            sex,
            condition,
            funnel: scan.tally.finish(read),
            candidates,
        })
    }

    /// A given sex goes before a pedigree's, and that before what genotypes tell.
    fn sex(&self, scan: &PatientScan) -> SexCall {
        let given = self
            .request
            .sexes
            .get(&scan.name)
            .copied()
            .or(self.request.sex);
        let pedigree = self.lists.pedigree.map(|pedigree| pedigree.sex(&scan.name));
        let known = |sex: &Sex| *sex != Sex::Unknown;
        let evidence = scan.sexes.evidence();
        let inferred = evidence.inferred;
        let (sex, source) = match (given, pedigree.filter(known)) {
            (Some(sex), _) => (sex, SexSource::Given),
            (None, Some(sex)) => (sex, SexSource::Pedigree),
            (None, None) if known(&inferred) => (inferred, SexSource::Genotypes),
            (None, None) => (Sex::Unknown, SexSource::None),
        };
        SexCall {
            sex,
            source,
            evidence,
        }
    }

    /// The gene as a candidate, where it passes the filters that look at genes.
    fn candidate(
        &self,
        group: Group,
        condition: Option<usize>,
        sex: Sex,
        scan: &mut PatientScan,
    ) -> Option<Candidate> {
        let gene = self.names(group.gene);
        let scores = self.scores.of(group.gene);
        let deciding = order::deciding(&scores, condition);
        let hits: Vec<_> = group.found.iter().map(|found| hit(found, sex)).collect();
        let variants = group.found.into_iter().map(|found| found.variant);
        let candidate = Candidate {
            rank: 0,
            known: self
                .lists
                .known
                .and_then(|known| known.find(&gene))
                .cloned(),
            tier: self.tier(&deciding),
            phenotypes: self
                .lists
                .phenotypes
                .map(|p| p.of(&gene))
                .unwrap_or_default(),
            scores,
            gene,
            compound: Compound::of(&hits),
            variants: variants.collect(),
        };
        let modes = modes(&hits, sex);
        self.passes(&candidate, &deciding, &modes, group.gene, scan)
            .then_some(candidate)
    }

    fn passes(
        &self,
        candidate: &Candidate,
        deciding: &GeneScore,
        modes: &[Mode],
        gene: usize,
        scan: &mut PatientScan,
    ) -> bool {
        for step in Step::OF_GENES {
            if !self.request.filters.asks(step) {
                continue;
            }
            let answer = self.answer(step, deciding, modes);
            if answer == Answer::No {
                return false;
            }
            for variant in &candidate.variants {
                let key = (variant.record, variant.alternate.as_str());
                scan.tally
                    .pass_gene(step, gene, key, answer == Answer::Unknown);
            }
        }
        true
    }

    fn answer(&self, step: Step, deciding: &GeneScore, modes: &[Mode]) -> Answer {
        let filters = &self.request.filters;
        let reaches = |value: Option<f32>, least: Option<f32>| match least {
            Some(least) => value.is_some_and(|value| value >= least),
            None => true,
        };
        match step {
            Step::Mode => Answer::of(Some(modes.iter().any(|mode| filters.modes.contains(mode)))),
            Step::Pattern => {
                let class = deciding.pattern.as_ref().map(|pattern| &pattern.class);
                let is_asked = |class: &String| filters.patterns.iter().any(|p| p.name() == class);
                Answer::of(class.map(is_asked))
            }
            _ => Answer::of(Some(
                reaches(deciding.percentile, filters.min_percentile)
                    && reaches(deciding.score, filters.min_score),
            )),
        }
    }

    fn tier(&self, deciding: &GeneScore) -> u8 {
        let class = deciding
            .pattern
            .as_ref()
            .map(|pattern| pattern.class.as_str());
        let second = &self.request.second_tier;
        let is_second = second.iter().any(|tier| Some(tier.name()) == class);
        if is_second { 2 } else { 1 }
    }

    fn names(&self, gene: usize) -> GeneNames {
        match self.genes.get(gene) {
            Some(known) => GeneNames {
                symbol: known.symbol.clone(),
                ensembl_id: known.ensembl_id.clone(),
                hgnc_id: known.hgnc_id.clone(),
                index: Some(gene),
                ..GeneNames::default()
            },
            None => self
                .mentioned
                .stranger(gene)
                .map(GeneNames::from)
                .unwrap_or_default(),
        }
    }

    fn notes(&self, scan: &PatientScan, condition: Option<usize>) -> Vec<String> {
        let mut notes = self.notes.clone();
        if condition.is_none() {
            notes.push(
                "Nothing says which condition's scores decide: the highest of all does.".into(),
            );
        }
        if let Some(pedigree) = self.lists.pedigree {
            let is_sample = |name: &str| self.samples.iter().any(|sample| sample == name);
            notes.extend(pedigree.missing_parents(&scan.name, is_sample));
        }
        let has_parent = scan.mother.is_some() || scan.father.is_some();
        if self.request.filters.modes.contains(&Mode::DeNovo) && !has_parent {
            notes.push(
                "What is de novo was asked for, and no parent is there to tell: name them with \
                 --ped, in an input that has their genotypes."
                    .into(),
            );
        }
        notes
    }
}

/// Puts right what depends on the sex.
fn settle(found: &mut Found, sex: Sex) {
    let parents = parents(found);
    let is_known = found.mother.is_some() || found.father.is_some();
    let transmission = || Transmission::of(found.place, sex, parents, &Floors::default());
    found.variant.transmission = is_known.then(transmission);
    found.variant.call.settle(found.place, sex);
}

fn parents(found: &Found) -> Parents<'_> {
    Parents {
        mother: found.mother.as_ref(),
        father: found.father.as_ref(),
    }
}

fn hit(found: &Found, sex: Sex) -> Hit {
    let (variant, place) = (&found.variant, found.place);
    let transmission = variant.transmission;
    let may_be_de_novo = transmission.is_some_and(|t| t.may_be_de_novo(place, sex, parents(found)));
    Hit {
        may_be_de_novo,
        ..Hit::new(&variant.call, place, transmission, variant.record)
    }
}

/// Variants by gene, genes in the order of their first variants.
fn groups(found: Vec<Found>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places = FxHashMap::default();
    for found in found {
        let gene = found.gene;
        let place = *places.entry(gene).or_insert(groups.len());
        if place == groups.len() {
            let found = Vec::new();
            groups.push(Group { gene, found });
        }
        groups[place].found.push(found);
    }
    groups
}
