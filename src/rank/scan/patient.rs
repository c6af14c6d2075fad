//! What is found of one patient.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::frequent::Frequent;
use crate::{
    gene::{Impact, Settled},
    rank::{
        CandidateVariant, CellLine, Chromosome, Relation, RelativeCall, filter::Tally,
        finding::Overview, sex::SexCounter,
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
    /// All of the family that are samples, the parents among them.
    pub relatives: Vec<RelatedSample>,
    /// Genotypes on X and Y.
    pub sexes: SexCounter,
    /// Genes that are looked for, and runs of homozygosity.
    pub overview: Overview,
    /// What passed each filter.
    pub tally: Tally,
    /// What is reported pathogenic, and was too frequent.
    pub frequent: Frequent,
    /// What passed all filters that look at variants.
    pub found: Vec<Found>,
    /// Whether it is no patient, and only counted.
    pub is_control: bool,
}

/// A sample of a patient's family.
#[derive(Clone, Debug)]
pub struct RelatedSample {
    /// Its place among the samples.
    pub sample: usize,
    /// The sample's name.
    pub name: String,
    /// How it is related to the patient.
    pub relation: Relation,
    /// Whether the pedigree calls it affected.
    pub affected: Option<bool>,
}

/// A relative whose chromosomes matter, while records pass: a parent, or one who is affected.
#[derive(Debug)]
pub struct RelativeScan {
    /// Its place among the samples.
    pub sample: usize,
    /// Genotypes on X and Y.
    pub sexes: SexCounter,
}

impl RelativeScan {
    /// Those of all patients, each once, in the order of the samples.
    pub fn of(patients: &[PatientScan]) -> Vec<Self> {
        let parents = patients.iter().flat_map(|p| [p.mother, p.father]);
        let relatives = patients.iter().flat_map(|p| &p.relatives);
        let affected = relatives.filter(|r| r.affected == Some(true));
        let affected = affected.map(|relative| relative.sample);
        let samples: BTreeSet<usize> = parents.flatten().chain(affected).collect();
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
    /// What the relatives have there, in the order of [`PatientScan::relatives`].
    pub calls: Vec<RelativeCall>,
    /// The variant. Zygosity and transmission wait for the sex.
    pub variant: CandidateVariant,
}

impl PatientScan {
    /// A sample of which nothing is known, with this tally.
    pub fn new(tally: Tally) -> Self {
        Self {
            name: String::new(),
            sample: 0,
            mother: None,
            father: None,
            relatives: Vec::new(),
            lines: vec![CellLine::new(2, 0), CellLine::new(1, 1)],
            sexes: SexCounter::default(),
            overview: Overview::default(),
            tally,
            frequent: Frequent::default(),
            found: Vec::new(),
            is_control: false,
        }
    }

    /// The numbers of the genes of which some variant passed, each once.
    pub fn genes(&self) -> BTreeSet<usize> {
        self.found.iter().map(|found| found.gene).collect()
    }

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
