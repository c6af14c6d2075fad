//! Small networks and sources for tests.

use burn::{
    module::{Module, Param},
    nn::{
        BatchNorm, BatchNormConfig, Linear, LinearConfig,
        conv::{Conv2d, Conv2dConfig},
    },
    tensor::{Device, Tensor, TensorData, activation::relu},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Classifier, Error, FitOptions, Fitted, Inputs, Source, Trunked, fit};
use crate::train::folds::Split;

/// The CPU.
pub(super) fn device() -> Device {
    Device::flex()
}

/// Uniform between -`limit` and `limit`.
fn uniform<const D: usize>(shape: [usize; D], limit: f32, rng: &mut ChaCha8Rng) -> Tensor<D> {
    let count = shape.iter().product();
    let values: Vec<f32> = (0..count)
        .map(|_| rng.random_range(-limit..limit))
        .collect();
    Tensor::from_data(TensorData::new(values, shape), &device())
}

fn linear(from: usize, to: usize, rng: &mut ChaCha8Rng) -> Linear {
    let limit = (from as f32).sqrt().recip();
    let mut layer = LinearConfig::new(from, to).init(&device());
    layer.weight = Param::from_tensor(uniform([from, to], limit, rng));
    layer.bias = Some(Param::from_tensor(uniform([to], limit, rng)));
    layer
}

/// A convolution, batch normalisation, the mean of each channel, a linear layer.
#[derive(Module, Debug)]
pub(super) struct Small {
    convolution: Conv2d,
    normalisation: BatchNorm,
    head: Linear,
}

impl Small {
    pub(super) fn new(seed: u64) -> Self {
        Self::wide(4, seed)
    }

    /// Of so many channels.
    pub(super) fn wide(width: usize, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut convolution = Conv2dConfig::new([1, width], [3, 3]).init(&device());
        convolution.weight = Param::from_tensor(uniform([width, 1, 3, 3], 0.5, &mut rng));
        convolution.bias = Some(Param::from_tensor(Tensor::zeros([width], &device())));
        Self {
            convolution,
            normalisation: BatchNormConfig::new(width).init(&device()),
            head: linear(width, 2, &mut rng),
        }
    }
}

impl Trunked for Small {
    fn embed(&self, images: Tensor<4>) -> Tensor<2> {
        let maps = self.normalisation.forward(self.convolution.forward(images));
        let [count, channels, height, width] = maps.dims();
        let maps = relu(maps).reshape([count, channels, height * width]);
        maps.mean_dim(2).squeeze_dim(2)
    }

    fn head(
        &self,
        embedding: Tensor<2>,
        _: Option<Tensor<2>>,
        _: Option<&mut ChaCha8Rng>,
    ) -> Tensor<2> {
        self.head.forward(embedding)
    }
}

impl Classifier for Small {
    fn logits(&self, inputs: Inputs) -> Tensor<2> {
        self.head.forward(self.embed(inputs.images))
    }
}

/// One linear layer on flattened images.
#[derive(Module, Debug)]
pub(super) struct Head {
    pub(super) layer: Linear,
}

impl Head {
    pub(super) fn new(from: usize, seed: u64) -> Self {
        let layer = linear(from, 2, &mut ChaCha8Rng::seed_from_u64(seed));
        Self { layer }
    }

    /// With these weights (inputs × 2) and no bias yet.
    pub(super) fn of(weights: Vec<f32>) -> Self {
        let from = weights.len() / 2;
        let mut head = Self::new(from, 0);
        let weights = TensorData::new(weights, [from, 2]);
        head.layer.weight = Param::from_tensor(Tensor::from_data(weights, &device()));
        head.layer.bias = Some(Param::from_tensor(Tensor::zeros([2], &device())));
        head
    }
}

impl Classifier for Head {
    fn logits(&self, inputs: Inputs) -> Tensor<2> {
        let [count, channels, height, width] = inputs.images.dims();
        let flat = inputs.images.reshape([count, channels * height * width]);
        self.layer.forward(flat)
    }
}

/// Images of one channel, height × width.
pub(super) struct Points {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) values: Vec<f32>,
    pub(super) labels: Vec<bool>,
}

impl Points {
    /// 6 × 6 noise, in which genes of class 1 have a brighter left half. Class 1 are the first.
    pub(super) fn striped(count: usize, positives: usize, seed: u64) -> Self {
        Self::shifted(count, positives, 1.0, seed)
    }

    /// The same, so much brighter.
    pub(super) fn shifted(count: usize, positives: usize, shift: f32, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let labels: Vec<bool> = (0..count).map(|i| i < positives).collect();
        let mut values = Vec::with_capacity(36 * count);
        for &label in &labels {
            let bright = |i: usize| if label && i % 6 < 3 { shift } else { 0.0 };
            values.extend((0..36).map(|i| rng.random_range(0.0..1.0) + bright(i)));
        }
        Self {
            height: 6,
            width: 6,
            values,
            labels,
        }
    }

    /// Every third gene is for validation.
    pub(super) fn split(&self) -> Split {
        let all = 0..self.labels.len();
        let (validation, train) = all.partition(|i| i % 3 == 2);
        Split { train, validation }
    }
}

impl Source for Points {
    fn class(&self, gene: usize) -> usize {
        usize::from(self.labels[gene])
    }

    fn inputs(&self, chosen: &[usize], _: Option<&mut ChaCha8Rng>, device: &Device) -> Inputs {
        let size = self.height * self.width;
        let of = |&i: &usize| &self.values[i * size..][..size];
        let values: Vec<f32> = chosen.iter().flat_map(of).copied().collect();
        let shape = [chosen.len(), 1, self.height, self.width];
        Inputs {
            images: Tensor::from_data(TensorData::new(values, shape), device),
            features: None,
        }
    }
}

/// Trains on the CPU and in silence, without a checkpoint.
pub(super) fn learn<N: Classifier>(
    network: N,
    points: &Points,
    options: &FitOptions,
) -> Result<Fitted<N>, Error> {
    let (split, silent) = (points.split(), &mut |_: &_| ());
    fit(network, points, &split, options, &device(), None, silent)
}

/// All numbers of a network, running means too, in the order of its fields.
pub(super) fn numbers<N: Classifier>(network: &N) -> Vec<u32> {
    struct Numbers(Vec<u32>);
    impl burn::module::ModuleVisitor for Numbers {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            let values: Vec<f32> = param.val().try_into_vec_as().unwrap();
            self.0.extend(values.into_iter().map(f32::to_bits));
        }
    }
    let mut numbers = Numbers(Vec::new());
    network.valid().visit(&mut numbers);
    numbers.0
}
