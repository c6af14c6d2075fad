//! ONNX files of trained networks, written message by message and checked in ONNX Runtime.
//!
//! A file takes images (`images`, N×3×H×W, float32 in 0-1) and, where the networks have them,
//! features (`features`, N×K, float32), and gives the mean of its networks' probabilities
//! (`probabilities`, N×2). ImageNet's normalisation of images, the standardisation of features and
//! the calibration are in the graph. Nothing here knows what trained the networks.

mod check;
mod error;
mod export;
mod graph;
mod integers;
mod layers;
mod network;
mod proto;

pub use self::check::Reference;
pub use self::error::Error;
pub use self::export::{Export, Exported, Precision, export};

use super::tensors::NamedTensor;

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
