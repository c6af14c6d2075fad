//! From an embedding to two classes: the layers that are added to ResNet-50.

use burn::{
    module::{Module, Param},
    tensor::{Tensor, activation::relu, module::linear},
};

use rand_chacha::ChaCha8Rng;

use super::{ResNetConfig, start::Start};
use crate::train::dropout::dropout;

/// Not disease, disease. The only place where the network knows how many classes there are.
const CLASSES: usize = 2;

/// A fully connected layer with its weights as PyTorch lays them out.
#[derive(Module, Debug)]
pub struct Linear {
    /// Outputs × inputs.
    weight: Param<Tensor<2>>,
    bias: Param<Tensor<1>>,
}

impl Linear {
    fn new(inputs: usize, outputs: usize, start: &mut Start) -> Self {
        let weight = start.linear([outputs, inputs], inputs);
        let bias = start.linear([outputs], inputs);
        Self { weight, bias }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        linear(input, self.weight.val().transpose(), Some(self.bias.val()))
    }
}

/// Two fully connected layers, ReLU and dropout between (section 2.3 of the GONAD-ResNet paper).
#[derive(Module, Debug)]
pub struct Head {
    fc1: Linear,
    /// The fraction of hidden units that is left out while learning.
    dropout: f64,
    fc2: Linear,
}

impl Head {
    pub(super) fn new(config: &ResNetConfig, start: &mut Start) -> Self {
        Self {
            fc1: Linear::new(config.embedding() + config.features, config.hidden, start),
            dropout: config.dropout,
            fc2: Linear::new(config.hidden, CLASSES, start),
        }
    }

    /// Embeddings, N × (32 × width), with N × K further inputs to logits, N × 2. While it learns, it
    /// draws from `rng` which hidden units it leaves out.
    ///
    /// # Panics
    ///
    /// Where the inputs are not as many as the configuration says.
    #[must_use]
    pub fn forward(
        &self,
        embedding: Tensor<2>,
        features: Option<Tensor<2>>,
        rng: Option<&mut ChaCha8Rng>,
    ) -> Tensor<2> {
        let input = match features {
            Some(features) => Tensor::cat(vec![embedding, features], 1),
            None => embedding,
        };
        let hidden = relu(self.fc1.forward(input));
        self.fc2.forward(dropout(hidden, self.dropout, rng))
    }
}
