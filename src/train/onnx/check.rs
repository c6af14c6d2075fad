//! What an exported network gives in ONNX Runtime, beside what the trained one gave.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use ort::{session::SessionInputValue, value::TensorRef};

use super::{
    Error,
    graph::Arithmetic,
    integers::Range,
    network::{Ensemble, IMAGES, encode},
};
use crate::model::{self, Model, Options, Provider, metadata, runtime};

/// The training images, and the probabilities of the disease class that the trained network, or
/// the mean of the trained networks, gave for them, calibrated.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// Images × height × width × 3: 8-bit RGB, rows from the top. Networks see byte / 255.
    pub images: &'a [u8],
    /// Images × features, before they are standardised; empty where there are none.
    pub features: &'a [f32],
    /// One an image.
    pub probabilities: &'a [f32],
}

/// How many images go through a network at a time.
const BATCH: usize = 32;

/// How far an exported network is from the trained one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Difference {
    pub(super) largest: f32,
    pub(super) row: usize,
    pub(super) found: f32,
    pub(super) expected: f32,
}

impl Reference<'_> {
    /// Checks that there are as many of each for images of a size.
    pub(super) fn check(&self, ensemble: &Ensemble) -> Result<(), Error> {
        let rows = self.probabilities.len();
        let image = 3 * ensemble.height * ensemble.width;
        let features = ensemble.features();
        let wrong = |what: &str, found: usize, wanted: usize| {
            Err(Error::Unfit(format!(
                "{found} {what} were given for {rows} probabilities, and {wanted} are wanted"
            )))
        };
        if rows == 0 {
            return Err(Error::Unfit(
                "no training images were given to check it by".into(),
            ));
        }
        if Some(self.images.len()) != image.checked_mul(rows) {
            return wrong("bytes of images", self.images.len(), image * rows);
        }
        if self.features.len() != features * rows {
            return wrong("features", self.features.len(), features * rows);
        }
        match self
            .probabilities
            .iter()
            .find(|p| !(0.0..=1.0).contains(*p))
        {
            Some(value) => Err(Error::Unfit(format!("{value} was given as a probability"))),
            None => Ok(()),
        }
    }

    /// Batches: images as N×3×H×W, and features.
    fn batches(&self, ensemble: &Ensemble) -> impl Iterator<Item = (Vec<f32>, &[f32])> {
        let plane = ensemble.height * ensemble.width;
        let features = ensemble.features();
        let images = self.images.chunks(3 * plane * BATCH).enumerate();
        images.map(move |(number, bytes)| {
            let start = number * BATCH * features;
            let rows = bytes.len() / (3 * plane);
            (
                planes(bytes, plane),
                &self.features[start..][..rows * features],
            )
        })
    }
}

/// Images of height × width × 3 bytes as 3 × height × width values of 0-1.
fn planes(bytes: &[u8], plane: usize) -> Vec<f32> {
    let mut values = Vec::with_capacity(bytes.len());
    for image in bytes.chunks(3 * plane) {
        for colour in 0..3 {
            let bytes = image.iter().skip(colour).step_by(3);
            values.extend(bytes.map(|&byte| f32::from(byte) / 255.0));
        }
    }
    values
}

/// Finds ONNX Runtime, or says how to get it.
pub(super) fn runtime(library: Option<&Path>) -> Result<runtime::Loaded, Error> {
    runtime::load(library).map_err(Error::Runtime)
}

/// The largest difference of the probabilities of an ONNX file's bytes from the reference, by the
/// CPU with all optimisations of the graph.
pub(super) fn difference(
    network: Vec<u8>,
    name: &Path,
    ensemble: &Ensemble,
    reference: &Reference,
    library: Option<&Path>,
) -> Result<Difference, Error> {
    let options = Options {
        library: library.map(PathBuf::from),
        provider: Provider::Cpu,
        ..Options::default()
    };
    let mut model = Model::of_bytes(network, name, &options)?;
    let (mut found, mut scores) = (Vec::new(), Vec::new());
    for (images, features) in reference.batches(ensemble) {
        model.score_with(&images, features, &mut scores)?;
        found.append(&mut scores);
    }
    Ok(largest(&found, reference.probabilities))
}

fn largest(found: &[f32], expected: &[f32]) -> Difference {
    let pairs = found.iter().zip(expected).enumerate();
    let differences = pairs.map(|(row, (&found, &expected))| Difference {
        largest: (found - expected).abs(),
        row,
        found,
        expected,
    });
    let larger = |a: &Difference, b: &Difference| a.largest.total_cmp(&b.largest);
    differences.max_by(larger).unwrap_or_default()
}

/// The smallest and largest value of every activation over the reference's images, by name.
pub(super) fn ranges(
    ensemble: &Ensemble,
    reference: &Reference,
    library: Option<&Path>,
) -> Result<BTreeMap<String, Range>, Error> {
    let (graph, activations) = ensemble.graph(Arithmetic::Watched)?;
    let loaded = runtime(library)?;
    let mut session = Provider::Cpu.session(&loaded, None, &encode(graph))?;
    let mut ranges = BTreeMap::new();
    for (images, features) in reference.batches(ensemble) {
        let rows = images.len() / (3 * ensemble.height * ensemble.width);
        let shape = [rows, 3, ensemble.height, ensemble.width];
        let images = TensorRef::from_array_view((shape, &images[..]))?;
        let mut inputs: Vec<(Cow<str>, SessionInputValue)> = vec![(IMAGES.into(), images.into())];
        if !features.is_empty() {
            let features = TensorRef::from_array_view(([rows, ensemble.features()], features))?;
            inputs.push((metadata::FEATURES_INPUT.into(), features.into()));
        }
        let outputs = session.run(inputs)?;
        for name in &activations {
            let range = Range {
                least: single(&outputs, &format!("{name}.min"))?,
                most: single(&outputs, &format!("{name}.max"))?,
            };
            let seen: &mut Range = ranges.entry(name.clone()).or_default();
            *seen = seen.with(range);
        }
    }
    Ok(ranges)
}

/// The only value of an output.
fn single(outputs: &ort::session::SessionOutputs, name: &str) -> Result<f32, Error> {
    let values = outputs
        .get(name)
        .map(|output| output.try_extract_tensor::<f32>());
    match values.transpose()? {
        Some((_, &[value])) => Ok(value),
        _ => Err(model::Error::Outputs { found: 0, rows: 1 }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_planes_image_by_image() {
        let bytes = [255, 0, 51, 0, 255, 102, 51, 51, 51, 0, 0, 255];
        let wanted = [1.0, 0.0, 0.0, 1.0, 0.2, 0.4, 0.2, 0.0, 0.2, 0.0, 0.2, 1.0];
        assert_eq!(planes(&bytes, 2), wanted);
    }

    #[test]
    fn the_largest_difference_is_found_on_either_side() {
        let difference = largest(&[0.5, 0.25, 0.5], &[0.5, 0.75, 0.625]);
        assert_eq!((difference.largest, difference.row), (0.5, 1));
        assert_eq!(largest(&[0.5], &[0.5]).largest, 0.0);
    }
}
