//! Which genes each round learns from, and which it places among which.

use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::Error;
use crate::train::compare::seed_of;

/// One round of learning and placing; indices into the examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Round {
    /// From 0.
    pub(super) repeat: usize,
    /// Within the repeat, from 0.
    pub(super) fold: usize,
    /// The genes to learn from.
    pub(super) learnt: Vec<usize>,
    /// Known genes that were left out.
    pub(super) held_out: Vec<usize>,
    /// All others that were not learnt from.
    pub(super) others: Vec<usize>,
    /// Decides what is random in the learning.
    pub(super) seed: u64,
}

/// How rounds are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draw {
    /// Parts of the known genes; each is left out once in each repeat.
    pub(super) folds: usize,
    /// Others to learn from for each known gene that is learnt from.
    pub(super) ratio: f64,
    /// What all follows from.
    pub(super) seed: u64,
}

impl Round {
    /// The genes that are scored: those left out, then all others.
    pub(super) fn scored(&self) -> Vec<usize> {
        [&self.held_out[..], &self.others].concat()
    }
}

impl Draw {
    /// Checks that each round has something to learn from.
    pub(super) fn check(&self, known: usize, others: usize) -> Result<(), Error> {
        let folds = self.folds;
        if folds < 2 {
            return Err(Error::Folds { folds });
        }
        if !(self.ratio.is_finite() && self.ratio > 0.0) {
            return Err(Error::Ratio { ratio: self.ratio });
        }
        if known < folds || known - known.div_ceil(folds) < 2 || others < 2 * folds {
            return Err(Error::TooFew {
                known,
                others,
                folds,
            });
        }
        Ok(())
    }

    /// The rounds of a repeat, which do not depend on how many follow.
    pub(super) fn rounds(&self, repeat: usize, known: &[usize], others: &[usize]) -> Vec<Round> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(repeat as u64 + 1);
        let known = deal(known, self.folds, &mut rng);
        // Nobody is learnt from in the round of its part, so that each gene is scored in each repeat.
        let others = deal(others, self.folds, &mut rng);
        let round = |fold| self.round(repeat, fold, &known, &others, &mut rng);
        (0..self.folds).map(round).collect()
    }

    fn round(
        &self,
        repeat: usize,
        fold: usize,
        known: &[Vec<usize>],
        others: &[Vec<usize>],
        rng: &mut ChaCha8Rng,
    ) -> Round {
        let rest = |parts: &[Vec<usize>]| -> Vec<usize> {
            let rest = parts.iter().enumerate().filter(|(part, _)| *part != fold);
            rest.flat_map(|(_, genes)| genes.iter().copied()).collect()
        };
        let (mut learnt, mut candidates) = (rest(known), rest(others));
        let count = others.iter().map(Vec::len).sum();
        let wanted = self.negatives(learnt.len(), count).min(candidates.len());
        candidates.shuffle(rng);
        let mut left = candidates.split_off(wanted);
        left.extend(&others[fold]);
        left.sort_unstable();
        learnt.append(&mut candidates);
        learnt.sort_unstable();
        Round {
            repeat,
            fold,
            learnt,
            held_out: known[fold].clone(),
            others: left,
            seed: seed_of(self.seed, repeat * self.folds + fold),
        }
    }

    /// How many others are learnt from: half of them at most, for the rest is what known genes are
    /// placed among.
    pub(super) fn negatives(&self, known: usize, others: usize) -> usize {
        // The cast saturates.
        let wanted = (known as f64 * self.ratio).round() as usize;
        wanted.clamp(1, (others / 2).max(1))
    }
}

/// The genes in so many parts at random, whose sizes differ by one at most; each part ascends.
fn deal(genes: &[usize], parts: usize, rng: &mut ChaCha8Rng) -> Vec<Vec<usize>> {
    let mut genes = genes.to_vec();
    genes.shuffle(rng);
    let part = |part| {
        let mut genes: Vec<_> = genes.iter().skip(part).step_by(parts).copied().collect();
        genes.sort_unstable();
        genes
    };
    (0..parts).map(part).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const DRAW: Draw = Draw {
        folds: 5,
        ratio: 5.0,
        seed: 1,
    };

    #[test]
    fn each_known_gene_is_left_out_once_and_each_other_scored_at_least_once() {
        let (known, others): (Vec<_>, Vec<_>) = (0..23_usize).partition(|gene| gene % 2 == 0);
        let others: Vec<_> = others.into_iter().chain(23..90).collect();
        let rounds = DRAW.rounds(3, &known, &others);
        let mut held_out: Vec<_> = rounds.iter().flat_map(|round| &round.held_out).collect();
        held_out.sort_unstable();
        assert_eq!(held_out, known.iter().collect::<Vec<_>>());
        let scored: BTreeSet<_> = rounds.iter().flat_map(|round| &round.others).collect();
        assert_eq!(scored.len(), others.len());
        for round in &rounds {
            let mut all = [&round.learnt[..], &round.held_out, &round.others].concat();
            all.sort_unstable();
            let rest: Vec<_> = known
                .iter()
                .filter(|gene| !round.learnt.contains(gene))
                .collect();
            assert_eq!(rest, round.held_out.iter().collect::<Vec<_>>());
            assert_eq!(all, (0..90).collect::<Vec<_>>());
            // Five times 9 or 10 known genes are more than half of 78 others.
            assert_eq!(round.others.len(), 39);
        }
    }

    #[test]
    fn a_repeat_does_not_depend_on_others() {
        let (known, others): (Vec<_>, Vec<_>) = ((0..20).collect(), (20..900).collect());
        let third = DRAW.rounds(2, &known, &others);
        assert_eq!(third, DRAW.rounds(2, &known, &others));
        assert_ne!(third, DRAW.rounds(1, &known, &others));
        let seeds: BTreeSet<_> = (0..9)
            .flat_map(|repeat| DRAW.rounds(repeat, &known, &others))
            .map(|round| round.seed)
            .collect();
        assert_eq!(seeds.len(), 45);
        assert_eq!(third[0].learnt.len(), 16 + 80);
    }
}
