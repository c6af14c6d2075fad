//! From networks that have learnt to a file for others.

use std::path::Path;

use ndarray::{Array2, aview1};

use super::{
    examples::Examples,
    learn::{self, Learnt, Member},
    network::export::{self, Export, Exported, Reference, export},
};
use crate::{model::image::ImageMetadata, onnx::Precision};

/// How networks are written.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// What the file says of itself.
    pub metadata: &'a ImageMetadata,
    /// How numbers are kept.
    pub precision: Precision,
    /// Whether ONNX Runtime must give the trained networks' probabilities by it.
    pub is_checked: bool,
    /// ONNX Runtime's library or its folder; searched for if `None`.
    pub library: Option<&'a Path>,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
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
    /// As [`export`] has them.
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
            precision: self.precision,
            reference: self.is_checked.then_some(reference),
            library: self.library,
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
