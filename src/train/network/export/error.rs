//! What can go wrong between a trained network and its file.

use super::member::{Calibration, Standardisation};
use crate::onnx;

/// Why a network is not exported. No file is written then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no network.
    #[error("there is no network to export")]
    NoNetwork,
    /// A tensor is not there.
    #[error("network {network}: tensor {name} is missing; a ResNet of bottlenecks needs it")]
    Missing {
        /// Which network of the ensemble, from 0.
        network: usize,
        /// The tensor.
        name: String,
    },
    /// A tensor that no ResNet has, or a second one of the name.
    #[error(
        "network {network}: tensor {name} is of no use in a ResNet of bottlenecks, or there twice"
    )]
    Unused {
        /// Which network of the ensemble, from 0.
        network: usize,
        /// The tensor.
        name: String,
    },
    /// A tensor has another shape than the layers around it ask for.
    #[error("network {network}: tensor {name} is {found:?}, and {wanted} is wanted")]
    Shape {
        /// Which network of the ensemble, from 0.
        network: usize,
        /// The tensor.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// What it should be.
        wanted: String,
    },
    /// A tensor has a value that cannot be, such as NaN.
    #[error("network {network}: tensor {name} has the value {value}: {why}")]
    Value {
        /// Which network of the ensemble, from 0.
        network: usize,
        /// The tensor.
        name: String,
        /// The value.
        value: f32,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The networks, their features, the metadata and the reference do not go together.
    #[error("the network cannot be exported so: {0}")]
    Unfit(Unfit),
    /// The metadata are nothing that JSON can hold.
    #[error("the network cannot be exported so: its metadata cannot be written as JSON")]
    Metadata(#[from] serde_json::Error),
    /// The file gives other probabilities, or is not to be had.
    #[error(transparent)]
    Onnx(#[from] onnx::Error),
}

/// What does not go together.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// A side of the images is 0.
    #[error("its images have no pixels")]
    NoPixels,
    /// The graph gives the disease class second.
    #[error("the metadata's positive class must be the second of its classes")]
    PositiveClass,
    /// The graph has ImageNet's normalisation.
    #[error("the metadata's normalisation must be \"graph\", which has it")]
    Normalisation,
    /// More or fewer features than names.
    #[error(
        "network {network} takes {taken} features, and the metadata names [{}]", named.join(", ")
    )]
    Features {
        /// Which network of the ensemble, from 0.
        network: usize,
        /// How many it takes.
        taken: usize,
        /// Those of the metadata.
        named: Vec<String>,
    },
    /// A calibration turns scores round, or is no number.
    #[error("network {network} has an impossible calibration: {calibration:?}")]
    Calibration {
        /// Which network of the ensemble, from 0.
        network: usize,
        /// The calibration.
        calibration: Calibration,
    },
    /// Features that nothing standardises.
    #[error("network {network} takes features without a mean and deviation")]
    NotStandardised {
        /// Which network of the ensemble, from 0.
        network: usize,
    },
    /// A standardisation of other features, or one that cannot be.
    #[error("network {network} takes {taken} features, and has {standardisation:?} for them")]
    Standardisation {
        /// Which network of the ensemble, from 0.
        network: usize,
        /// How many features it takes.
        taken: usize,
        /// What there is for them.
        standardisation: Standardisation,
    },
    /// Nothing to check by.
    #[error("no training images were given to check it by")]
    NoReference,
    /// A part of the reference has another shape than the probabilities and networks ask for.
    #[error("the {what} to check it by are {found:?}, and {wanted:?} is wanted")]
    Reference {
        /// `images` or `features`.
        what: &'static str,
        /// Their shape.
        found: Vec<usize>,
        /// What it should be.
        wanted: Vec<usize>,
    },
    /// A probability of the reference is none.
    #[error("{0} was given as a probability")]
    Probability(f32),
}

impl From<Unfit> for Error {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}
