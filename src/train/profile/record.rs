//! The record of a regression, written beside the model.
//!
//! The example of [`profile`](super) returns one.

use std::{
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::ProfileOptions;
use crate::{
    model::profile::{KIND, Profile, ProfileMetadata, Transform},
    target::write_whole,
    train::{
        baseline::{Fitted, Regression},
        choice::Choice,
        record::{ModelRecord, SCHEMA_VERSION},
        task::Task,
    },
};

/// How a model of profiles came about (`schemas/profile-training.schema.json`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileRecord {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u64,
    /// [`KIND`].
    pub kind: String,
    /// The program and its version.
    pub program: String,
    /// The condition's key.
    pub condition: String,
    /// The name of the atlas.
    pub atlas: String,
    /// The bundle's digest.
    pub bundle: String,
    /// Made from simulated data.
    pub synthetic: bool,
    /// What the choice of genes followed from; nothing else is random.
    pub seed: u64,
    /// What was fitted.
    pub regression: RegressionRecord,
    /// The model's file.
    pub model: ModelRecord,
    /// The genes, and why they were chosen.
    pub choice: Choice,
}

/// A regression, with all that its scores follow from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegressionRecord {
    /// What expression was compared with.
    pub profile: Profile,
    /// What was done to each value first.
    pub transform: Transform,
    /// What was added to the loss: half of it times the sum of squared weights.
    pub ridge: f64,
    /// Whether both classes weighed the same.
    pub balanced: bool,
    /// The log odds of a gene of which all is as in the mean of the genes learnt from.
    pub intercept: f64,
    /// What is known of each value of a profile, row-major cell types × times.
    pub columns: Vec<Column>,
}

/// A value of a profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The cell type.
    pub cell_type: String,
    /// The time.
    pub time: String,
    /// The mean over the genes learnt from, of what was learnt: shapes or residuals.
    pub mean: f64,
    /// The standard deviation; 0 where it did not vary, and says nothing.
    pub deviation: f64,
    /// What the log odds rise by with each standard deviation.
    pub weight: f64,
}

impl RegressionRecord {
    pub(super) fn new(
        metadata: &ProfileMetadata,
        options: &ProfileOptions<'_>,
        regression: &Regression,
        fitted: &Fitted,
    ) -> Self {
        let cell_types = metadata.cell_types.iter();
        let places =
            cell_types.flat_map(|cell_type| metadata.times.iter().map(move |t| (cell_type, t)));
        let learnt = fitted.moments().iter().zip(&fitted.logistic.weights);
        let mut columns = Vec::new();
        for ((cell_type, time), (&(mean, deviation), &weight)) in places.zip(learnt) {
            columns.push(Column {
                cell_type: cell_type.clone(),
                time: time.clone(),
                mean,
                deviation,
                weight,
            });
        }
        Self {
            profile: metadata.profile,
            transform: metadata.transform,
            ridge: regression.ridge(),
            balanced: options.is_balanced,
            intercept: fitted.logistic.intercept,
            columns,
        }
    }
}

impl ProfileRecord {
    pub(super) fn new(
        task: &Task<'_>,
        regression: RegressionRecord,
        model: ModelRecord,
        choice: Choice,
    ) -> Self {
        let manifest = task.bundle.manifest();
        Self {
            schema_version: SCHEMA_VERSION,
            kind: KIND.into(),
            program: format!("dsdscore {}", env!("CARGO_PKG_VERSION")),
            condition: choice.condition.clone(),
            atlas: manifest.atlas.name.clone(),
            bundle: task.bundle.digest(),
            synthetic: manifest.synthetic,
            seed: task.seed,
            regression,
            model,
            choice,
        }
    }

    /// Writes it as JSON, whole or not at all; `-` is standard output.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        write_whole(path, |out| {
            serde_json::to_writer_pretty(&mut *out, self)?;
            out.write_all(b"\n")
        })
    }
}
