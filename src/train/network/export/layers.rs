//! A ResNet's layers, read off its tensors by torchvision's names.
//!
//! Batch normalisation is folded into the convolutions, in float64. Kept as nodes it would be
//! folded by ONNX Runtime all the same, in float32; and float16 could not hold its variances,
//! and integers need the convolution alone.

mod tensors;

use ndarray::{Array1, Axis, Ix1, Ix2, Ix4};

use self::tensors::Tensors;
use super::{
    super::{batch_norm::EPSILON, tensor::NamedTensor},
    error::Error,
};
use crate::onnx::{Conv, Linear};

/// A ResNet of bottlenecks of any width and depth, with two linear layers.
pub struct Layers {
    pub stem: Conv,
    pub blocks: Vec<Block>,
    pub hidden: Linear,
    pub last: Linear,
}

/// Three convolutions beside a shortcut (He et al. 2016, doi:10.1109/CVPR.2016.90), the stride in
/// the second as torchvision has it.
pub struct Block {
    pub name: String,
    pub stride: usize,
    pub convs: [Conv; 3],
    pub shortcut: Option<Conv>,
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
        let mut inputs = outputs(&stem);
        for stage in 1..=4 {
            inputs = self::stage(&mut tensors, stage, inputs, &mut blocks)?;
        }
        let hidden = linear(&mut tensors, "fc1", None, None)?;
        if hidden.weights.ncols() < inputs {
            let wanted = format!("an input for each of the {inputs} outputs of layer4");
            return Err(tensors.misshapen("fc1.weight", hidden.weights.shape(), wanted));
        }
        let last = linear(&mut tensors, "fc2", Some(2), Some(hidden.weights.nrows()))?;
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
        let last = self.blocks.last();
        let pooled = last.map_or(outputs(&self.stem), Block::outputs);
        self.hidden.weights.ncols() - pooled
    }
}

impl Block {
    /// Channels that come out.
    pub fn outputs(&self) -> usize {
        outputs(&self.convs[2])
    }
}

/// Channels that come out of a convolution.
fn outputs(conv: &Conv) -> usize {
    conv.weights.len_of(Axis(0))
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
    let kept = (!has_shortcut).then_some(inputs);
    let mut part = |part: &str, outputs, inputs, size| {
        conv(tensors, &format!("{name}.{part}"), outputs, inputs, size)
    };
    let first = part("conv1", None, inputs, 1)?;
    let second = part("conv2", None, outputs(&first), 3)?;
    let third = part("conv3", kept, outputs(&second), 1)?;
    let shortcut = has_shortcut.then(|| part("downsample.0", Some(outputs(&third)), inputs, 1));
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
    let mut weights = tensors.take::<Ix4, 4>(&format!("{name}.weight"), wanted)?;
    let norm = norm_of(name);
    let Scales { scale, shift } = scales(tensors, &norm, weights.len_of(Axis(0)))?;
    for (mut kernel, scale) in weights.outer_iter_mut().zip(scale) {
        kernel.mapv_inplace(|weight| (f64::from(weight) * scale) as f32);
    }
    let bias = shift.mapv(|shift| shift as f32);
    match weights.iter().chain(&bias).find(|value| !value.is_finite()) {
        Some(&value) => Err(tensors.impossible(&norm, value, "too large a factor")),
        None => Ok(Conv {
            name: name.into(),
            weights: weights.into_dyn(),
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
struct Scales {
    scale: Array1<f64>,
    shift: Array1<f64>,
}

fn scales(tensors: &mut Tensors, norm: &str, channels: usize) -> Result<Scales, Error> {
    let mut part = |part: &str| tensors.take::<Ix1, 1>(&format!("{norm}.{part}"), [Some(channels)]);
    let (gamma, beta) = (part("weight")?, part("bias")?);
    let (mean, variance) = (part("running_mean")?, part("running_var")?);
    if let Some(&value) = variance.iter().find(|&&value| value < 0.0) {
        let name = format!("{norm}.running_var");
        return Err(tensors.impossible(&name, value, "a variance below 0"));
    }
    let deviation = variance.mapv(|value| (f64::from(value) + EPSILON).sqrt());
    let scale = gamma.mapv(f64::from) / deviation;
    let shift = beta.mapv(f64::from) - mean.mapv(f64::from) * &scale;
    Ok(Scales { scale, shift })
}

fn linear(
    tensors: &mut Tensors,
    name: &str,
    outputs: Option<usize>,
    inputs: Option<usize>,
) -> Result<Linear, Error> {
    let weights = tensors.take::<Ix2, 2>(&format!("{name}.weight"), [outputs, inputs])?;
    let bias = tensors.take::<Ix1, 1>(&format!("{name}.bias"), [Some(weights.nrows())])?;
    Ok(Linear {
        name: name.into(),
        weights,
        bias,
    })
}

#[cfg(test)]
mod tests;
