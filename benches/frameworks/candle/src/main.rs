//! Seconds of CPU and wall time for each training step of ResNet-50 in candle.
//!
//! With two changes. candle 0.11 has no backward pass for a max pool whose windows overlap, so the
//! 3×3 pool of stride 2 is a 2×2 pool here. And its backward pass of a convolution with stride fails
//! where height and width leave other remainders ("shape mismatch in add"), as those of 100×50 do,
//! so images are 96×64, 1.23 times as many pixels. The optimiser has no momentum.

use std::time::Instant;

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{
    BatchNorm, BatchNormConfig, Conv2d, Conv2dConfig, Linear, Module, ModuleT, Optimizer, SGD,
    VarBuilder, VarMap, batch_norm, conv2d_no_bias, linear, loss::cross_entropy,
};

struct Layer {
    conv: Conv2d,
    norm: BatchNorm,
}

impl Layer {
    fn new(
        [inputs, outputs]: [usize; 2],
        kernel: usize,
        stride: usize,
        vb: VarBuilder,
    ) -> Result<Self> {
        let config = Conv2dConfig {
            stride,
            padding: kernel / 2,
            ..Default::default()
        };
        let conv = conv2d_no_bias(inputs, outputs, kernel, config, vb.pp("conv"))?;
        Ok(Self {
            conv,
            norm: batch_norm(outputs, BatchNormConfig::default(), vb.pp("norm"))?,
        })
    }

    fn forward(&self, input: &Tensor) -> Result<Tensor> {
        self.norm.forward_t(&self.conv.forward(input)?, true)
    }
}

struct Bottleneck {
    layers: [Layer; 3],
    shortcut: Option<Layer>,
}

impl Bottleneck {
    fn new(inputs: usize, inner: usize, stride: usize, vb: VarBuilder) -> Result<Self> {
        let shortcut = (inputs != 4 * inner)
            .then(|| Layer::new([inputs, 4 * inner], 1, stride, vb.pp("shortcut")));
        let layers = [
            Layer::new([inputs, inner], 1, 1, vb.pp("first"))?,
            Layer::new([inner, inner], 3, stride, vb.pp("second"))?,
            Layer::new([inner, 4 * inner], 1, 1, vb.pp("third"))?,
        ];
        Ok(Self {
            layers,
            shortcut: shortcut.transpose()?,
        })
    }

    fn forward(&self, input: &Tensor) -> Result<Tensor> {
        let [first, second, third] = &self.layers;
        let inner = second.forward(&first.forward(input)?.relu()?)?.relu()?;
        let shortcut = match &self.shortcut {
            Some(layer) => layer.forward(input)?,
            None => input.clone(),
        };
        (third.forward(&inner)? + shortcut)?.relu()
    }
}

struct ResNet {
    stem: Layer,
    blocks: Vec<Bottleneck>,
    classifier: Linear,
}

impl ResNet {
    fn new(vb: &VarBuilder) -> Result<Self> {
        let (mut blocks, mut inputs) = (Vec::new(), 64);
        for (count, inner) in [(3, 64), (4, 128), (6, 256), (3, 512)] {
            for block in 0..count {
                let stride = if block == 0 && inner > 64 { 2 } else { 1 };
                let vb = vb.pp(format!("block{}", blocks.len()));
                blocks.push(Bottleneck::new(inputs, inner, stride, vb)?);
                inputs = 4 * inner;
            }
        }
        let stem = Layer::new([3, 64], 7, 2, vb.pp("stem"))?;
        Ok(Self {
            stem,
            blocks,
            classifier: linear(2048, 2, vb.pp("classifier"))?,
        })
    }

    fn forward(&self, images: &Tensor) -> Result<Tensor> {
        let mut maps = self.stem.forward(images)?.relu()?.max_pool2d(2)?;
        for block in &self.blocks {
            maps = block.forward(&maps)?;
        }
        self.classifier.forward(&maps.mean((2, 3))?)
    }
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

fn main() -> Result<()> {
    let steps = std::env::args()
        .nth(1)
        .map_or(4, |steps| steps.parse().unwrap());
    let (device, weights) = (Device::Cpu, VarMap::new());
    let network = ResNet::new(&VarBuilder::from_varmap(&weights, DType::F32, &device))?;
    let mut optimiser = SGD::new(weights.all_vars(), 0.01)?;
    let images = Tensor::rand(0f32, 1f32, (32, 3, 96, 64), &device)?;
    let labels: Vec<u32> = (0..32).map(|image| image % 2).collect();
    let labels = Tensor::new(labels, &device)?;
    for _ in 0..steps {
        let (cpu, wall) = (cpu_seconds(), Instant::now());
        let loss = cross_entropy(&network.forward(&images)?, &labels)?;
        optimiser.backward_step(&loss)?;
        let loss: f32 = loss.to_scalar()?;
        let (cpu, wall) = (cpu_seconds() - cpu, wall.elapsed().as_secs_f64());
        println!("loss {loss:.4}\t{cpu:.2} CPU s\t{wall:.2} s");
    }
    Ok(())
}
