//! ONNX files of trained networks, checked in ONNX Runtime.
//!
//! A file takes images (`images`, N×3×H×W, float32 in 0-1) and, where the networks have them,
//! features (`features`, N×K, float32), and gives the mean of its networks' probabilities
//! (`probabilities`, N×2). ImageNet's normalisation of images, the standardisation of features and
//! the calibration are in the graph. Nothing here knows what trained the networks.
//!
//! The example of [`training`](crate::train::training) ends in such a file.

mod error;
mod graph;
mod layers;
mod member;
mod reference;

use std::path::Path;

use serde_json::json;

pub use self::{
    error::{Error, Unfit},
    member::{Calibration, Member, Standardisation},
    reference::Reference,
};
use self::{
    graph::{Ensemble, Part},
    layers::Layers,
    reference::Check,
};
use crate::{
    model::{
        image::{ImageMetadata, Normalisation},
        metadata,
    },
    onnx::{self, Precision, metadata_entry},
};

/// What is exported, and how.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The networks whose probabilities are averaged.
    pub members: &'a [Member],
    /// Rows of an image.
    pub height: usize,
    /// Columns of an image.
    pub width: usize,
    /// What the file says of itself, but for what the export measures, which is added to its
    /// metrics under the key `export`. Its second class is the disease class.
    pub metadata: &'a ImageMetadata,
    /// How numbers are kept.
    pub precision: Precision,
    /// What the file is checked by; unchecked, as its metadata then says, if `None`.
    pub reference: Option<Reference<'a>>,
    /// ONNX Runtime's library or its folder; searched for if `None`.
    pub library: Option<&'a Path>,
}

/// What was exported.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// What the file says of itself.
    pub metadata: ImageMetadata,
    /// `float32`, `float16`, `int8`, or `int8-weights` where only the weights are integers.
    pub precision: &'static str,
    /// The largest difference of a training image's probability from the trained networks';
    /// `None` where it was not checked.
    pub difference: Option<f32>,
    /// The file's size.
    pub bytes: usize,
}

/// Writes an ONNX file, whole or not at all: only once ONNX Runtime has given the reference's
/// probabilities by it, within [`Precision::tolerance`].
///
/// float16 is checked on the CPU, where ONNX Runtime may compute in float32 by the weights of
/// float16; that no activation leaves float16's range is checked as well.
///
/// # Errors
///
/// Tensors that are no ResNet of bottlenecks, or do not go with the features, metadata and
/// reference; no ONNX Runtime to check it by; a difference above the tolerance; a file that cannot
/// be written.
pub fn export(export: &Export, path: &Path) -> Result<Exported, Error> {
    let ensemble = export.ensemble()?;
    if let Some(reference) = &export.reference {
        reference.check(&ensemble)?;
    }
    let unmeasured = serde_json::to_string(export.metadata)?;
    let check = export.reference.map(|reference| Check {
        reference,
        metadata: &unmeasured,
        path,
        library: export.library,
    });
    let check = check.as_ref().map(|check| check as &dyn onnx::Reference);
    let graph = |arithmetic: onnx::Arithmetic<'_>| ensemble.graph(arithmetic);
    let chosen = onnx::export(graph, export.precision, check, export.library)?;
    let difference = chosen.difference.map(|difference| difference.largest);
    let metadata = export.metadata(chosen.precision, difference);
    let entry = metadata_entry(metadata::KEY, &serde_json::to_string(&metadata)?);
    let file = [chosen.network, entry].concat();
    onnx::write(path, &file)?;
    Ok(Exported {
        metadata,
        precision: chosen.precision,
        difference,
        bytes: file.len(),
    })
}

impl<'a> Export<'a> {
    fn ensemble(&self) -> Result<Ensemble<'a>, Error> {
        if self.members.is_empty() {
            return Err(Error::NoNetwork);
        }
        self.check_metadata()?;
        let mut parts = Vec::new();
        for (number, member) in self.members.iter().enumerate() {
            let layers = Layers::of(number, &member.tensors)?;
            check_member(number, member, layers.features(), &self.metadata.features)?;
            parts.push(Part {
                layers,
                standardisation: member.standardisation.as_ref(),
                calibration: member.calibration,
            });
        }
        Ok(Ensemble {
            parts,
            height: self.height,
            width: self.width,
        })
    }

    fn check_metadata(&self) -> Result<(), Unfit> {
        if self.height == 0 || self.width == 0 {
            return Err(Unfit::NoPixels);
        }
        if self.metadata.positive_index() != 1 {
            return Err(Unfit::PositiveClass);
        }
        match self.metadata.normalisation {
            Normalisation::Graph => Ok(()),
            Normalisation::Constants { .. } => Err(Unfit::Normalisation),
        }
    }

    /// The metadata with what was measured.
    fn metadata(&self, precision: &str, difference: Option<f32>) -> ImageMetadata {
        let mut metadata = self.metadata.clone();
        let measured = match (difference, &self.reference) {
            (Some(difference), Some(reference)) => json!({
                "precision": precision,
                "checked": true,
                "images": reference.probabilities.len(),
                "largest_difference": three_digits(difference),
                "tolerance": three_digits(self.precision.tolerance()),
            }),
            _ => json!({"precision": precision, "checked": false}),
        };
        metadata.metrics.insert("export".into(), measured);
        metadata
    }
}

/// Checks that a network takes the features that the metadata names, and how.
fn check_member(
    network: usize,
    member: &Member,
    taken: usize,
    named: &[String],
) -> Result<(), Unfit> {
    if taken != named.len() {
        let named = named.into();
        return Err(Unfit::Features {
            network,
            taken,
            named,
        });
    }
    if let Some(calibration) = member.calibration
        && !calibration.is_possible()
    {
        return Err(Unfit::Calibration {
            network,
            calibration,
        });
    }
    match &member.standardisation {
        None if taken == 0 => Ok(()),
        None => Err(Unfit::NotStandardised { network }),
        Some(standardisation) if standardisation.is_possible(taken) => Ok(()),
        Some(standardisation) => Err(Unfit::Standardisation {
            network,
            taken,
            standardisation: standardisation.clone(),
        }),
    }
}

/// Short in files, and the same once it was read.
fn three_digits(value: f32) -> Option<f64> {
    format!("{value:.2e}").parse().ok()
}

#[cfg(test)]
mod tests;
