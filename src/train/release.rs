//! From networks that have learnt to a file for others.
//!
//! The example of [`training`](super::training) writes a file.

use std::path::Path;

use ndarray::{Array2, aview1};

use super::{
    examples::Examples,
    learn::{self, Learnt, Member},
    network::export::{self, Export, Exported, Reference, export},
};
use crate::{
    model::{image::ImageMetadata, runtime},
    onnx::Precision,
};

/// How networks are written.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// What the file says of itself.
    pub metadata: &'a ImageMetadata,
    /// How it is written.
    pub file: FileOptions<'a>,
}

/// How a network's file is written.
#[derive(Clone, Copy, Debug)]
pub struct FileOptions<'a> {
    /// How it keeps numbers.
    pub precision: Precision,
    /// Whether ONNX Runtime must give the trained network's probabilities by it.
    pub is_checked: bool,
    /// ONNX Runtime's library or its folder; searched for if `None`.
    pub library: Option<&'a Path>,
}

impl Default for FileOptions<'_> {
    fn default() -> Self {
        Self {
            precision: Precision::Float32,
            is_checked: true,
            library: None,
        }
    }
}

impl FileOptions<'_> {
    /// Checks that ONNX Runtime is there, where the network is to be compared in it.
    ///
    /// # Errors
    ///
    /// If it is not, or the precision cannot do without.
    pub fn check(&self) -> Result<(), Error> {
        match (self.is_checked, self.precision) {
            (true, _) => {
                runtime::load(self.library)?;
                Ok(())
            }
            (false, Precision::Int8) => Err(Error::Unchecked),
            (false, _) => Ok(()),
        }
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// ONNX Runtime, in which the network is to be compared, is not there.
    #[error(
        "the network could not be compared with its file after the training (--unchecked does \
         without)"
    )]
    Runtime(#[from] runtime::Error),
    /// Which numbers are kept in a byte is found by running the network.
    #[error("int8 is found by running the network: leave --unchecked out")]
    Unchecked,
    /// The trained networks gave no probabilities.
    #[error(transparent)]
    Learn(#[from] learn::Error),
    /// The file could not be written, or gives others.
    #[error(transparent)]
    Export(#[from] export::Error),
}

impl Release<'_> {
    /// Writes networks as ONNX, checked on every image that they have learnt from.
    ///
    /// # Errors
    ///
    /// As [`export()`] has them.
    pub fn write(
        &self,
        learnt: &Learnt,
        examples: &Examples,
        path: &Path,
    ) -> Result<Exported, Error> {
        let genes: Vec<_> = (0..examples.len()).collect();
        let probabilities = learnt.probabilities(examples, &genes)?;
        let members: Vec<_> = learnt.members.iter().map(Member::to_export).collect();
        let features = features(examples, !self.metadata.features.is_empty());
        let (height, width) = examples.size();
        let reference = Reference {
            images: examples.images.view(),
            features: features.view(),
            probabilities: aview1(&probabilities),
        };
        let release = Export {
            members: &members,
            height,
            width,
            metadata: self.metadata,
            precision: self.file.precision,
            reference: self.file.is_checked.then_some(reference),
            library: self.file.library,
        };
        Ok(export(&release, path)?)
    }
}

/// Level and tau of each gene, as they are scored by: 0 where there is no tau. N × 2, or N × 0
/// where they are not seen.
fn features(examples: &Examples, are_seen: bool) -> Array2<f32> {
    let columns = if are_seen { 2 } else { 0 };
    Array2::from_shape_fn((examples.len(), columns), |(gene, column)| {
        let gene = &examples.genes[gene];
        [gene.level, gene.tau.unwrap_or(0.0)][column]
    })
}
