//! A network of an ensemble, with what belongs to it.

use super::super::tensor::NamedTensor;

/// A network of an ensemble.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// Its tensors by torchvision's names: a ResNet of bottlenecks of any width and depth, then
    /// `fc1` and `fc2`.
    pub tensors: Vec<NamedTensor>,
    /// Of its features, where it has any.
    pub standardisation: Option<Standardisation>,
    /// What was learnt after it, where anything was.
    pub calibration: Option<Calibration>,
}

/// Features x become (x − mean) / deviation; one value of each for each feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardisation {
    /// What is taken away.
    pub mean: Vec<f32>,
    /// What is divided by; above 0.
    pub deviation: Vec<f32>,
}

/// The difference d of the two logits (disease − other) becomes scale · d + bias before the
/// softmax: Platt's scaling (Platt 1999), or with a bias of 0 the temperature 1 / scale (Guo et al.
/// 2017, arXiv:1706.04599).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// The factor; above 0.
    pub scale: f32,
    /// What is added.
    pub bias: f32,
}

impl Calibration {
    pub(super) fn is_possible(self) -> bool {
        self.scale > 0.0 && (self.scale * self.bias).is_finite()
    }
}

impl Standardisation {
    pub(super) fn is_possible(&self, features: usize) -> bool {
        let is_whole = self.mean.len() == features && self.deviation.len() == features;
        let is_possible = |value: &f32| value.is_finite() && *value > 0.0;
        features > 0
            && is_whole
            && self.mean.iter().all(|mean| mean.is_finite())
            && self.deviation.iter().all(is_possible)
    }
}
