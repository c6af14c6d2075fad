//! From trained networks to a file that is known to give their probabilities.

use std::{io::Write, path::Path};

use serde::Deserialize;
use serde_json::json;

use super::{
    Error, Member, Reference,
    check::{self, Difference},
    graph::Arithmetic,
    layers::Layers,
    network::{Ensemble, Part, encode, metadata_entry},
};
use crate::{
    model::{Metadata, metadata::Normalisation},
    target,
};

/// What float16 ends at.
const LARGEST_HALF: f32 = 65504.0;

/// How numbers are kept and computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// float32.
    #[default]
    Float32,
    /// Half the size; float16 where a GPU computes.
    Float16,
    /// A quarter of the size: convolutions in 8-bit integers where that is exact enough, else
    /// weights alone.
    Int8,
}

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
    pub metadata: &'a Metadata,
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
    pub metadata: Metadata,
    /// `float32`, `float16`, `int8`, or `int8-weights` where only the weights are integers.
    pub precision: &'static str,
    /// The largest difference of a training image's probability from the trained networks';
    /// `None` where it was not checked.
    pub difference: Option<f32>,
    /// The file's size.
    pub bytes: usize,
}

/// A network's file without its metadata.
struct Candidate {
    precision: &'static str,
    network: Vec<u8>,
}

impl Precision {
    /// How far an exported network's probabilities may be from the trained one's.
    #[must_use]
    pub fn tolerance(self) -> f32 {
        match self {
            Self::Float32 => 1e-4,
            Self::Float16 | Self::Int8 => 1e-2,
        }
    }
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
    let (chosen, difference) = match &export.reference {
        None => (export.unchecked(&ensemble)?, None),
        Some(reference) => {
            reference.check(&ensemble)?;
            check::runtime(export.library)?;
            let (chosen, difference) = export.checked(&ensemble, reference, path)?;
            (chosen, Some(difference.largest))
        }
    };
    let metadata = export.metadata(chosen.precision, difference);
    let file = [chosen.network, metadata_entry(&metadata)?].concat();
    let written = target::write_whole(path, |out| out.write_all(&file));
    written.map_err(|source| Error::Write {
        path: path.into(),
        source,
    })?;
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
            check_features(number, member, layers.features(), &self.metadata.features)?;
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

    fn check_metadata(&self) -> Result<(), Error> {
        let unfit = |what: &str| Err(Error::Unfit(what.into()));
        if self.height == 0 || self.width == 0 {
            return unfit("its images have no pixels");
        }
        if self.metadata.positive_index() != 1 {
            return unfit("the metadata's positive class must be the second of its classes");
        }
        match self.metadata.normalisation {
            Normalisation::Graph => Ok(()),
            _ => unfit("the metadata's normalisation must be \"graph\", which has it"),
        }
    }

    fn unchecked(&self, ensemble: &Ensemble) -> Result<Candidate, Error> {
        match self.precision {
            Precision::Float32 => Candidate::of("float32", ensemble, Arithmetic::Single),
            Precision::Float16 => Candidate::of("float16", ensemble, Arithmetic::Half),
            Precision::Int8 => Err(Error::NoImages),
        }
    }

    fn checked(
        &self,
        ensemble: &Ensemble,
        reference: &Reference,
        path: &Path,
    ) -> Result<(Candidate, Difference), Error> {
        let try_one = |precision, arithmetic| {
            let candidate = Candidate::of(precision, ensemble, arithmetic)?;
            self.within(candidate, ensemble, reference, path)
        };
        let ranges = || check::ranges(ensemble, reference, self.library);
        match self.precision {
            Precision::Float32 => try_one("float32", Arithmetic::Single),
            Precision::Float16 => {
                for (name, range) in ranges()? {
                    check_half(name, range.most.max(-range.least))?;
                }
                try_one("float16", Arithmetic::Half)
            }
            Precision::Int8 => match try_one("int8", Arithmetic::Integers(&ranges()?)) {
                Err(Error::Differs { .. }) => try_one("int8-weights", Arithmetic::IntegerWeights),
                tried => tried,
            },
        }
    }

    /// The candidate, if its probabilities are the trained network's within the tolerance.
    fn within(
        &self,
        candidate: Candidate,
        ensemble: &Ensemble,
        reference: &Reference,
        path: &Path,
    ) -> Result<(Candidate, Difference), Error> {
        let file = [&candidate.network[..], &metadata_entry(self.metadata)?].concat();
        let difference = check::difference(file, path, ensemble, reference, self.library)?;
        let tolerance = self.precision.tolerance();
        if difference.largest <= tolerance {
            return Ok((candidate, difference));
        }
        Err(Error::Differs {
            precision: candidate.precision,
            difference: difference.largest,
            row: difference.row,
            found: difference.found,
            expected: difference.expected,
            tolerance,
        })
    }

    /// The metadata with what was measured.
    fn metadata(&self, precision: &str, difference: Option<f32>) -> Metadata {
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

impl Candidate {
    fn of(
        precision: &'static str,
        ensemble: &Ensemble,
        arithmetic: Arithmetic,
    ) -> Result<Self, Error> {
        let (graph, _) = ensemble.graph(arithmetic)?;
        Ok(Self {
            precision,
            network: encode(graph),
        })
    }
}

/// Checks that a network takes the features that the metadata names, and how.
fn check_features(
    number: usize,
    member: &Member,
    taken: usize,
    named: &[String],
) -> Result<(), Error> {
    let unfit = |what: String| Err(Error::Unfit(format!("network {number} {what}")));
    if taken != named.len() {
        let names = named.join(", ");
        return unfit(format!(
            "takes {taken} features, and the metadata names [{names}]"
        ));
    }
    if let Some(calibration) = member.calibration
        && !(calibration.scale > 0.0 && (calibration.scale * calibration.bias).is_finite())
    {
        return unfit(format!("has an impossible calibration: {calibration:?}"));
    }
    let Some(standardisation) = &member.standardisation else {
        return match taken {
            0 => Ok(()),
            _ => unfit("takes features without a mean and deviation".into()),
        };
    };
    let (mean, deviation) = (&standardisation.mean, &standardisation.deviation);
    let is_whole = taken > 0 && mean.len() == taken && deviation.len() == taken;
    let is_possible = |value: &f32| value.is_finite() && *value > 0.0;
    if is_whole && mean.iter().all(|m| m.is_finite()) && deviation.iter().all(is_possible) {
        return Ok(());
    }
    unfit(format!(
        "takes {taken} features, and has {standardisation:?} for them"
    ))
}

/// Short in files, and the same once it was read.
fn three_digits(value: f32) -> Option<f64> {
    format!("{value:.2e}").parse().ok()
}

fn check_half(name: String, value: f32) -> Result<(), Error> {
    match value <= LARGEST_HALF {
        true => Ok(()),
        false => Err(Error::HalfRange { name, value }),
    }
}

#[cfg(test)]
mod tests;
