//! What passed.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::step::Step;
use crate::{
    gene::Settled,
    rank::{Funnel, FunnelMode, FunnelStep, Mode},
};

/// Counts of one patient, filter by filter.
#[derive(Clone, Debug)]
pub struct Tally {
    steps: Vec<(Step, String)>,
    counts: Vec<Counts>,
    /// Variants that were counted for one gene already, by record and ALT.
    seen: FxHashSet<(Step, u64, String)>,
    modes: BTreeMap<Mode, OfMode>,
}

/// What is of a mode of inheritance.
#[derive(Clone, Debug, Default)]
struct OfMode {
    is_asked: bool,
    genes: Genes,
    /// Variants by record and ALT, each with whether the mode is only possible.
    variants: BTreeMap<(u64, String), bool>,
}

#[derive(Clone, Debug, Default)]
struct Counts {
    variants: u64,
    unknown: u64,
    genes: Genes,
}

/// A set of genes by their numbers.
#[derive(Clone, Debug, Default)]
struct Genes {
    words: Vec<u64>,
}

impl Genes {
    fn insert(&mut self, gene: usize) {
        let word = gene / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (gene % 64);
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.words.iter().enumerate();
        words.flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| at * 64 + bit)
        })
    }

    fn len(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }
}

impl Tally {
    /// Nothing passed yet; each step has its rule.
    pub fn new(steps: Vec<(Step, String)>) -> Self {
        let counts = vec![Counts::default(); steps.len()];
        Self {
            steps,
            counts,
            seen: FxHashSet::default(),
            modes: BTreeMap::new(),
        }
    }

    /// Counts a variant that passed, with the genes by which it did.
    pub fn pass(&mut self, step: Step, genes: impl Iterator<Item = usize>, is_unknown: bool) {
        self.add(step, 1, genes, is_unknown);
    }

    /// Counts a variant of a gene that passed, once however many genes it hits.
    pub fn pass_gene(&mut self, step: Step, gene: usize, variant: (u64, &str), is_unknown: bool) {
        let (record, alternate) = variant;
        let is_new = self.seen.insert((step, record, alternate.into()));
        let genes = [gene].into_iter();
        self.add(step, u64::from(is_new), genes, is_new && is_unknown);
    }

    /// Has a mode told in the funnel, also where nothing is of it.
    pub fn tell_mode(&mut self, mode: Mode, is_asked: bool) {
        self.modes.entry(mode).or_default().is_asked |= is_asked;
    }

    /// Counts a variant of a gene for a mode that is told.
    pub fn count_mode(&mut self, mode: Mode, gene: usize, variant: (u64, &str), is_possible: bool) {
        if let Some(counts) = self.modes.get_mut(&mode) {
            counts.genes.insert(gene);
            let key = (variant.0, variant.1.into());
            *counts.variants.entry(key).or_insert(is_possible) &= is_possible;
        }
    }

    fn add(
        &mut self,
        step: Step,
        variants: u64,
        genes: impl Iterator<Item = usize>,
        is_unknown: bool,
    ) {
        let place = self.steps.iter().position(|(found, _)| *found == step);
        let Some(counts) = place.map(|place| &mut self.counts[place]) else {
            return;
        };
        counts.variants += variants;
        counts.unknown += u64::from(is_unknown);
        genes.for_each(|gene| counts.genes.insert(gene));
    }

    /// Counts the mentions of a gene as one.
    pub fn settle(&mut self, genes: &Settled) {
        for counts in &mut self.counts {
            let mut settled = Genes::default();
            counts
                .genes
                .iter()
                .for_each(|gene| settled.insert(genes.number(gene)));
            counts.genes = settled;
        }
    }

    /// The funnel; all that was read is the same for every patient.
    pub fn finish(mut self, read: &Self) -> Funnel {
        if let (Some(first), Some(read)) = (self.counts.first_mut(), read.counts.first()) {
            *first = read.clone();
        }
        let modes: Vec<_> = self.modes.into_iter().map(funnel_mode).collect();
        let steps = self.steps.into_iter().zip(self.counts);
        let steps = steps.map(|((step, rule), counts)| FunnelStep {
            name: step.name().into(),
            rule,
            passed: step.passed(),
            variants: counts.variants,
            genes: counts.genes.len(),
            unknown: counts.unknown,
            modes: match step {
                Step::Mode => modes.clone(),
                _ => Vec::new(),
            },
        });
        Funnel {
            steps: steps.collect(),
        }
    }
}

fn funnel_mode((mode, counts): (Mode, OfMode)) -> FunnelMode {
    let possible = counts.variants.values().filter(|&&is_possible| is_possible);
    FunnelMode {
        mode,
        kept: counts.is_asked,
        genes: counts.genes.len(),
        variants: counts.variants.len() as u64,
        possible: possible.count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gene_counts_once_and_a_variant_each_time() {
        let steps = [Step::Read, Step::Carried].map(|step| (step, String::new()));
        let mut tally = Tally::new(steps.to_vec());
        let mut read = tally.clone();
        (0..5).for_each(|_| read.pass(Step::Read, [1, 200].into_iter(), false));
        tally.pass(Step::Carried, [200].into_iter(), true);
        tally.pass(Step::Carried, [200, 3].into_iter(), false);
        tally.pass(Step::Mode, [7].into_iter(), false);
        tally.pass_gene(Step::Carried, 3, (9, "C"), true);
        tally.pass_gene(Step::Carried, 4, (9, "C"), true);
        let funnel = tally.finish(&read);
        let found = funnel
            .steps
            .iter()
            .map(|s| (s.variants, s.genes, s.unknown));
        assert_eq!(found.collect::<Vec<_>>(), [(5, 2, 0), (3, 3, 2)]);
        assert_eq!(funnel.steps[1].name, "carried");
    }
}
