//! Scores and placements over all rounds.

use super::{panel::Given, pool::Pool, rounds::Round};

/// What a method gave in all rounds so far.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) method: &'static str,
    pub(super) is_probability: bool,
    /// Trainings that gave one answer for all.
    pub(super) collapsed: usize,
    /// For each gene the sum of its scores, and their number.
    scores: Vec<(f64, u32)>,
    /// For each contrast and each gene likewise its placements.
    placements: Vec<Vec<(f64, u32)>>,
}

impl Tally {
    pub(super) fn new(method: &'static str, pool: &Pool) -> Self {
        let nothing = vec![(0.0, 0); pool.examples.len()];
        Self {
            method,
            is_probability: true,
            collapsed: 0,
            placements: vec![nothing.clone(); pool.contrasts.names().len()],
            scores: nothing,
        }
    }

    pub(super) fn add(&mut self, round: &Round, given: &Given) {
        self.is_probability &= given.is_probability;
        self.collapsed += usize::from(given.collapsed);
        for (gene, &score) in round.scored().into_iter().zip(&given.scores) {
            add(&mut self.scores[gene], f64::from(score));
        }
        for (sums, placements) in self.placements.iter_mut().zip(&given.placements) {
            for (&gene, &placement) in round.held_out.iter().zip(placements) {
                // There may be none to be placed among where all of a list was learnt from.
                if !placement.is_nan() {
                    add(&mut sums[gene], placement);
                }
            }
        }
    }

    /// The mean score over the models that had not learnt from the gene.
    pub(super) fn score(&self, gene: usize) -> Option<f32> {
        mean(self.scores[gene]).map(|score| score as f32)
    }

    /// The mean placement of each of some genes, NaN where it has none.
    pub(super) fn placements(&self, contrast: usize, genes: &[usize]) -> Vec<f64> {
        let sums = &self.placements[contrast];
        let of = |&gene: &usize| mean(sums[gene]).unwrap_or(f64::NAN);
        genes.iter().map(of).collect()
    }

    /// The mean over those that have a placement.
    pub(super) fn area(&self, contrast: usize, genes: &[usize]) -> f64 {
        crate::train::statistics::mean(&placed(&self.placements(contrast, genes)))
    }
}

/// The placements that there are.
pub(super) fn placed(placements: &[f64]) -> Vec<f64> {
    placements.iter().copied().filter(|p| !p.is_nan()).collect()
}

fn add(sum: &mut (f64, u32), value: f64) {
    *sum = (sum.0 + value, sum.1 + 1);
}

fn mean((sum, count): (f64, u32)) -> Option<f64> {
    (count > 0).then(|| sum / f64::from(count))
}
