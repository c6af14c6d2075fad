//! Why a network cannot be made, or its weights cannot be read.

use std::{io, path::PathBuf};

use burn::store::{PytorchStoreError, SafetensorsStoreError};
use thiserror::Error as ThisError;

use super::mismatch::Mismatch;

/// Why a network cannot be made, or its weights cannot be read.
#[derive(Debug, ThisError)]
pub enum Error {
    /// An option of the network is out of range.
    #[error("the network's {option} is {value}, but must be {range}")]
    Config {
        /// Which.
        option: &'static str,
        /// Its value.
        value: String,
        /// What it may be.
        range: &'static str,
    },
    /// The file is not there or cannot be read.
    #[error("cannot read the weights {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is neither safetensors nor what `torch.save` writes, or is damaged.
    #[error(
        "{} is no file of weights, or is cut short or damaged: it must be a .safetensors file or \
         what torch.save writes; get it anew, and compare its checksum",
        path.display()
    )]
    Pytorch {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        source: PytorchStoreError,
    },
    /// A safetensors file that is damaged.
    #[error(
        "the safetensors file {} is cut short or damaged: get it anew, and compare its checksum",
        path.display()
    )]
    Safetensors {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        source: SafetensorsStoreError,
    },
    /// The values of a tensor cannot be read.
    #[error("cannot read the tensor {tensor} of {}: the file is cut short or damaged", path.display())]
    Values {
        /// The file.
        path: PathBuf,
        /// The tensor's name.
        tensor: String,
        /// What the reader says.
        source: burn::store::burn_pack::Error,
    },
    /// A tensor has values that no trained network has.
    #[error(
        "the tensor {tensor} of {} {problem}: such weights would make every score NaN; take another file",
        path.display()
    )]
    Unusable {
        /// The file.
        path: PathBuf,
        /// The tensor's name.
        tensor: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// The file holds no ResNet with torchvision's names.
    #[error(
        "{} has {count} tensors, none of them {anchor}: it holds no ResNet with torchvision's \
         names{}; take the file of torchvision's resnet50",
        path.display(),
        examples(found)
    )]
    NoResNet {
        /// The file.
        path: PathBuf,
        /// How many tensors it has.
        count: usize,
        /// The name that was looked for.
        anchor: &'static str,
        /// The names of some.
        found: Vec<String>,
    },
    /// The file holds several.
    #[error(
        "{} holds several networks, under {}: save the one that you mean in a file of its own",
        path.display(),
        prefixes.join(", ")
    )]
    Several {
        /// The file.
        path: PathBuf,
        /// What their names begin with.
        prefixes: Vec<String>,
    },
    /// The file holds another network.
    #[error("the weights of {} do not fit the network: {}", path.display(), source.remedy())]
    Other {
        /// The file.
        path: PathBuf,
        /// What is missing or other.
        source: Mismatch,
    },
}

fn examples(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!(" (there are {})", names.join(", "))
}
