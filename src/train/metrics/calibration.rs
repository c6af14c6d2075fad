//! Whether probabilities are what they say.

use crate::train::evaluation::ReliabilityBin;

/// The width of a reliability bin is one over this.
const BINS: usize = 10;

/// The fraction of genes on the right side of 0.5; 0.5 itself is positive.
pub(super) fn accuracy(probabilities: &[f32], labels: &[bool]) -> f64 {
    let is_right = |(p, label): &(&f32, &bool)| (**p >= 0.5) == **label;
    let right = probabilities.iter().zip(labels).filter(is_right).count();
    right as f64 / labels.len() as f64
}

/// The mean squared distance of probabilities from labels, 0 or 1 (Brier 1950,
/// doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2).
pub(super) fn brier(probabilities: &[f32], labels: &[bool]) -> f64 {
    let genes = probabilities.iter().zip(labels);
    let squares = genes.map(|(&p, &label)| (f64::from(p) - number(label)).powi(2));
    squares.sum::<f64>() / labels.len() as f64
}

/// Bins of equal width, each closed above, those without a gene left out, as scikit-learn's
/// `calibration_curve`.
pub(super) fn reliability(probabilities: &[f32], labels: &[bool]) -> Vec<ReliabilityBin> {
    let empty = ReliabilityBin {
        count: 0,
        predicted: 0.0,
        observed: 0.0,
    };
    let mut sums = [empty; BINS];
    for (&p, &label) in probabilities.iter().zip(labels) {
        let sum = &mut sums[bin(f64::from(p))];
        sum.count += 1;
        sum.predicted += f64::from(p);
        sum.observed += number(label);
    }
    let filled = sums.into_iter().filter(|sum| sum.count > 0);
    let mean = |sum: ReliabilityBin| ReliabilityBin {
        count: sum.count,
        predicted: sum.predicted / sum.count as f64,
        observed: sum.observed / sum.count as f64,
    };
    filled.map(mean).collect()
}

/// The number of inner edges below the probability: below [`BINS`] for any number.
fn bin(probability: f64) -> usize {
    let is_above = |edge: &usize| probability > *edge as f64 / BINS as f64;
    (1..BINS).filter(is_above).count()
}

fn number(label: bool) -> f64 {
    f64::from(u8::from(label))
}
