//! The network of CNNC.

use burn::{
    module::{Module, Param},
    tensor::{
        Device, Tensor, TensorData,
        activation::relu,
        module::{conv2d, linear, max_pool2d},
        ops::{ConvOptions, MaxPoolOptions},
    },
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::train::{
    dropout::dropout,
    fit::{Classifier, Inputs},
};

/// What a block leaves out while it learns, in CNNC's code for cross-validation.
const DROPOUT_OF_BLOCKS: f64 = 0.25;

/// What the fully connected layer leaves out.
const DROPOUT_OF_DENSE: f64 = 0.5;

/// Blocks of two convolutions.
const BLOCKS: usize = 3;

/// The network of CNNC: three blocks of two 3×3 convolutions, the first of each padded, ReLU and
/// maximum pooling, then a fully connected layer; two outputs instead of CNNC's one, which is the
/// same function. With the width 32: convolutions of 32, 32, 64, 64, 128 and 128 channels, and 512
/// units.
///
/// Source: `train_with_labels_three_foldx.py` of Yuan and Bar-Joseph 2019.
#[derive(Module, Debug)]
pub struct PairNet {
    convolutions: Vec<Convolution>,
    hidden: Dense,
    output: Dense,
}

/// A 3×3 convolution.
#[derive(Module, Debug)]
struct Convolution {
    /// Outputs × inputs × 3 × 3.
    weight: Param<Tensor<4>>,
    bias: Param<Tensor<1>>,
}

/// A fully connected layer.
#[derive(Module, Debug)]
struct Dense {
    /// Inputs × outputs.
    weight: Param<Tensor<2>>,
    bias: Param<Tensor<1>>,
}

impl PairNet {
    /// A new network for images of `bins` × `bins`, at least [`MIN_BINS`](super::MIN_BINS). As in
    /// Keras, weights are uniform after Glorot and Bengio 2010, and biases 0.
    #[must_use]
    pub fn new(bins: usize, width: usize, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        let mut start = Start { rng, device };
        let (mut convolutions, mut inputs) = (Vec::new(), 1);
        for block in 0..BLOCKS {
            let channels = width << block;
            for _ in 0..2 {
                convolutions.push(start.convolution(inputs, channels));
                inputs = channels;
            }
        }
        let side = (0..BLOCKS).fold(bins, |side, _| side.saturating_sub(2) / 2);
        let hidden = 16 * width;
        Self {
            convolutions,
            hidden: start.dense(inputs * side * side, hidden),
            output: start.dense(hidden, 2),
        }
    }

    fn forward(&self, images: Tensor<4>, mut rng: Option<&mut ChaCha8Rng>) -> Tensor<2> {
        let mut maps = images;
        for block in self.convolutions.chunks(2) {
            for (convolution, padding) in block.iter().zip([1, 0]) {
                maps = relu(convolution.forward(maps, padding));
            }
            maps = max_pool2d(maps, MaxPoolOptions::new([2, 2]));
            maps = dropout(maps, DROPOUT_OF_BLOCKS, rng.as_deref_mut());
        }
        let hidden = relu(self.hidden.forward(maps.flatten(1, 3)));
        self.output.forward(dropout(hidden, DROPOUT_OF_DENSE, rng))
    }
}

impl Classifier for PairNet {
    fn logits(&self, inputs: Inputs) -> Tensor<2> {
        self.forward(inputs.images, None)
    }

    fn training_logits(&self, inputs: Inputs, rng: &mut ChaCha8Rng) -> Tensor<2> {
        self.forward(inputs.images, Some(rng))
    }
}

impl Convolution {
    fn forward(&self, maps: Tensor<4>, padding: usize) -> Tensor<4> {
        let options = ConvOptions::new([1, 1], [padding; 2], [1, 1], 1);
        conv2d(maps, self.weight.val(), Some(self.bias.val()), options)
    }
}

impl Dense {
    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        linear(input, self.weight.val(), Some(self.bias.val()))
    }
}

