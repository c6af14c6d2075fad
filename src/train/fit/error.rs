//! Why a network could not be trained.

use std::{io, path::PathBuf};

use burn::{store::RecordError, tensor::TensorReadError};
use ndarray::ShapeError;
use thiserror::Error;

/// Why a network could not be trained.
#[derive(Debug, Error)]
pub enum Error {
    /// An option out of its range.
    #[error("the training option {name} is {value}: it must be {range}")]
    Option {
        /// The option, as in the JSON.
        name: &'static str,
        /// What it is.
        value: String,
        /// What it may be.
        range: &'static str,
    },
    /// A part of the split has too few genes.
    #[error("{found} {part} genes: at least {needed} are needed; give more labelled genes")]
    TooFew {
        /// `training` or `validation`.
        part: &'static str,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Only one class to learn from.
    #[error(
        "all {0} training genes are of one class: nothing can be learnt; give genes of both classes"
    )]
    OneClass(usize),
    /// The loss is not finite any more.
    #[error(
        "the {part} loss is {loss} in epoch {epoch}: the training diverged at the learning rate \
         {rate}; try a tenth of it, and look for inputs that are not finite"
    )]
    Diverged {
        /// `training` or `validation`.
        part: &'static str,
        /// From 1.
        epoch: usize,
        /// Infinite or not a number.
        loss: f64,
        /// The epoch's learning rate.
        rate: f64,
    },
    /// The network's answer has another shape.
    #[error("the network gave {found} numbers for {genes} genes: it must give {classes} for each")]
    Logits {
        /// How many genes it was asked for.
        genes: usize,
        /// How many classes there are.
        classes: usize,
        /// How many numbers there are.
        found: usize,
    },
    /// Numbers did not come back from the device.
    #[error("cannot read from the computing device")]
    Device(#[from] TensorReadError),
    /// Numbers of one network have different shapes.
    #[error("the network's numbers have no common shape")]
    Shape(#[from] ShapeError),
    /// A file could not be read or written.
    #[error("cannot {action} the checkpoint {}", path.display())]
    File {
        /// `read` or `write`.
        action: &'static str,
        /// The checkpoint.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that is no checkpoint of ours, or was cut or changed.
    #[error("{}: {what}; remove the file to train from the start", path.display())]
    Checkpoint {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: &'static str,
    },
    /// A checkpoint of another training.
    #[error(
        "{} is a checkpoint of another training: {what}; train with what it was made with, or \
         name another file",
        path.display()
    )]
    Other {
        /// The file.
        path: PathBuf,
        /// What differs.
        what: String,
    },
    /// The weights of a checkpoint are not those of this network, or could not be packed.
    #[error("the weights in the checkpoint {}", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// What differs.
        source: RecordError,
    },
}
