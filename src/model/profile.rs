//! Models of profiles: a gene's expression by cell type and time, N×C×T as the bundle has it, and for
//! some what is usual for the gene's level beside it, to the probabilities of two classes, N×2.
//!
//! All that is done to expression is in the graph: a file stands alone.
//!
//! ```
//! use dsdscore::model::profile::ProfileMetadata;
//!
//! // What is not there is listed.
//! let json = r#"{"kind": "profile", "schema_version": 1, "name": "f", "version": "1"}"#;
//! let error = ProfileMetadata::parse(Some(json), None).unwrap_err();
//! assert!(error.to_string().contains("lacks condition, profile, transform, cell_types"));
//! ```

mod error;
mod graph;
mod learnt;
mod metadata;
mod transform;

use std::num::NonZeroUsize;
use std::path::Path;

use ndarray::{Array1, Array3, ArrayView3, Axis, s};
use ort::session::SessionInputValue;
use ort::value::Tensor;

pub use self::error::ProfileError;
use self::graph::Graph;
pub use self::learnt::{LEARNT, Learnt, MIN_VARIANCE};
pub use self::metadata::{KIND, Profile, ProfileMetadata, REQUIRED};
pub use self::transform::Transform;
use super::open::{self, DEFAULT_BATCH, Kind, Opened, Options};
use super::{Error, Result, answer};

/// The names of the inputs, each N×C×T of float32: expression; what is usual for the level, its mean
/// and its standard deviation.
pub const INPUTS: [&str; 3] = ["expression", "usual_mean", "usual_sd"];

/// The name of the initialiser that has a regression's weights, 1×K of float64: one a block of cell type
/// and time, of the standardised value.
pub const WEIGHTS: &str = "learnt.weights";

/// What a row is in messages.
const UNIT: &str = "profile";

/// A model, ready to score profiles.
///
/// A score depends on the profile alone, not on those beside it.
#[derive(Debug)]
pub struct ProfileModel {
    pub(super) opened: Opened,
    graph: Graph,
    batch: usize,
    metadata: ProfileMetadata,
}

/// Profiles of N genes.
#[derive(Clone, Copy, Debug)]
pub struct Profiles<'a> {
    /// N×C×T: expression in the unit of the metadata's `values`, before any transform; NaN where it
    /// was not measured.
    pub expression: ArrayView3<'a, f32>,
    /// What is usual for the level of each gene, which [`Profile::Residual`] asks for.
    pub usual: Option<UsualProfiles<'a>>,
}

/// What is usual for the level of N genes.
#[derive(Clone, Copy, Debug)]
pub struct UsualProfiles<'a> {
    /// N×C×T: means of transformed values; NaN where none was measured.
    pub means: ArrayView3<'a, f32>,
    /// N×C×T: their standard deviations.
    pub sds: ArrayView3<'a, f32>,
}

impl Kind for ProfileModel {
    fn of(opened: Opened, path: &Path, options: &Options) -> Result<Self> {
        let (json, overrides) = (opened.metadata.as_deref(), options.metadata.as_ref());
        let metadata = ProfileMetadata::parse(json, overrides);
        let metadata = metadata.map_err(|source| Error::Metadata {
            path: path.into(),
            source,
        })?;
        let inputs = &INPUTS[..if metadata.profile.takes_usual() { 3 } else { 1 }];
        let graph = Graph::of(&opened.session, inputs, metadata.shape());
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

    /// Scores a gene that rises.
    fn try_out(&mut self) -> Result<()> {
        let [rows, columns] = self.metadata.shape();
        let all = (rows * columns) as f32;
        let rising = |(_, row, column)| (row * columns + column) as f32 / all;
        let expression = Array3::from_shape_fn((1, rows, columns), rising);
        let means = Array3::from_elem(expression.dim(), 0.5);
        let usual = UsualProfiles {
            means: means.view(),
            sds: means.view(),
        };
        let profiles = Profiles {
            expression: expression.view(),
            usual: self.metadata.profile.takes_usual().then_some(usual),
        };
        self.score(profiles).map(drop)
    }
}

impl ProfileModel {
    /// Opens an ONNX file, starts what executes it, and checks what it promises: its metadata, the
    /// [`INPUTS`] that these ask for, of the axes' size, and one output N×2.
    ///
    /// # Errors
    ///
    /// No ONNX Runtime, a provider asked for by name that does not start, a file that is no model of
    /// profiles, or one that does not keep to that.
    pub fn open(path: &Path, options: &Options) -> Result<Self> {
        open::open(path, options)
    }

