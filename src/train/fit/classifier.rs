//! A network that can be trained.

use burn::{module::Module, tensor::Tensor};
use rand_chacha::ChaCha8Rng;

/// What a network sees of a batch of genes.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// N × channels × height × width.
    pub images: Tensor<4>,
    /// N × K: further numbers of each gene.
    pub features: Option<Tensor<2>>,
}

/// A network that tells classes apart.
pub trait Classifier: Module {
    /// The logits of the classes: N × K, of two classes 0 (not disease) and 1 (disease).
    fn logits(&self, inputs: Inputs) -> Tensor<2>;

    /// The logits while the network learns. A network with dropout draws its masks from `rng`;
    /// others need not say anything.
    fn training_logits(&self, inputs: Inputs, _rng: &mut ChaCha8Rng) -> Tensor<2> {
        self.logits(inputs)
    }
}
