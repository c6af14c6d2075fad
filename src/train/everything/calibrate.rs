//! Whether probabilities are what they say, both classes weighing the same.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::train::evaluation::Calibration;

const BINS: usize = 10;
/// Simulations of a perfect score.
const SIMULATIONS: usize = 400;

/// The calibration of the probabilities of known genes and of others, each class weighing one half.
/// `seed` decides the simulation.
///
/// A perfect score has a gene of probability p known with probability p. Of the scores as they stand
/// known genes are drawn so, as many as there are; others are so many that chance plays no part.
pub(super) fn calibration(known: &[f32], others: &[f32], seed: u64) -> Calibration {
    let genes = weighted(known, others);
    let observed = genes.iter().map(|gene| gene.weight * gene.label);
    let brier = genes
        .iter()
        .map(|gene| gene.weight * (gene.p - gene.label).powi(2));
    Calibration {
        error: error(&genes, observed),
        error_if_perfect: if_perfect(&genes, known.len(), seed),
        brier: brier.sum(),
    }
}

struct Weighted {
    p: f64,
    label: f64,
    weight: f64,
}

fn weighted(known: &[f32], others: &[f32]) -> Vec<Weighted> {
    let class = |scores: &[f32], label: f64| {
        let weight = 0.5 / scores.len() as f64;
        let gene = |&p: &f32| Weighted {
            p: p.into(),
            label,
            weight,
        };
        scores.iter().map(gene).collect::<Vec<_>>()
    };
    let mut genes = class(known, 1.0);
    genes.extend(class(others, 0.0));
    genes
}

/// Σ over bins of |weight of known genes − sum of weighted probabilities|.
fn error(genes: &[Weighted], known: impl Iterator<Item = f64>) -> f64 {
    let mut bins = [0.0; BINS];
    for (gene, known) in genes.iter().zip(known) {
        bins[bin(gene.p)] += known - gene.weight * gene.p;
    }
    bins.iter().map(|difference| difference.abs()).sum()
}

fn bin(p: f64) -> usize {
    ((p * BINS as f64) as usize).min(BINS - 1)
}

/// The mean error over simulations in which a gene is known as often as its probability says.
fn if_perfect(genes: &[Weighted], known: usize, seed: u64) -> f64 {
    let mut sums = [0.0; BINS];
    for gene in genes {
        sums[bin(gene.p)] += gene.weight * gene.p;
    }
    let share: f64 = sums.iter().sum();
    if share <= 0.0 {
        return 0.0;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut total = 0.0;
    for _ in 0..SIMULATIONS {
        // By bin a perfect score's probabilities are right; what varies is the number of known genes.
        let mut counts = [0.0; BINS];
        for _ in 0..known {
            counts[draw(&sums, share * rng.random::<f64>())] += share / known as f64;
        }
        let differences = counts
            .iter()
            .zip(&sums)
            .map(|(count, sum)| (count - sum).abs());
        total += differences.sum::<f64>();
    }
    total / SIMULATIONS as f64
}

/// The bin in which the sum up to a place is reached.
fn draw(sums: &[f64; BINS], mut place: f64) -> usize {
    for (bin, sum) in sums.iter().enumerate() {
        place -= sum;
        if place < 0.0 {
            return bin;
        }
    }
    BINS - 1
}
