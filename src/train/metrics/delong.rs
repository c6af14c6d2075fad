//! The variance of areas under ROC curves (DeLong et al. 1988, doi:10.2307/2531595), by midranks
//! (Sun & Xu 2014, doi:10.1109/LSP.2014.2337313).

use crate::train::statistics::mean;
use serde::Serialize;

use super::{Error, check};

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// How much larger the first method's area under the ROC curve is than the second's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AreaDifference {
    /// First area less second, -1 to 1.
    pub difference: f64,
    /// Its 95 % confidence interval, cut off at -1 and 1.
    pub ci: [f64; 2],
    /// The two-sided probability of a difference as large where there is none.
    pub p: f64,
}

/// Compares two methods' scores of the same genes: DeLong's test for correlated ROC curves.
///
/// Where the difference has no variance it is taken as it stands: p is 1 where it is 0 (scores
/// in the same order), else 0. As for a single area, genes are taken as independent.
///
/// # Errors
///
/// As [`measure`](super::measure); and a class needs two genes at least.
pub fn compare(first: &[f32], second: &[f32], labels: &[bool]) -> Result<AreaDifference, Error> {
    check(first, labels, 2)?;
    check(second, labels, 2)?;
    let a = Components::new(first, labels);
    let b = Components::new(second, labels);
    let variance = a.covariance(&a) + b.covariance(&b) - 2.0 * a.covariance(&b);
    Ok(AreaDifference::new(a.area - b.area, variance))
}

impl AreaDifference {
    fn new(difference: f64, variance: f64) -> Self {
        // What rounding leaves of areas that are equal is no difference.
        let difference = if difference.abs() < 1e-12 {
            0.0
        } else {
            difference
        };
        let deviation = if variance > 1e-15 {
            variance.sqrt()
        } else {
            0.0
        };
        let p = match (difference == 0.0, deviation > 0.0) {
            (true, _) => 1.0,
            (false, true) => libm::erfc(difference.abs() / deviation / 2_f64.sqrt()),
            (false, false) => 0.0,
        };
        Self {
            difference,
            ci: interval(difference, deviation, -1.0),
            p,
        }
    }
}

fn interval(middle: f64, deviation: f64, lowest: f64) -> [f64; 2] {
    [-Z, Z].map(|z| (middle + z * deviation).clamp(lowest, 1.0))
}

/// The area, and what each gene contributes to it.
pub(super) struct Components {
    pub(super) area: f64,
    /// For each positive gene the fraction of negative genes that score lower.
    positives: Vec<f64>,
    /// For each negative gene the fraction of positive genes that score higher.
    negatives: Vec<f64>,
}

impl Components {
    /// Finite scores, as many as labels, at least one of each class.
    pub(super) fn new(scores: &[f32], labels: &[bool]) -> Self {
        let ranks = midranks(scores);
        let placed = |class: bool| {
            let of_class = |(i, label): (usize, &bool)| (*label == class).then_some(i);
            let genes: Vec<_> = labels.iter().enumerate().filter_map(of_class).collect();
            let own: Vec<_> = genes.iter().map(|&gene| scores[gene]).collect();
            let own = midranks(&own);
            let others = (labels.len() - genes.len()) as f64;
            let below = genes.iter().zip(own);
            let below = below.map(|(&gene, own)| (ranks[gene] - own) / others);
            below.collect::<Vec<f64>>()
        };
        let positives = placed(true);
        let negatives = placed(false).into_iter().map(|below| 1.0 - below).collect();
        Self {
            area: mean(&positives),
            positives,
            negatives,
        }
    }

    /// The covariance of two methods' areas on the same genes, or the variance of one.
    fn covariance(&self, other: &Self) -> f64 {
        covariance(&self.positives, &other.positives)
            + covariance(&self.negatives, &other.negatives)
    }

    /// The 95 % interval, all of 0-1 where a class has a single gene.
    pub(super) fn interval(&self) -> [f64; 2] {
        if self.positives.len().min(self.negatives.len()) < 2 {
            return [0.0, 1.0];
        }
        interval(self.area, self.covariance(self).sqrt(), 0.0)
    }
}

/// The covariance of two means of as many values.
fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b, count) = (mean(a), mean(b), a.len() as f64);
    let products = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b));
    products.sum::<f64>() / (count - 1.0) / count
}

/// The rank of each score from 1, ties sharing the mean of theirs.
fn midranks(scores: &[f32]) -> Vec<f64> {
    let mut order: Vec<_> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    let mut ranks = vec![0.0; scores.len()];
    let mut before = 0;
    for ties in order.chunk_by(|&a, &b| scores[a] == scores[b]) {
        let rank = before as f64 + (ties.len() + 1) as f64 / 2.0;
        ties.iter().for_each(|&gene| ranks[gene] = rank);
        before += ties.len();
    }
    ranks
}
