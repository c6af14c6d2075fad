//! The numbers of a network by name, independent of any framework.

use ndarray::ArrayD;

/// A tensor of a network, by the name and in the layout that torchvision gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedTensor {
    /// Such as `layer1.0.conv1.weight`.
    pub name: String,
    /// Its numbers. A linear layer's weights are outputs × inputs, a convolution's are outputs ×
    /// inputs × height × width.
    pub values: ArrayD<f32>,
}
