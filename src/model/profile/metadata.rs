//! What a model of profiles says of itself.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Transform;
use crate::model::metadata::{self, Common, Error, Quantiles, TrainingSet};

/// The kind of these models in metadata.
pub const KIND: &str = metadata::KINDS[1];

/// What must be there, as paths into the object.
pub const REQUIRED: [&str; 18] = [
    "schema_version",
    "name",
    "version",
    "condition",
    "profile",
    "transform",
    "cell_types",
    "times",
    "classes",
    "positive",
    "atlas",
    "training_set.name",
    "training_set.genes_digest",
    "training_set.count",
    "metrics",
    "licence",
    "intended_use",
    "synthetic",
];

/// What a model says of itself (`schemas/profile-metadata.schema.json`).
///
/// Its graph takes expression as it was measured. A value that was not, NaN, counts as the mean of the
/// genes learnt from; a gene of which nothing was measured is not to be scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileMetadata {
    /// [`KIND`].
    #[serde(skip_deserializing, default = "kind")]
    kind: &'static str,
    /// The version of this layout.
    pub schema_version: u64,
    /// The model's name.
    pub name: String,
    /// The model's version.
    pub version: String,
    /// Which condition's genes it judges, such as a sex; part of output keys.
    pub condition: String,
    /// What expression is compared with.
    pub profile: Profile,
    /// What is done to each value first.
    pub transform: Transform,
    /// The cell types of a profile's rows, by name.
    pub cell_types: Vec<String>,
    /// The times of its columns, by label.
    pub times: Vec<String>,
    /// What the values are, as the atlas says it, such as `fractions`; `None` where it does not.
    #[serde(default)]
    pub values: Option<String>,
    /// The classes, in the order of the model's two outputs.
    pub classes: [String; 2],
    /// The class whose probability is the score.
    pub positive: String,
    /// The atlas that it learnt from.
    pub atlas: String,
    /// The genes that it was trained on.
    pub training_set: TrainingSet,
    /// How well it did, by name of the measure.
    pub metrics: Map<String, Value>,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// What it is for, and what not.
    pub intended_use: String,
    /// Made from simulated data, or not trained: its scores are no results.
    pub synthetic: bool,
    /// How its scores of all genes are distributed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantiles: Option<Quantiles>,
}

/// What a gene's expression is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Profile {
    /// With the gene's own mean and spread.
    Shape,
    /// With the genes nearest in level: how many of their standard deviations each value lies above
    /// their mean, cut at ±3.
    Residual {
        /// How many genes.
        neighbours: usize,
    },
}

fn kind() -> &'static str {
    KIND
}

impl Profile {
    /// Whether the model takes what is usual for the gene's level beside its expression.
    #[must_use]
    pub fn takes_usual(self) -> bool {
        matches!(self, Self::Residual { .. })
    }
}

impl metadata::OfKind for ProfileMetadata {
    const KIND: &'static str = KIND;
    const REQUIRED: &'static [&'static str] = &REQUIRED;

    fn check(&self) -> Result<(), Error> {
        let checks = [
            ("cell_types", are_distinct(&self.cell_types), AXIS),
            ("times", are_distinct(&self.times), AXIS),
            (
                "transform",
                self.transform.is_possible(),
                "a pseudocount is above 0",
            ),
            (
                "profile",
                self.profile != Profile::Residual { neighbours: 0 },
                "a gene is compared with at least one other",
            ),
        ];
        metadata::check(checks)?;
        self.common().check()
    }
}

impl ProfileMetadata {
    /// Reads the JSON of the file, if it has any, with what `overrides` replaces.
    ///
    /// # Errors
    ///
    /// The JSON is none, of another kind of model, or lacks something (all that it lacks is listed),
    /// or has a value that cannot be.
    pub fn parse(
        json: Option<&str>,
        overrides: Option<&Map<String, Value>>,
    ) -> Result<Self, Error> {
        metadata::parse(json, overrides)
    }

    /// What the metadata of all kinds say.
    #[must_use]
    pub fn common(&self) -> Common<'_> {
        Common {
            name: &self.name,
            version: &self.version,
            condition: &self.condition,
            classes: &self.classes,
            positive: &self.positive,
            training_set: &self.training_set,
            synthetic: self.synthetic,
            quantiles: self.quantiles.as_ref(),
        }
    }

    /// Rows and columns of a profile: cell types and times.
    #[must_use]
    pub fn shape(&self) -> [usize; 2] {
        [self.cell_types.len(), self.times.len()]
    }
}

const AXIS: &str = "there is none, or a name is there twice";

fn are_distinct(names: &[String]) -> bool {
    let is_new = |(i, name): (usize, &String)| !names[..i].contains(name);
    !names.is_empty() && names.iter().enumerate().all(is_new)
}

#[cfg(test)]
mod tests;
