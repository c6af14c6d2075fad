//! A ResNet's layers, read off its tensors by torchvision's names.
//!
//! Batch normalisation is folded into the convolutions, in float64. Kept as nodes it would be
//! folded by ONNX Runtime all the same, in float32; and float16 could not hold its variances,
//! and integers need the convolution alone.

mod tensors;

use super::Error;
use crate::train::tensors::NamedTensor;

use self::tensors::Tensors;

/// What torchvision's batch normalisation adds to variances.
const EPSILON: f64 = 1e-5;

/// A ResNet of bottlenecks of any width and depth, with two linear layers.
pub struct Layers {
    pub stem: Conv,
    pub blocks: Vec<Block>,
    pub hidden: Linear,
    pub last: Linear,
}

/// A convolution with what followed it, a batch normalisation.
pub struct Conv {
    pub name: String,
    /// Outputs × inputs × height × width.
    pub shape: [usize; 4],
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
}

/// Three convolutions beside a shortcut (He et al. 2016, doi:10.1109/CVPR.2016.90), the stride in
/// the second as torchvision has it.
pub struct Block {
    pub name: String,
    pub stride: usize,
    pub convs: [Conv; 3],
    pub shortcut: Option<Conv>,
}

/// A linear layer.
pub struct Linear {
    pub name: String,
    pub inputs: usize,
    pub outputs: usize,
    /// Outputs × inputs.
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Layers {
    /// Reads the layers of network number `network` of an ensemble.
    ///
    /// # Errors
    ///
    /// If a tensor is missing, of no use, of another shape than the layers around it want, or
    /// has a value that cannot be.
    pub fn of(network: usize, tensors: &[NamedTensor]) -> Result<Self, Error> {
        let mut tensors = Tensors::of(network, tensors)?;
        let stem = conv(&mut tensors, "conv1", None, 3, 7)?;
        let mut blocks = Vec::new();
        let mut inputs = stem.shape[0];
        for stage in 1..=4 {
            inputs = self::stage(&mut tensors, stage, inputs, &mut blocks)?;
        }
        let hidden = linear(&mut tensors, "fc1", None, None)?;
        if hidden.inputs < inputs {
            let wanted = format!("an input for each of the {inputs} outputs of layer4");
            return Err(tensors.misshapen("fc1.weight", &[hidden.outputs, hidden.inputs], wanted));
        }
        let last = linear(&mut tensors, "fc2", Some(2), Some(hidden.outputs))?;
        tensors.finish()?;
        Ok(Self {
            stem,
            blocks,
            hidden,
            last,
        })
    }

    /// How many features come beside the image.
    pub fn features(&self) -> usize {
        let pooled = self
            .blocks
            .last()
            .map_or(self.stem.shape[0], Block::outputs);
        self.hidden.inputs - pooled
    }
}

impl Block {
    /// Channels that come out.
    pub fn outputs(&self) -> usize {
        self.convs[2].shape[0]
    }
}

/// Adds the blocks of a stage and returns their channels.
fn stage(
    tensors: &mut Tensors,
    stage: usize,
    mut inputs: usize,
    blocks: &mut Vec<Block>,
) -> Result<usize, Error> {
    for number in 0.. {
        let name = format!("layer{stage}.{number}");
        // Every stage has a first block, whose absence is an error.
        if number > 0 && !tensors.has(&format!("{name}.conv1.weight")) {
            break;
        }
        let stride = if stage > 1 && number == 0 { 2 } else { 1 };
        let block = block(tensors, name, inputs, stride)?;
        inputs = block.outputs();
        blocks.push(block);
    }
    Ok(inputs)
}

fn block(
    tensors: &mut Tensors,
    name: String,
    inputs: usize,
    stride: usize,
) -> Result<Block, Error> {
    let has_shortcut = tensors.has(&format!("{name}.downsample.0.weight"));
    // A shortcut without a convolution passes the input on as it is.
    let outputs = (!has_shortcut).then_some(inputs);
    let mut part = |part: &str, outputs, inputs, size| {
        conv(tensors, &format!("{name}.{part}"), outputs, inputs, size)
    };
    let first = part("conv1", None, inputs, 1)?;
    let second = part("conv2", None, first.shape[0], 3)?;
    let third = part("conv3", outputs, second.shape[0], 1)?;
    let shortcut = has_shortcut.then(|| part("downsample.0", Some(third.shape[0]), inputs, 1));
    Ok(Block {
        stride,
        shortcut: shortcut.transpose()?,
        convs: [first, second, third],
        name,
    })
}

/// A convolution of `size` × `size` without a bias, folded with its batch normalisation.
fn conv(
    tensors: &mut Tensors,
    name: &str,
    outputs: Option<usize>,
    inputs: usize,
    size: usize,
) -> Result<Conv, Error> {
    let wanted = [outputs, Some(inputs), Some(size), Some(size)];
    let (shape, mut weights) = tensors.take(&format!("{name}.weight"), wanted)?;
    let scales = scales(tensors, &norm_of(name), shape[0])?;
    for (kernel, (scale, _)) in weights.chunks_mut(inputs * size * size).zip(&scales) {
        for weight in kernel {
            *weight = (f64::from(*weight) * scale) as f32;
        }
    }
    let bias: Vec<f32> = scales.iter().map(|&(_, shift)| shift as f32).collect();
    match weights.iter().chain(&bias).find(|value| !value.is_finite()) {
        Some(&value) => Err(tensors.impossible(&norm_of(name), value, "too large a factor")),
        None => Ok(Conv {
            name: name.into(),
            shape,
            weights,
            bias,
        }),
    }
}

/// The name of the batch normalisation after a convolution.
fn norm_of(conv: &str) -> String {
    match conv.strip_suffix("downsample.0") {
        Some(block) => format!("{block}downsample.1"),
        None => conv.replace("conv", "bn"),
    }
}

/// What a batch normalisation multiplies each channel by and adds to it, once it has learnt
/// (Ioffe & Szegedy 2015, algorithm 2, arXiv:1502.03167).
fn scales(tensors: &mut Tensors, norm: &str, channels: usize) -> Result<Vec<(f64, f64)>, Error> {
    let mut part = |part: &str| {
        let taken = tensors.take(&format!("{norm}.{part}"), [Some(channels)]);
        taken.map(|([_], values)| values)
    };
    let (gamma, beta) = (part("weight")?, part("bias")?);
    let (mean, variance) = (part("running_mean")?, part("running_var")?);
    let scale = |i: usize| {
        let scale = f64::from(gamma[i]) / (f64::from(variance[i]) + EPSILON).sqrt();
        (scale, f64::from(beta[i]) - f64::from(mean[i]) * scale)
    };
    if let Some(&value) = variance.iter().find(|&&value| value < 0.0) {
        return Err(tensors.impossible(
            &format!("{norm}.running_var"),
            value,
            "a variance below 0",
        ));
    }
    Ok((0..channels).map(scale).collect())
}

fn linear(
    tensors: &mut Tensors,
    name: &str,
    outputs: Option<usize>,
    inputs: Option<usize>,
) -> Result<Linear, Error> {
    let ([outputs, inputs], weights) =
        tensors.take(&format!("{name}.weight"), [outputs, inputs])?;
    let (_, bias) = tensors.take(&format!("{name}.bias"), [Some(outputs)])?;
    Ok(Linear {
        name: name.into(),
        inputs,
        outputs,
        weights,
        bias,
    })
}

#[cfg(test)]
mod tests;
