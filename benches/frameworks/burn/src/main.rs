//! Seconds of CPU and wall time for each training step of ResNet-50 in Burn.

use std::time::Instant;

use burn::{
    module::Module,
    nn::{
        BatchNorm, BatchNormConfig, Linear, LinearConfig, PaddingConfig2d,
        conv::{Conv2d, Conv2dConfig},
        loss::CrossEntropyLossConfig,
    },
    optim::{GradientsParams, SgdConfig, momentum::MomentumConfig},
    tensor::{
        Device, Distribution, Int, Tensor, activation::relu, module::max_pool2d,
        ops::MaxPoolOptions,
    },
};

#[derive(Module, Debug)]
struct Layer {
    conv: Conv2d,
    norm: BatchNorm,
}

impl Layer {
    fn new([inputs, outputs]: [usize; 2], kernel: usize, stride: usize, device: &Device) -> Self {
        let conv = Conv2dConfig::new([inputs, outputs], [kernel; 2])
            .with_stride([stride; 2])
            .with_padding(PaddingConfig2d::Explicit(
                kernel / 2,
                kernel / 2,
                kernel / 2,
                kernel / 2,
            ))
            .with_bias(false)
            .init(device);
        Self {
            conv,
            norm: BatchNormConfig::new(outputs).init(device),
        }
    }

    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        self.norm.forward(self.conv.forward(input))
    }
}

#[derive(Module, Debug)]
struct Bottleneck {
    layers: [Layer; 3],
    shortcut: Option<Layer>,
}

impl Bottleneck {
    fn new(inputs: usize, inner: usize, stride: usize, device: &Device) -> Self {
        Self {
            layers: [
                Layer::new([inputs, inner], 1, 1, device),
                Layer::new([inner, inner], 3, stride, device),
                Layer::new([inner, 4 * inner], 1, 1, device),
            ],
            shortcut: (inputs != 4 * inner)
                .then(|| Layer::new([inputs, 4 * inner], 1, stride, device)),
        }
    }

    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let [first, second, third] = &self.layers;
        let inner = relu(second.forward(relu(first.forward(input.clone()))));
        let shortcut = self.shortcut.as_ref();
        relu(third.forward(inner) + shortcut.map_or(input.clone(), |layer| layer.forward(input)))
    }
}

#[derive(Module, Debug)]
struct ResNet {
    stem: Layer,
    blocks: Vec<Bottleneck>,
    classifier: Linear,
}

impl ResNet {
    fn new(device: &Device) -> Self {
        let (mut blocks, mut inputs) = (Vec::new(), 64);
        for (count, inner) in [(3, 64), (4, 128), (6, 256), (3, 512)] {
            for block in 0..count {
                let stride = if block == 0 && inner > 64 { 2 } else { 1 };
                blocks.push(Bottleneck::new(inputs, inner, stride, device));
                inputs = 4 * inner;
            }
        }
        let stem = Layer::new([3, 64], 7, 2, device);
        Self {
            stem,
            blocks,
            classifier: LinearConfig::new(2048, 2).init(device),
        }
    }

    fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        let pool = MaxPoolOptions::new([3, 3])
            .with_stride([2, 2])
            .with_padding([1, 1]);
        let stem = max_pool2d(relu(self.stem.forward(images)), pool);
        let maps = self
            .blocks
            .iter()
            .fold(stem, |maps, block| block.forward(maps));
        let [images, channels, height, width] = maps.dims();
        let pooled = maps.reshape([images, channels, height * width]).mean_dim(2);
        self.classifier.forward(pooled.reshape([images, channels]))
    }
}

fn device() -> Device {
    #[cfg(feature = "ndarray")]
    return Device::ndarray();
    #[cfg(feature = "cpu")]
    return Device::cpu();
    #[cfg(feature = "flex")]
    Device::flex()
}

/// User and system CPU seconds of this process so far, all threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn main() {
    let steps = std::env::args()
        .nth(1)
        .map_or(4, |steps| steps.parse().unwrap());
    let device = device().autodiff();
    let (mut network, mut optimiser) = (
        ResNet::new(&device),
        SgdConfig::new()
            .with_momentum(Some(MomentumConfig::new().with_momentum(0.9)))
            .init(),
    );
    let images = Tensor::<4>::random([32, 3, 100, 50], Distribution::Uniform(0.0, 1.0), &device);
    let labels: Vec<i32> = (0..32).map(|image| image % 2).collect();
    let labels = Tensor::<1, Int>::from_ints(labels.as_slice(), &device);
    for _ in 0..steps {
        let (cpu, wall) = (cpu_seconds(), Instant::now());
        let loss = CrossEntropyLossConfig::new().init(&device);
        let loss = loss.forward(network.forward(images.clone()), labels.clone());
        let gradients = GradientsParams::from_grads(loss.backward(), &network);
        network = optimiser.step(0.01, network, gradients);
        let loss: f32 = loss.into_scalar();
        let (cpu, wall) = (cpu_seconds() - cpu, wall.elapsed().as_secs_f64());
        println!("loss {loss:.4}\t{cpu:.2} CPU s\t{wall:.2} s");
    }
}