    /// Opens what an ONNX file holds, as [`ProfileModel::open`]; errors call it `path`.
    ///
    /// # Errors
    ///
    /// As [`ProfileModel::open`].
    pub fn of_bytes(model: Vec<u8>, path: &Path, options: &Options) -> Result<Self> {
        open::of_bytes(model, path, options)
    }

    /// What the model says of itself.
    pub fn metadata(&self) -> &ProfileMetadata {
        &self.metadata
    }

    /// How many profiles go through the model at a time.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Scores profiles: gives the probability of the positive class, N.
    ///
    /// # Errors
    ///
    /// Profiles of other axes, without what is usual where the model asks for it, of which nothing
    /// was measured, or with a value that has no transform; a failure of ONNX Runtime, or an answer
    /// that is no pair of probabilities.
    pub fn score(&mut self, profiles: Profiles<'_>) -> Result<Array1<f32>> {
        let inputs = self.checked(profiles)?;
        let rows = profiles.expression.len_of(Axis(0));
        let mut scores = Vec::with_capacity(rows);
        for start in (0..rows).step_by(self.batch) {
            let end = rows.min(start + self.batch);
            let batch = inputs
                .iter()
                .map(|input| input.slice(s![start..end, .., ..]));
            self.score_batch(batch.collect(), &mut scores)?;
        }
        Ok(scores.into())
    }

    /// The inputs in their order.
    fn checked<'a>(&self, profiles: Profiles<'a>) -> Result<Vec<ArrayView3<'a, f32>>> {
        let mut inputs = vec![profiles.expression];
        if self.metadata.profile.takes_usual() {
            let usual = profiles.usual.ok_or(ProfileError::NoUsual)?;
            inputs.extend([usual.means, usual.sds]);
        }
        let [cell_types, times] = self.metadata.shape();
        let wanted = [profiles.expression.len_of(Axis(0)), cell_types, times];
        for (name, input) in INPUTS.into_iter().zip(&inputs) {
            let found = input.shape();
            if found != wanted {
                let found = found.into();
                return Err(ProfileError::Shape {
                    name,
                    found,
                    wanted,
                }
                .into());
            }
        }
        self.metadata.transform.check(profiles.expression)?;
        Ok(inputs)
    }

    fn score_batch(
        &mut self,
        inputs: Vec<ArrayView3<'_, f32>>,
        scores: &mut Vec<f32>,
    ) -> Result<()> {
        let rows = inputs[0].len_of(Axis(0));
        let count = self.graph.fixed.unwrap_or(rows);
        let mut given: Vec<(&str, SessionInputValue)> = Vec::new();
        for (name, input) in INPUTS.into_iter().zip(inputs) {
            given.push((name, Tensor::from_array(padded(input, count))?.into()));
        }
        let outputs = self.opened.session.run(given)?;
        let answers = answer::of(&outputs, rows, UNIT)?;
        let positive = self.metadata.common().positive_index();
        Ok(answer::append(
            answers.view(),
            rows,
            positive,
            scores,
            UNIT,
        )?)
    }
}

/// The rows, and zeros after them where the model takes more than there are.
fn padded(input: ArrayView3<'_, f32>, count: usize) -> Array3<f32> {
    let (rows, cell_types, times) = input.dim();
    let mut padded = Array3::zeros((count, cell_types, times));
    padded.slice_mut(s![..rows, .., ..]).assign(&input);
    padded
}
