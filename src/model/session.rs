//! A network, ready to score images.

mod answer;
mod graph;
mod open;
mod outside;
mod pixels;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use half::f16;
use ort::session::{Session, SessionOutputs};
use ort::value::{PrimitiveTensorElementType, TensorRef};
use serde_json::{Map, Value};

use self::graph::Graph;
use self::pixels::Pixels;
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
    /// its metadata, one input N×3×H×W (float32 or float16), one output N×2.
    ///
    /// # Errors
    ///
    /// No ONNX Runtime, a provider asked for by name that does not start, a file
    /// that is no model, or a model that does not keep to that.
    pub fn open(path: &Path, options: &Options) -> Result<Self> {
        open::open(path, options)
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

    /// Scores images: `images` is N×3×H×W, red, green and blue in 0-1; `out` gets
    /// N times the probability of the positive class, and nothing else.
    ///
    /// # Errors
    ///
    /// Values that are no whole images or no colours, a failure of ONNX Runtime, or
    /// an answer that is no pair of probabilities; `out` is empty then.
    pub fn score(&mut self, images: &[f32], out: &mut Vec<f32>) -> Result<()> {
        out.clear();
        let scored = self.score_batches(images, out);
        if scored.is_err() {
            out.clear();
        }
        scored
    }

    fn score_batches(&mut self, images: &[f32], out: &mut Vec<f32>) -> Result<()> {
        let image = self.image_len();
        pixels::check(images, image)?;
        for batch in images.chunks(image * self.batch) {
            self.score_batch(batch, out)?;
        }
        Ok(())
    }

    fn score_batch(&mut self, images: &[f32], out: &mut Vec<f32>) -> Result<()> {
        let (rows, positive) = (
            images.len() / self.image_len(),
            self.metadata.positive_index(),
        );
        let shape = self.graph.shape(rows);
        let outputs = if self.graph.half {
            let values = self.pixels.half(images, shape.iter().product());
            run(&mut self.session, shape, values)?
        } else {
            let values = self.pixels.single(images, shape.iter().product());
            run(&mut self.session, shape, values)?
        };
        append(&outputs, rows, positive, out)
    }
}

fn run<'s, T>(
    session: &'s mut Session,
    shape: [usize; 4],
    values: &[T],
) -> Result<SessionOutputs<'s>>
where
    T: PrimitiveTensorElementType + std::fmt::Debug + Clone + 'static,
{
    let tensor = TensorRef::from_array_view((shape, values))?;
    Ok(session.run(ort::inputs![tensor])?)
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
