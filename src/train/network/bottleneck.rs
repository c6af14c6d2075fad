//! The block of three convolutions that ResNet-50 is made of.

use burn::{
    module::{Module, Param},
    tensor::{Tensor, activation::relu, module::conv2d, ops::ConvOptions},
};

use super::{batch_norm::BatchNorm, start::Start};

/// Output channels of a block for each channel inside.
pub(super) const EXPANSION: usize = 4;

/// A convolution without bias, padded so that stride 1 keeps the size.
#[derive(Module, Debug)]
pub struct Convolution {
    /// Outputs × inputs × kernel × kernel.
    weight: Param<Tensor<4>>,
    stride: usize,
}

impl Convolution {
    pub(super) fn new(
        [inputs, outputs]: [usize; 2],
        kernel: usize,
        stride: usize,
        start: &mut Start,
    ) -> Self {
        let weight = start.convolution([outputs, inputs, kernel, kernel]);
        Self { weight, stride }
    }

    pub(super) fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let weight = self.weight.val();
        let padding = weight.dims()[3] / 2;
        let options = ConvOptions::new([self.stride; 2], [padding; 2], [1, 1], 1);
        conv2d(input, weight, None, options)
    }
}

/// What brings a block's input to the shape of its output.
#[derive(Module, Debug)]
pub struct Downsample {
    conv: Convolution,
    norm: BatchNorm,
}

/// A bottleneck block (He et al. 2016, doi:10.1109/CVPR.2016.90), with the stride in the 3×3
/// convolution as torchvision has it ("v1.5").
#[derive(Module, Debug)]
pub struct Bottleneck {
    conv1: Convolution,
    bn1: BatchNorm,
    conv2: Convolution,
    bn2: BatchNorm,
    conv3: Convolution,
    bn3: BatchNorm,
    downsample: Option<Downsample>,
}

impl Bottleneck {
    /// A block from `inputs` channels over `inner` to `EXPANSION` × `inner`.
    pub(super) fn new(inputs: usize, inner: usize, stride: usize, start: &mut Start) -> Self {
        let outputs = EXPANSION * inner;
        Self {
            conv1: Convolution::new([inputs, inner], 1, 1, start),
            bn1: BatchNorm::new(inner, start),
            conv2: Convolution::new([inner, inner], 3, stride, start),
            bn2: BatchNorm::new(inner, start),
            conv3: Convolution::new([inner, outputs], 1, 1, start),
            bn3: BatchNorm::new(outputs, start),
            downsample: (stride > 1 || inputs != outputs).then(|| Downsample {
                conv: Convolution::new([inputs, outputs], 1, stride, start),
                norm: BatchNorm::new(outputs, start),
            }),
        }
    }

    pub(super) fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let inner = relu(self.bn1.forward(self.conv1.forward(input.clone())));
        let inner = relu(self.bn2.forward(self.conv2.forward(inner)));
        let output = self.bn3.forward(self.conv3.forward(inner));
        let shortcut = match &self.downsample {
            Some(down) => down.norm.forward(down.conv.forward(input)),
            None => input,
        };
        relu(output + shortcut)
    }
}
