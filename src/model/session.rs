//! A network, ready to score images.

mod answer;
mod features;
mod graph;
mod open;
mod outside;
mod pixels;

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use half::f16;
use ort::session::{Session, SessionInputValue, SessionOutputs};
use ort::value::TensorRef;
use serde_json::{Map, Value};

use self::graph::Graph;
use self::pixels::Pixels;
use super::metadata::FEATURES_INPUT;
use super::{Error, Found, Metadata, Provider, Result};

/// How many images go through the network at a time, if nothing else is asked for.
pub const DEFAULT_BATCH: usize = 32;

/// How to open a model.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// ONNX Runtime's library or its folder; searched for if `None`.
    pub library: Option<PathBuf>,
    /// What executes the network.
    pub provider: Provider,
    /// Threads of the CPU for one batch; ONNX Runtime's choice if `None`.
    pub threads: Option<NonZeroUsize>,
    /// Images a batch; [`DEFAULT_BATCH`] if `None`. A network of a fixed batch
    /// size has its own.
    pub batch: Option<NonZeroUsize>,
    /// What completes or replaces the metadata of the file, key by key
    /// ([`super::metadata::read_overrides`]).
    pub metadata: Option<Map<String, Value>>,
}

/// A network, ready to score images.
///
/// A score depends on the image alone: not on the images beside it, and, up to
/// float32's last digit, not on their number.
#[derive(Debug)]
pub struct Model {
    session: Session,
    graph: Graph,
    pixels: Pixels,
    batch: usize,
    metadata: Metadata,
    is_overridden: bool,
    digest: String,
    provider: Provider,
    note: Option<String>,
    library: Found,
}

impl Model {
    /// Opens an ONNX file, starts what executes it, and checks what it promises:
    /// its metadata, one input N×3×H×W (float32 or float16), a second one N×K where its metadata
    /// names K features, one output N×2.
    ///
    /// # Errors
    ///
    /// No ONNX Runtime, a provider asked for by name that does not start, a file
    /// that is no model, or a model that does not keep to that.
    pub fn open(path: &Path, options: &Options) -> Result<Self> {
        open::open(path, options)
    }

    /// Opens what an ONNX file holds, as [`Model::open`]; errors call it `path`.
    ///
    /// # Errors
    ///
    /// As [`Model::open`].
    pub fn of_bytes(network: Vec<u8>, path: &Path, options: &Options) -> Result<Self> {
        open::of_bytes(network, path, options)
    }

    /// What the model says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Whether the metadata is not the file's alone, so that the digest does not
    /// tell all about the scores.
    pub fn is_overridden(&self) -> bool {
        self.is_overridden
    }

    /// `sha256:` and the digest of the file in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What executes the network: never [`Provider::Auto`].
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// Why [`Provider::Auto`] took the CPU although the library offers CUDA.
    pub fn provider_note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The ONNX Runtime in use.
    pub fn library(&self) -> &Found {
        &self.library
    }

    /// Rows and columns of an image.
    pub fn image_size(&self) -> (usize, usize) {
        (self.graph.height, self.graph.width)
    }

    /// How many images go through the network at a time.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// How many values an image has: 3×H×W.
    pub fn image_len(&self) -> usize {
        3 * self.graph.height * self.graph.width
    }

    /// Scores images by a model that takes images alone: as [`Model::score_with`] without
    /// features.
    ///
    /// # Errors
    ///
    /// As [`Model::score_with`].
    pub fn score(&mut self, images: &[f32], out: &mut Vec<f32>) -> Result<()> {
        self.score_with(images, &[], out)
    }

    /// Scores images: `images` is N×3×H×W, red, green and blue in 0-1; `features` is N×K, what
    /// the metadata's `features` name; `out` gets N times the probability of the positive class,
    /// and nothing else.
    ///
    /// # Errors
    ///
    /// Values that are no whole images or no colours, more or fewer features than the images
    /// want or one that is no number, a failure of ONNX Runtime, or an answer that is no pair of
    /// probabilities; `out` is empty then.
    pub fn score_with(
        &mut self,
        images: &[f32],
        features: &[f32],
        out: &mut Vec<f32>,
    ) -> Result<()> {
        out.clear();
        let scored = self.score_batches(images, features, out);
        if scored.is_err() {
            out.clear();
        }
        scored
    }

    fn score_batches(
        &mut self,
        images: &[f32],
        features: &[f32],
        out: &mut Vec<f32>,
    ) -> Result<()> {
        let (image, each) = (self.image_len(), self.graph.features);
        pixels::check(images, image)?;
        features::check(features, images.len() / image, each)?;
        for (number, batch) in images.chunks(image * self.batch).enumerate() {
            let (start, rows) = (number * self.batch, batch.len() / image);
            let features = &features[start * each..][..rows * each];
            self.score_batch(batch, features, out)?;
        }
        Ok(())
    }

    fn score_batch(&mut self, images: &[f32], features: &[f32], out: &mut Vec<f32>) -> Result<()> {
        let (rows, positive) = (
            images.len() / self.image_len(),
            self.metadata.positive_index(),
        );
        let shape = self.graph.shape(rows);
        let images: SessionInputValue = if self.graph.half {
            let values = self.pixels.half(images, shape.iter().product());
            TensorRef::from_array_view((shape, values))?.into()
        } else {
            let values = self.pixels.single(images, shape.iter().product());
            TensorRef::from_array_view((shape, values))?.into()
        };
        let mut inputs = vec![(Cow::from(self.graph.images.as_str()), images)];
        if self.graph.features > 0 {
            let features = features::tensor(features, shape[0], self.graph.features)?;
            inputs.push((FEATURES_INPUT.into(), features.into()));
        }
        let outputs = self.session.run(inputs)?;
        append(&outputs, rows, positive, out)
    }
}

fn append(
    outputs: &SessionOutputs,
    rows: usize,
    positive: usize,
    out: &mut Vec<f32>,
) -> Result<()> {
    let Some(output) = outputs.values().next() else {
        return Err(Error::Outputs { found: 0, rows });
    };
    if let Ok((_, values)) = output.try_extract_tensor::<f16>() {
        return answer::append(values, f16::to_f32, rows, positive, out);
    }
    let (_, values) = output.try_extract_tensor::<f32>()?;
    answer::append(values, |value| value, rows, positive, out)
}
