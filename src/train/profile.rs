//! From a bundle and labels to a model of profiles in a file: a regression on genes' expression by
//! cell type and time, fitted in a moment.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     import::{ExpressionTable, from_table},
//!     model::profile::Profile,
//!     train::{
//!         labels::Labels,
//!         plan::Plan,
//!         profile::{ProfileOptions, train_profile},
//!         task::Task,
//!         training::About,
//!     },
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("gonad.dsd");
//! let table = ExpressionTable::read("examples/simulated-expression.tsv", &[])?;
//! let recipe = table.recipe();
//! from_table(table, recipe, Description::default())?.write(&path)?;
//! let bundle = Bundle::open(&path)?;
//! let labels = Labels {
//!     positives: (0..12).collect(),
//!     ..Labels::default()
//! };
//!
//! let options = ProfileOptions {
//!     condition: 0,
//!     profile: Profile::Shape,
//!     is_balanced: false,
//!     output: &folder.path().join("f.onnx"),
//!     record: &folder.path().join("f.json"),
//!     about: &About::default(),
//!     // Where ONNX Runtime is, the regression is compared with its file.
//!     is_checked: false,
//!     library: None,
//! };
//! let plan = Plan::default();
//! let record = train_profile(&Task::new(&bundle, &labels, &plan, 1), &options, &mut |_| ())?;
//! assert_eq!(record.regression.columns.len(), bundle.manifest().conditions[0].matrix_len());
//! assert!(options.output.exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod export;
mod graph;
mod inputs;
mod record;

use std::path::Path;

use serde_json::{Map, json};

pub use self::{
    error::Error,
    record::{Column, ProfileRecord, RegressionRecord},
};
use self::{export::Export, inputs::Inputs};
use super::{
    baseline::{Fitted, Regression},
    choice::{Choice, kinds},
    dataset,
    examples::Examples,
    task::{self, Task},
    training::About,
};
use crate::{
    bundle::Bundle,
    heatmap::{self, Recipe, residual::NEIGHBOURS},
    model::{
        profile::{KIND, Profile, ProfileMetadata, Transform},
        runtime,
    },
};

/// What is fitted of a task, and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct ProfileOptions<'a> {
    /// The condition, by its index.
    pub condition: usize,
    /// What expression is compared with.
    pub profile: Profile,
    /// Whether both classes weigh the same.
    pub is_balanced: bool,
    /// The model's file.
    pub output: &'a Path,
    /// The record's file.
    pub record: &'a Path,
    /// What the model's file says of itself.
    pub about: &'a About,
    /// Whether ONNX Runtime must give the regression's probabilities by the file.
    pub is_checked: bool,
    /// ONNX Runtime's library or its folder; searched for if `None`.
    pub library: Option<&'a Path>,
}

/// What residuals are by in this program.
pub const RESIDUAL: Profile = Profile::Residual {
    neighbours: NEIGHBOURS,
};

/// Fits a regression on one condition, with the first kind of negatives of the task, of which the plan
/// is not used, and writes it as ONNX, and the record, which it returns. `chosen` hears which genes
/// were chosen.
///
/// # Errors
///
/// If genes cannot be chosen or read, the regression cannot be fitted, or a file cannot be written.
pub fn train_profile(
    task: &Task<'_>,
    options: &ProfileOptions<'_>,
    chosen: &mut dyn FnMut(&Choice),
) -> Result<ProfileRecord, Error> {
    if options.is_checked {
        runtime::load(options.library)?;
    }
    let kinds = kinds(task.labels, task.negatives).map_err(task::Error::from)?;
    let choice = task.choice(options.condition, kinds[0])?;
    chosen(&choice);
    let metadata = options.metadata(task.bundle, &choice)?;
    let examples = dataset::examples_without_images(task.bundle, &choice);
    let examples = examples.map_err(task::Error::from)?;
    let (regression, fitted) = options.fit(&examples)?;
    let inputs = Inputs::of(task.bundle, options.condition, &examples, &metadata)?;
    let export = Export {
        fitted: &fitted,
        metadata: &metadata,
        inputs: &inputs,
        probabilities: &fitted.probabilities(&examples, &all(&examples))?,
    };
    let exported = export.write(options)?;
    let regression = RegressionRecord::new(&metadata, options, &regression, &fitted);
    let record = ProfileRecord::new(task, regression, exported, choice);
    let written = record.write(options.record);
    written.map_err(|source| Error::Record {
        path: options.record.into(),
        source,
    })?;
    Ok(record)
}

fn all(examples: &Examples) -> Vec<usize> {
    (0..examples.len()).collect()
}

impl ProfileOptions<'_> {
    fn fit(&self, examples: &Examples) -> Result<(Regression, Fitted), Error> {
        let regression = match self.profile {
            Profile::Shape => Regression::shape(),
            Profile::Residual { .. } => Regression::residual(),
        };
        let regression = match self.is_balanced {
            true => regression.balanced(),
            false => regression,
        };
        let fitted = regression.fit(examples, &all(examples))?;
        Ok((regression, fitted))
    }

    fn metadata(&self, bundle: &Bundle, choice: &Choice) -> Result<ProfileMetadata, Error> {
        let manifest = bundle.manifest();
        let condition = &manifest.conditions[self.condition];
        let values = manifest.atlas.values.as_deref();
        let transform = match (self.profile, &manifest.recipe) {
            (Profile::Shape, Some(recipe)) => transform_of(recipe),
            _ => Transform::of_values(values),
        };
        let times: Vec<_> = condition.times.iter().map(|time| &time.label).collect();
        let mut object = self.about.common(bundle, choice, Map::new(), self.output);
        for (key, value) in [
            ("kind", json!(KIND)),
            ("profile", json!(self.profile)),
            ("transform", json!(transform)),
            ("cell_types", json!(condition.cell_types)),
            ("times", json!(times)),
            ("values", json!(values)),
        ] {
            object.insert(key.into(), value);
        }
        let json = json!(object).to_string();
        ProfileMetadata::parse(Some(&json), None).map_err(Error::Metadata)
    }
}

/// The recipe's transform, by which matrices are learnt from.
fn transform_of(recipe: &Recipe) -> Transform {
    match recipe.transform {
        heatmap::Transform::Log10 => Transform::Log10 {
            pseudocount: recipe.pseudocount,
        },
        heatmap::Transform::Log1p => Transform::Log1p,
        heatmap::Transform::Arcsine => Transform::Arcsine,
        heatmap::Transform::None => Transform::None,
    }
}
