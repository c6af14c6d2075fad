//! The training images, with what the trained networks gave for them.

use std::path::{Path, PathBuf};

use ndarray::{Array1, Array4, ArrayView1, ArrayView2, ArrayView4, Axis};

use super::{
    error::Unfit,
    graph::{Ensemble, IMAGES},
};
use crate::{
    model::{
        self, Options, Provider,
        image::{FEATURES_INPUT, ImageModel},
        metadata,
    },
    onnx::{self, Batch, metadata_entry},
};

/// How many images go through a network at a time.
const BATCH: usize = 32;

/// The training images, and the probabilities of the disease class that the trained network, or
/// the mean of the trained networks, gave for them, calibrated.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// N × height × width × 3: 8-bit RGB. Networks see byte / 255.
    pub images: ArrayView4<'a, u8>,
    /// N × features, before they are standardised; no columns where there are none.
    pub features: ArrayView2<'a, f32>,
    /// N.
    pub probabilities: ArrayView1<'a, f32>,
}

impl Reference<'_> {
    /// Checks that there are as many of each, of the shapes that the networks take.
    pub(super) fn check(&self, ensemble: &Ensemble) -> Result<(), Unfit> {
        let rows = self.probabilities.len();
        if rows == 0 {
            return Err(Unfit::NoReference);
        }
        let images = [rows, ensemble.height, ensemble.width, 3];
        same("images", self.images.shape(), &images)?;
        let features = [rows, ensemble.features()];
        same("features", self.features.shape(), &features)?;
        let mut probabilities = self.probabilities.iter();
        match probabilities.find(|p| !(0.0..=1.0).contains(*p)) {
            Some(&value) => Err(Unfit::Probability(value)),
            None => Ok(()),
        }
    }

    /// Images as N × 3 × height × width, some at a time, and their features.
    fn batches(&self) -> impl Iterator<Item = (Array4<f32>, ArrayView2<'_, f32>)> {
        let images = self.images.axis_chunks_iter(Axis(0), BATCH);
        let features = self.features.axis_chunks_iter(Axis(0), BATCH);
        images.map(planes).zip(features)
    }
}

fn same(what: &'static str, found: &[usize], wanted: &[usize]) -> Result<(), Unfit> {
    if found == wanted {
        return Ok(());
    }
    Err(Unfit::Reference {
        what,
        found: found.into(),
        wanted: wanted.into(),
    })
}

/// Images of N × height × width × 3 bytes as N × 3 × height × width values of 0-1.
fn planes(bytes: ArrayView4<u8>) -> Array4<f32> {
    let bytes = bytes.permuted_axes([0, 3, 1, 2]);
    let mut values = Array4::zeros(bytes.raw_dim());
    values.zip_mut_with(&bytes, |value, &byte| *value = f32::from(byte) / 255.0);
    values
}

/// A reference as the network's file is checked by it.
pub(super) struct Check<'r, 'a> {
    pub(super) reference: Reference<'r>,
    /// What the file says of itself, but for what the check measures.
    pub(super) metadata: &'a str,
    /// The file's name in errors.
    pub(super) path: &'a Path,
    pub(super) library: Option<&'a Path>,
}

impl onnx::Reference for Check<'_, '_> {
    fn unit(&self) -> &'static str {
        "image"
    }

    fn batches(&self) -> Box<dyn Iterator<Item = Batch> + '_> {
        let batches = self.reference.batches();
        Box::new(batches.map(|(images, features)| {
            let mut batch = vec![(IMAGES, images.into_dyn())];
            if features.ncols() > 0 {
                batch.push((FEATURES_INPUT, features.to_owned().into_dyn()));
            }
            batch
        }))
    }

    fn expected(&self) -> ArrayView1<'_, f32> {
        self.reference.probabilities
    }

    fn answers(&self, network: &[u8]) -> Result<Array1<f32>, model::Error> {
        let file = [network, &metadata_entry(metadata::KEY, self.metadata)].concat();
        let options = Options {
            library: self.library.map(PathBuf::from),
            provider: Provider::Cpu,
            ..Options::default()
        };
        let mut model = ImageModel::of_bytes(file, self.path, &options)?;
        let mut found = Vec::new();
        for (images, features) in self.reference.batches() {
            found.extend(model.score_with(images.view(), features)?);
        }
        Ok(found.into())
    }
}
