//! Networks that judge images: N×3×H×W, and features N×K beside them, to the probabilities of two
//! classes, N×2.
//!
//! ```
//! use dsdscore::model::image::ImageMetadata;
//!
//! // What is not there is listed.
//! let error = ImageMetadata::parse(Some(r#"{"name": "f"}"#), None).unwrap_err();
//! assert!(error.to_string().contains("lacks schema_version, version, condition"));
//! ```

mod error;
mod features;
mod graph;
mod judged;
mod metadata;
mod pixels;

use std::num::NonZeroUsize;
use std::path::Path;

use half::f16;
use ndarray::{Array1, Array2, Array4, ArrayView2, ArrayView4, Axis};
use ort::session::{SessionInputValue, SessionOutputs};
use ort::value::{Tensor, TensorRef};

pub use self::error::ImageError;
use self::graph::Graph;
pub use self::judged::Judged;
pub use self::metadata::{FEATURES_INPUT, ImageMetadata, KIND, Normalisation, REQUIRED};
use super::open::{self, DEFAULT_BATCH, Kind, Opened, Options};
use super::{Error, Provider, Result, answer};

/// What a row is in messages.
const UNIT: &str = "image";

/// A network, ready to score images.
///
/// A score depends on the image alone: not on the images beside it, and, up to
/// float32's last digit, not on their number.
#[derive(Debug)]
pub struct ImageModel {
    pub(super) opened: Opened,
    graph: Graph,
    batch: usize,
    metadata: ImageMetadata,
}

impl Kind for ImageModel {
    fn of(opened: Opened, path: &Path, options: &Options) -> Result<Self> {
        let metadata = ImageMetadata::parse(opened.metadata.as_deref(), options.metadata.as_ref());
        let metadata = metadata.map_err(|source| Error::Metadata {
            path: path.into(),
            source,
        })?;
        let graph = Graph::of(&opened.session, metadata.features.len());
        let graph = graph.map_err(|what| Error::Graph {
            path: path.into(),
            what,
        })?;
        let batch = options.batch.map_or(DEFAULT_BATCH, NonZeroUsize::get);
        Ok(Self {
            batch: graph.fixed.unwrap_or(batch),
            opened,
            graph,
            metadata,
        })
    }

    /// Scores a grey image.
    fn try_out(&mut self) -> Result<()> {
        let grey = Array4::from_elem((1, 3, self.graph.height, self.graph.width), 0.5);
        let features = Array2::zeros((1, self.graph.features));
        self.score_with(grey.view(), features.view()).map(drop)
    }
}

impl ImageModel {
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

    /// Opens what an ONNX file holds, as [`ImageModel::open`]; errors call it `path`.
    ///
    /// # Errors
    ///
    /// As [`ImageModel::open`].
    pub fn of_bytes(network: Vec<u8>, path: &Path, options: &Options) -> Result<Self> {
        open::of_bytes(network, path, options)
    }

    /// What the model says of itself.
    pub fn metadata(&self) -> &ImageMetadata {
        &self.metadata
    }

    /// `sha256:` and the digest of the file in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.opened.digest
    }

    /// What executes the network: never [`Provider::Auto`].
    pub fn provider(&self) -> Provider {
        self.opened.provider
    }

    /// Rows and columns of an image.
    pub fn image_size(&self) -> (usize, usize) {
        (self.graph.height, self.graph.width)
    }

    /// How many networks of an ensemble tell their scores; 0 where it is none, or nobody asked
    /// ([`Options::members`]).
    pub fn members(&self) -> usize {
        self.graph.members
    }

    /// How many images go through the network at a time.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Scores images by a model that takes images alone: as [`ImageModel::score_with`] without
    /// features.
    ///
    /// # Errors
    ///
    /// As [`ImageModel::score_with`].
    pub fn score(&mut self, images: ArrayView4<f32>) -> Result<Array1<f32>> {
        let none = Array2::zeros((images.len_of(Axis(0)), 0));
        self.score_with(images, none.view())
    }

    /// Scores images: `images` is N×3×H×W, red, green and blue in 0-1; `features` is N×K, what
    /// the metadata's `features` name. Gives the probability of the positive class, N.
    ///
    /// # Errors
    ///
    /// Images of another size or values that are no colours, more or fewer features than the images
    /// want or one that is no number, a failure of ONNX Runtime, or an answer that is no pair of
    /// probabilities.
    pub fn score_with(
        &mut self,
        images: ArrayView4<f32>,
        features: ArrayView2<f32>,
    ) -> Result<Array1<f32>> {
        let positive = self.metadata.positive_index();
        let mut scores = Vec::with_capacity(images.len_of(Axis(0)));
        self.run(images, features, |outputs, rows| {
            let answers = answer::of(outputs, rows, UNIT)?;
            Ok(answer::append(
                answers.view(),
                rows,
                positive,
                &mut scores,
                UNIT,
            )?)
        })?;
        Ok(scores.into())
    }

    /// What the network says of images, of which some numbers are lost in a score: as
    /// [`ImageModel::score_with`], one a row.
    ///
    /// # Errors
    ///
    /// As [`ImageModel::score_with`].
    pub fn judge(
        &mut self,
        images: ArrayView4<f32>,
        features: ArrayView2<f32>,
    ) -> Result<Vec<Judged>> {
        let positive = self.metadata.positive_index();
        let mut judged = Vec::with_capacity(images.len_of(Axis(0)));
        self.run(images, features, |outputs, rows| {
            judged::append(outputs, rows, positive, &mut judged)
        })?;
        Ok(judged)
    }

    /// Gives `take` what the network gave for each batch, and the number of its images.
    fn run(
        &mut self,
        images: ArrayView4<f32>,
        features: ArrayView2<f32>,
        mut take: impl FnMut(&SessionOutputs<'_>, usize) -> Result<()>,
    ) -> Result<()> {
        pixels::check(images, self.image_size())?;
        features::check(features, images.len_of(Axis(0)), self.graph.features)?;
        let images = images.axis_chunks_iter(Axis(0), self.batch);
        let features = features.axis_chunks_iter(Axis(0), self.batch);
        for (images, features) in images.zip(features) {
            self.run_batch(images, features, &mut take)?;
        }
        Ok(())
    }

    fn run_batch(
        &mut self,
        images: ArrayView4<f32>,
        features: ArrayView2<f32>,
        take: &mut impl FnMut(&SessionOutputs<'_>, usize) -> Result<()>,
    ) -> Result<()> {
        let rows = images.len_of(Axis(0));
        let count = self.graph.fixed.unwrap_or(rows);
        let images = pixels::prepare(images, count, &self.metadata.normalisation);
        let tensor: SessionInputValue = match self.graph.half {
            true => Tensor::from_array(images.mapv(f16::from_f32))?.into(),
            false => TensorRef::from_array_view(&images)?.into(),
        };
        let mut inputs = vec![(self.graph.images.as_str(), tensor)];
        if self.graph.features > 0 {
            let features = Tensor::from_array(features::padded(features, count))?;
            inputs.push((FEATURES_INPUT, features.into()));
        }
        take(&self.opened.session.run(inputs)?, rows)
    }
}
