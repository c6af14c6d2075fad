//! Pairs of genes, and what the network sees of them.

use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use super::{BinnedGenes, Labelling};
use crate::train::{
    fit::{Inputs, Source},
    folds::Split,
};

/// Two genes, by their indices among the examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GenePair {
    pub(super) first: usize,
    pub(super) second: usize,
}

/// What pairs are made of.
#[derive(Clone, Copy)]
pub(super) struct PairGenes<'a> {
    pub(super) binned: &'a BinnedGenes,
    /// For each example its place among the binned genes.
    pub(super) places: &'a [usize],
    pub(super) labels: &'a [bool],
    pub(super) labelling: Labelling,
    pub(super) sigma: Option<f64>,
}

/// Pairs of genes as the network sees them.
pub(super) struct GenePairs<'a> {
    genes: PairGenes<'a>,
    pairs: Vec<GenePair>,
    /// How many of them, the first, are learnt from.
    learnt: usize,
}

impl<'a> GenePairs<'a> {
    pub(super) fn of(genes: PairGenes<'a>, pairs: Vec<GenePair>) -> Self {
        Self {
            genes,
            learnt: pairs.len(),
            pairs,
        }
    }

    /// At most `most` ordered pairs of the genes that are learnt from, and as many in proportion
    /// of those that are watched. No gene is on both sides.
    pub(super) fn for_training(
        genes: PairGenes<'a>,
        split: &Split,
        most: usize,
        rng: &mut ChaCha8Rng,
    ) -> Self {
        let mut pairs = sample(&split.train, most, rng);
        let learnt = pairs.len();
        let share = split.validation.len() as f64 / split.train.len().max(1) as f64;
        let watched = (most as f64 * share).ceil() as usize;
        pairs.extend(sample(&split.validation, watched, rng));
        Self {
            genes,
            pairs,
            learnt,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// The pairs that are learnt from, and those that are watched.
    pub(super) fn split(&self) -> Split {
        Split {
            train: (0..self.learnt).collect(),
            validation: (self.learnt..self.pairs.len()).collect(),
        }
    }
}

impl Source for GenePairs<'_> {
    fn class(&self, pair: usize) -> usize {
        let GenePair { first, second } = self.pairs[pair];
        let labels = self.genes.labels;
        usize::from(match self.genes.labelling {
            Labelling::First => labels[first],
            Labelling::Both => labels[first] && labels[second],
        })
    }

    fn inputs(
        &self,
        chosen: &[usize],
        _augment: Option<&mut ChaCha8Rng>,
        device: &Device,
    ) -> Inputs {
        let PairGenes { binned, places, .. } = self.genes;
        let side = binned.bins();
        let mut pixels = Vec::with_capacity(chosen.len() * side * side);
        for &pair in chosen {
            let GenePair { first, second } = self.pairs[pair];
            pixels.extend(binned.image(places[first], places[second], self.genes.sigma));
        }
        let data = TensorData::new(pixels, [chosen.len(), 1, side, side]);
        Inputs {
            images: Tensor::from_data(data, device),
            features: None,
        }
    }
}

/// Distinct ordered pairs of distinct genes, at most so many.
fn sample(genes: &[usize], most: usize, rng: &mut ChaCha8Rng) -> Vec<GenePair> {
    let others = genes.len().saturating_sub(1);
    let all = genes.len() * others;
    let pair = |index: usize| {
        let (first, other) = (index / others, index % others);
        GenePair {
            first: genes[first],
            second: genes[other + usize::from(other >= first)],
        }
    };
    let chosen = rand::seq::index::sample(rng, all, most.min(all));
    chosen.into_iter().map(pair).collect()
}

/// At most so many of the genes, in their order.
pub(super) fn choose(genes: &[usize], most: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
    let chosen = rand::seq::index::sample(rng, genes.len(), most.min(genes.len()));
    let mut chosen = chosen.into_vec();
    chosen.sort_unstable();
    chosen.into_iter().map(|index| genes[index]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::SeedableRng;

    use super::*;

    fn rng() -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(1)
    }

    #[test]
    fn all_ordered_pairs_are_sampled_once_and_none_of_a_gene_with_itself() {
        let pairs = sample(&[3, 5, 9], 100, &mut rng());
        let found: BTreeSet<_> = pairs.iter().map(|p| (p.first, p.second)).collect();
        let all = [(3, 5), (3, 9), (5, 3), (5, 9), (9, 3), (9, 5)];
        assert_eq!(found, BTreeSet::from(all));
        assert_eq!(pairs.len(), 6);
        assert_eq!(sample(&[3, 5, 9], 4, &mut rng()).len(), 4);
        assert!(sample(&[3], 4, &mut rng()).is_empty());
        assert!(sample(&[], 4, &mut rng()).is_empty());
    }

    #[test]
    fn partners_are_some_of_the_genes_in_order() {
        assert_eq!(choose(&[7, 2, 4], 5, &mut rng()), [7, 2, 4]);
        let some = choose(&[1, 2, 3, 4, 5, 6], 3, &mut rng());
        assert!(some.len() == 3 && some.is_sorted());
    }
}
