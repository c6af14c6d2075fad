//! What can go wrong between a trained network and its file.

use std::{io, path::PathBuf};

use crate::model;

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
        /// Its extents.
        found: Vec<usize>,
        /// What they should be.
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
    /// The networks, their features and the metadata do not go together.
    #[error("the network cannot be exported so: {0}")]
    Unfit(String),
    /// float16 cannot hold a weight or what flows through the network.
    #[error(
        "{name} reaches {value}, and float16 ends at 65504; export the network as float32 instead"
    )]
    HalfRange {
        /// The tensor or layer.
        name: String,
        /// The value.
        value: f32,
    },
    /// Integers need images, to see how large values get.
    #[error(
        "int8 needs the training images, by which the ranges of values are measured: export it \
         with the check, or as float32 or float16"
    )]
    NoImages,
    /// ONNX Runtime cannot be used.
    #[error(
        "an exported network is checked in ONNX Runtime before it is written; export it without \
         the check, which its metadata then says, or: {0}"
    )]
    Runtime(#[source] model::runtime::Error),
    /// ONNX Runtime refused or failed to run what was exported.
    #[error("the exported network does not run")]
    Model(#[from] model::Error),
    /// The exported network gives other probabilities than the trained one.
    #[error(
        "as {precision}, the exported network differs from the trained one by {difference} on \
         image {row} ({found}, and {expected} by the trained one), more than {tolerance}; no file \
         was written{}",
        remedy(precision)
    )]
    Differs {
        /// How it was exported.
        precision: &'static str,
        /// The largest difference of probabilities.
        difference: f32,
        /// The image's number, from 0.
        row: usize,
        /// What the exported network gave.
        found: f32,
        /// What the trained one gave.
        expected: f32,
        /// What may be.
        tolerance: f32,
    },
    /// The file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn remedy(precision: &str) -> &'static str {
    match precision {
        "float32" => "",
        _ => "; export it as float32 instead",
    }
}

impl From<ort::Error> for Error {
    fn from(source: ort::Error) -> Self {
        Self::Model(source.into())
    }
}
