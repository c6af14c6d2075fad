//! The loss and the accuracy over some genes.

use super::loss::Loss;

/// Sums over genes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    genes: usize,
    right: usize,
    loss: f64,
}

impl Tally {
    /// Counts genes in.
    pub(super) fn add(&mut self, logits: &[[f32; 2]], labels: &[bool], loss: &Loss) {
        for (&logits, &label) in logits.iter().zip(labels) {
            self.genes += 1;
            self.right += usize::from((logits[1] >= logits[0]) == label);
            self.loss += loss.value(logits, label);
        }
    }

    /// The mean loss.
    pub(super) fn loss(&self) -> f64 {
        self.loss / self.genes as f64
    }

    /// The fraction that the threshold 0.5 gets right.
    pub(super) fn accuracy(&self) -> f64 {
        self.right as f64 / self.genes as f64
    }
}
