//! Making one of what several patients, or several names, say of a gene.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{CarriedVariant, Carrier, CohortCounts, CohortGene};
use crate::{
    gene::Settled,
    rank::{Compound, GeneScore, RankedGene, Transmission, Zygosity, order::Number},
};

/// By what a gene is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GeneKey {
    /// Its place in the bundle, which all rankings have.
    OfBundle(usize),
    /// What the registry numbers its names.
    Mentioned(usize),
}

impl GeneKey {
    /// The same once all mentions are known.
    pub(super) fn settled(self, mentioned: &Settled) -> Self {
        match self {
            Self::Mentioned(number) => Self::Mentioned(mentioned.number(number)),
            of_bundle => of_bundle,
        }
    }
}

/// The genes of which names turned out to be one, each once, with their counts.
pub(super) fn settled(
    genes: BTreeMap<GeneKey, CohortGene>,
    mentioned: &Settled,
) -> Vec<(GeneKey, CohortGene)> {
    let mut settled = BTreeMap::new();
    for (key, mut gene) in genes {
        let key = key.settled(mentioned);
        if let GeneKey::Mentioned(number) = key {
            gene.gene = mentioned
                .unlisted(number)
                .map(RankedGene::from)
                .unwrap_or(gene.gene);
        }
        put(&mut settled, key, gene);
    }
    let mut genes: Vec<_> = settled.into_iter().collect();
    for (_, gene) in &mut genes {
        gene.counts = CohortCounts::of(&gene.carriers);
    }
    genes
}

pub(super) fn put(genes: &mut BTreeMap<GeneKey, CohortGene>, key: GeneKey, gene: CohortGene) {
    match genes.get_mut(&key) {
        Some(before) => before.take_in(gene),
        None => {
            genes.insert(key, gene);
        }
    }
}

impl CohortGene {
    /// Takes in what others carry of the same gene.
    fn take_in(&mut self, other: Self) {
        self.known = self.known.take().or(other.known);
        for term in other.phenotypes {
            if !self.phenotypes.contains(&term) {
                self.phenotypes.push(term);
            }
        }
        for (best, score) in self.scores.iter_mut().zip(other.scores) {
            if is_better(&score, best) {
                *best = score;
            }
        }
        for carrier in other.carriers {
            match self
                .carriers
                .binary_search_by_key(&carrier.patient, |c| c.patient)
            {
                Ok(place) => self.carriers[place].take_in(carrier),
                Err(place) => self.carriers.insert(place, carrier),
            }
        }
    }
}

impl Carrier {
    /// Takes in what the patient carries of the same gene by another name, which the patient's own
    /// input did not tell to be the same. Of heterozygous variants that stood apart nobody can tell
    /// whether they are on two copies.
    fn take_in(&mut self, other: Self) {
        let counts = [halves(&self.variants), halves(&other.variants)];
        for variant in other.variants {
            if !self.variants.iter().any(|held| is_same(held, &variant)) {
                self.variants.push(variant);
            }
        }
        let stood_apart = counts.iter().all(|&count| count < halves(&self.variants));
        self.compound = match (self.compound, other.compound) {
            (Some(Compound::Trans), _) | (_, Some(Compound::Trans)) => Some(Compound::Trans),
            _ if stood_apart => Some(Compound::Unphased),
            (own, others) => own.or(others),
        };
        self.rank = self.rank.min(other.rank);
        self.tier = [self.tier, other.tier].into_iter().flatten().min();
        self.set_aside &= other.set_aside;
        if (other.percentile, other.score) > (self.percentile, self.score) {
            (self.score, self.percentile) = (other.score, other.percentile);
        }
    }
}

/// How many are heterozygous.
fn halves(variants: &[CarriedVariant]) -> usize {
    let halves = variants
        .iter()
        .filter(|variant| variant.zygosity == Zygosity::Heterozygous);
    halves.count()
}

fn is_same(a: &CarriedVariant, b: &CarriedVariant) -> bool {
    let place = |v: &CarriedVariant| (v.position, v.contig.clone());
    place(a) == place(b) && a.reference == b.reference && a.alternate == b.alternate
}

impl CohortCounts {
    fn of(carriers: &[Carrier]) -> Self {
        let mut counts = Self::default();
        carriers.iter().for_each(|carrier| counts.add(carrier));
        counts
    }

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
