//! Labelled genes, as a network sees them.

use burn::tensor::Device;
use rand_chacha::ChaCha8Rng;

use super::classifier::Inputs;

/// Labelled genes.
pub trait Source: Sync {
    /// How many classes there are.
    fn classes(&self) -> usize {
        2
    }

    /// The class of a gene, from 0; of two classes 1 is that of disease genes.
    fn class(&self, gene: usize) -> usize;

    /// What the network sees of some genes, in their order, on a device; varied at random where
    /// `augment` is given.
    fn inputs(&self, chosen: &[usize], augment: Option<&mut ChaCha8Rng>, device: &Device)
    -> Inputs;
}