/// Makes parameters.
struct Start<'a> {
    rng: &'a mut ChaCha8Rng,
    device: &'a Device,
}

impl Start<'_> {
    fn convolution(&mut self, inputs: usize, outputs: usize) -> Convolution {
        Convolution {
            weight: self.uniform([outputs, inputs, 3, 3], 9 * (inputs + outputs)),
            bias: self.zeros(outputs),
        }
    }

    fn dense(&mut self, inputs: usize, outputs: usize) -> Dense {
        Dense {
            weight: self.uniform([inputs, outputs], inputs + outputs),
            bias: self.zeros(outputs),
        }
    }

    /// Uniform within ±√(6 / (inputs + outputs)), a kernel's places counted.
    fn uniform<const D: usize>(&mut self, shape: [usize; D], fans: usize) -> Param<Tensor<D>> {
        let limit = (6.0 / fans as f64).sqrt() as f32;
        let draw = |_| self.rng.random_range(-limit..=limit);
        let values: Vec<f32> = (0..shape.iter().product()).map(draw).collect();
        Param::from_data(TensorData::new(values, shape), self.device)
    }

    fn zeros(&self, length: usize) -> Param<Tensor<1>> {
        Param::from_data(
            TensorData::new(vec![0.0_f32; length], [length]),
            self.device,
        )
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::train::cnnc::tests::fixture;

    fn device() -> Device {
        Device::flex()
    }

    /// `wave` of the script that made the fixture.
    fn wave<const D: usize>(shape: [usize; D], start: usize) -> Param<Tensor<D>> {
        let value = |k: usize| (((start + k) as f64).powi(2) * 0.37).sin() as f32 * 0.6 + 0.05;
        let values: Vec<f32> = (0..shape.iter().product()).map(value).collect();
        Param::from_data(TensorData::new(values, shape), &device())
    }

    fn network() -> PairNet {
        let mut network = PairNet::new(22, 3, &mut ChaCha8Rng::seed_from_u64(0), &device());
        for (layer, convolution) in network.convolutions.iter_mut().enumerate() {
            let shape = convolution.weight.val().dims();
            convolution.weight = wave(shape, 100 * layer);
            convolution.bias = wave([shape[0]], 100 * layer + 50);
        }
        for (dense, layer) in [(&mut network.hidden, 6), (&mut network.output, 7)] {
            let shape = dense.weight.val().dims();
            dense.weight = wave(shape, 100 * layer);
            dense.bias = wave([shape[1]], 100 * layer + 50);
        }
        network
    }

    fn images() -> Tensor<4> {
        let genes = fixture().genes(22);
        let images = [genes.image(1, 0, None), genes.image(0, 1, None)];
        let pixels: Vec<_> = images.into_iter().flatten().collect();
        Tensor::from_data(TensorData::new(pixels, [2, 1, 22, 22]), &device())
    }

    fn values(tensor: Tensor<2>) -> Vec<f32> {
        tensor.into_data().try_into_vec().unwrap()
    }

    #[test]
    fn the_forward_pass_is_that_of_numpy() {
        let logits = values(network().forward(images(), None));
        for (found, expected) in logits.iter().zip(fixture().logits.concat()) {
            assert!((found - expected).abs() < 1e-4, "{found} {expected}");
        }
    }

    #[test]
    fn the_layers_are_those_of_the_paper() {
        let rng = &mut ChaCha8Rng::seed_from_u64(0);
        let network = PairNet::new(32, 32, rng, &device());
        let shapes = network.convolutions.iter().map(|c| c.weight.val().dims());
        let channels: Vec<_> = shapes.map(|shape| shape[0]).collect();
        assert_eq!(channels, [32, 32, 64, 64, 128, 128]);
        assert_eq!(network.hidden.weight.val().dims(), [512, 512]);
        // By hand: 9 · inputs · outputs + outputs of each convolution, and the dense layers.
        assert_eq!(network.num_params(), 286_432 + 262_656 + 1_026);
    }
}
