//! What can go wrong between a network and its ONNX file.

use std::{io, path::PathBuf};

use crate::model;

/// Why a network is not exported. No file is written then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// float16 cannot hold a weight or an activation.
    #[error(
        "{name} reaches {value}, and float16 ends at 65504; export the network as float32 instead"
    )]
    HalfRange {
        /// The tensor or layer.
        name: String,
        /// The value.
        value: f32,
    },
    /// Integers need inputs, by which the ranges of activations are measured.
    #[error(
        "int8 needs the training examples, by which the ranges of values are measured: export it \
         with the check, or as float32 or float16"
    )]
    NoReference,
    /// ONNX Runtime cannot be used.
    #[error(
        "an exported network is checked in ONNX Runtime before it is written; export it without \
         the check, which its metadata then says, or: {0}"
    )]
    Runtime(#[source] model::runtime::Error),
    /// ONNX Runtime refused or failed to run what was exported.
    #[error("the exported network does not run")]
    Model(#[from] model::Error),
    /// An activation has no range, because the graph did not give it.
    #[error("ONNX Runtime gave no number for the output {0}")]
    NoRange(String),
    /// The exported network gives other answers than the trained one.
    #[error(
        "as {precision}, the exported network differs from the trained one by {difference} on \
         {unit} {row} ({found}, and {expected} by the trained one), more than {tolerance}; no file \
         was written{}",
        remedy(precision)
    )]
    Differs {
        /// How it was exported.
        precision: &'static str,
        /// The largest difference of answers.
        difference: f32,
        /// What a row is, such as `image`.
        unit: &'static str,
        /// The row, from 0.
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
        "float32" | "float64" => "",
        _ => "; export it as float32 instead",
    }
}

impl From<ort::Error> for Error {
    fn from(source: ort::Error) -> Self {
        Self::Model(source.into())
    }
}
