//! The loss and the accuracy over some genes.

use ndarray::{ArrayView1, ArrayView2};

use super::loss::Loss;

/// Sums over genes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    genes: usize,
    right: usize,
    loss: f64,
}

impl Tally {
    /// Counts genes in: their logits, genes × classes, and their classes.
    pub(super) fn add(&mut self, logits: ArrayView2<f32>, classes: &[usize], loss: &Loss) {
        for (logits, &class) in logits.outer_iter().zip(classes) {
            self.genes += 1;
            self.right += usize::from(called(logits) == class);
            self.loss += loss.value(logits, class);
        }
    }

    /// The mean loss.
    pub(super) fn loss(&self) -> f64 {
        self.loss / self.genes as f64
    }

    /// The fraction that gets the highest logit in its class.
    pub(super) fn accuracy(&self) -> f64 {
        self.right as f64 / self.genes as f64
    }
}

/// The class of the highest logit, the last of those that are equal.
fn called(logits: ArrayView1<f32>) -> usize {
    let classes = 1..logits.len();
    classes.fold(0, |best, class| {
        if logits[class] >= logits[best] {
            class
        } else {
            best
        }
    })
}
