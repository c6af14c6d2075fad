//! From images to an embedding: all of ResNet-50 but its classifier.

use burn::{
    module::Module,
    tensor::{Tensor, TensorData, activation::relu, module::max_pool2d, ops::MaxPoolOptions},
};

use super::{
    batch_norm::BatchNorm,
    bottleneck::{Bottleneck, Convolution, EXPANSION},
    start::Start,
};

/// The means of ImageNet's images in red, green and blue, 0-1, as torchvision's weights expect.
pub(super) const IMAGENET_MEAN: [f32; 3] = [0.485, 0.456, 0.406];

/// Their standard deviations.
pub(super) const IMAGENET_STD: [f32; 3] = [0.229, 0.224, 0.225];

/// All of ResNet-50 but its classifier.
#[derive(Module, Debug)]
pub struct Trunk {
    conv1: Convolution,
    bn1: BatchNorm,
    layer1: Vec<Bottleneck>,
    layer2: Vec<Bottleneck>,
    layer3: Vec<Bottleneck>,
    layer4: Vec<Bottleneck>,
}

impl Trunk {
    pub(super) fn new(width: usize, start: &mut Start) -> Self {
        Self {
            conv1: Convolution::new([3, width], 7, 2, start),
            bn1: BatchNorm::new(width, start),
            layer1: layer(3, width, width, 1, start),
            layer2: layer(4, EXPANSION * width, 2 * width, 2, start),
            layer3: layer(6, EXPANSION * 2 * width, 4 * width, 2, start),
            layer4: layer(3, EXPANSION * 4 * width, 8 * width, 2, start),
        }
    }

    /// Images, N × 3 × H × W, RGB in 0-1, to N × (32 × width).
    #[must_use]
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        let stem = relu(self.bn1.forward(self.conv1.forward(normalise(images))));
        let options = MaxPoolOptions::new([3, 3])
            .with_stride([2, 2])
            .with_padding([1, 1]);
        let blocks = [&self.layer1, &self.layer2, &self.layer3, &self.layer4];
        let maps = (blocks.into_iter().flatten())
            .fold(max_pool2d(stem, options), |maps, block| block.forward(maps));
        let [images, channels, height, width] = maps.dims();
        maps.reshape([images, channels, height * width])
            .mean_dim(2)
            .reshape([images, channels])
    }
}

/// Blocks of which the first changes size and channels.
fn layer(
    blocks: usize,
    inputs: usize,
    inner: usize,
    stride: usize,
    start: &mut Start,
) -> Vec<Bottleneck> {
    let rest = (inner * EXPANSION, 1);
    (0..blocks)
        .map(|block| if block == 0 { (inputs, stride) } else { rest })
        .map(|(inputs, stride)| Bottleneck::new(inputs, inner, stride, start))
        .collect()
}

/// From 0-1 to ImageNet's mean 0 and standard deviation 1, by channel.
fn normalise(images: Tensor<4>) -> Tensor<4> {
    let device = images.device();
    let constant = |values: [f32; 3]| {
        Tensor::<4>::from_data(TensorData::new(values.to_vec(), [1, 3, 1, 1]), &device)
    };
    (images - constant(IMAGENET_MEAN)) / constant(IMAGENET_STD)
}
