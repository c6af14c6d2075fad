//! What is found of one patient.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::{
    gene::{Impact, Settled},
    rank::{
        CandidateVariant, Carriage, CellLine, Chromosome, filter::Tally, finding::Overview,
        sex::SexCounter,
    },
};

/// One patient while records pass.
#[derive(Debug)]
pub struct PatientScan {
    /// The sample's name.
    pub name: String,
    /// Its place among the samples.
    pub sample: usize,
    /// The mother's.
    pub mother: Option<usize>,
    /// The father's.
    pub father: Option<usize>,
    /// The X and Y that the patient may have, by which copies are expected.
    pub lines: Vec<CellLine>,
    /// Genotypes on X and Y.
    pub sexes: SexCounter,
    /// Genes that are looked for, and runs of homozygosity.
    pub overview: Overview,
    /// What passed each filter.
    pub tally: Tally,
    /// What passed all filters that look at variants.
    pub found: Vec<Found>,
}

/// A patient's parent while records pass.
#[derive(Debug)]
pub struct ParentScan {
    /// Its place among the samples.
    pub sample: usize,
    /// Genotypes on X and Y.
    pub sexes: SexCounter,
}

impl ParentScan {
    /// All parents of patients that are samples, each once, in the order of the samples.
    pub fn of(patients: &[PatientScan]) -> Vec<Self> {
        let parents = patients.iter().flat_map(|p| [p.mother, p.father]);
        let samples: BTreeSet<usize> = parents.flatten().collect();
        let parent = |sample| Self {
            sample,
            sexes: SexCounter::default(),
        };
        samples.into_iter().map(parent).collect()
    }
}

/// A variant of a patient, as far as it concerns one gene.
#[derive(Clone, Debug)]
pub struct Found {
    /// The gene's number.
    pub gene: usize,
    /// The part of the genome.
    pub chromosome: Chromosome,
    /// What the mother's genotype says; `None` where she is not among the samples.
    pub mother: Option<Carriage>,
    /// What the father's says.
    pub father: Option<Carriage>,
    /// The variant. Zygosity and transmission wait for the sex.
    pub variant: CandidateVariant,
}

impl PatientScan {
    /// Puts what was found under the genes that were mentioned. A variant that was found by several
    /// mentions of a gene is one: the worse of what they say.
    pub fn settle(&mut self, genes: &Settled) {
        self.tally.settle(genes);
        let mut places = FxHashMap::default();
        let mut settled: Vec<Found> = Vec::with_capacity(self.found.len());
        for mut found in std::mem::take(&mut self.found) {
            let mention = found.gene;
            found.gene = genes.number(mention);
            let variant = (found.variant.record, found.variant.alternate.clone());
            let next = (mention, settled.len());
            let (first, place) = *places.entry((found.gene, variant)).or_insert(next);
            if first == mention {
                settled.push(found);
            } else if found.severity() > settled[place].severity() {
                settled[place] = found;
            }
        }
        self.found = settled;
    }
}

impl Found {
    /// What is greater for what is predicted to do more harm.
    fn severity(&self) -> (bool, Option<Impact>) {
        let polyphen = self.variant.predictions.polyphen.as_ref();
        let transcript = self.variant.transcript.as_ref();
        (
            polyphen.is_some_and(|polyphen| polyphen.damaging),
            transcript.and_then(|transcript| transcript.impact),
        )
    }
}
