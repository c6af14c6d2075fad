//! What a network that judges images says of itself.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::metadata::{self, Common, Error, Quantiles, TrainingSet};

/// The kind of these models in metadata.
pub const KIND: &str = metadata::KINDS[0];

/// The name of a network's second input, for a model with [`ImageMetadata::features`].
pub const FEATURES_INPUT: &str = "features";

/// What must be there, as paths into the object.
pub const REQUIRED: [&str; 16] = [
    "schema_version",
    "name",
    "version",
    "condition",
    "recipe",
    "classes",
    "positive",
    "normalisation",
    "atlas",
    "training_set.name",
    "training_set.genes_digest",
    "training_set.count",
    "metrics",
    "licence",
    "intended_use",
    "synthetic",
];

/// What a model says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageMetadata {
    /// The version of this layout.
    pub schema_version: u64,
    /// The model's name.
    pub name: String,
    /// The model's version.
    pub version: String,
    /// Which condition's images it judges, such as a sex; part of output keys.
    pub condition: String,
    /// How its images are made; opaque here.
    pub recipe: Value,
    /// The classes, in the order of the network's two outputs.
    pub classes: [String; 2],
    /// The class whose probability is the score.
    pub positive: String,
    /// Who brings pixels from 0-1 to what the layers expect.
    pub normalisation: Normalisation,
    /// The numbers that it takes beside each image, by name, in the order of its second input;
    /// opaque here. Empty where it takes images alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// The atlas of the training images.
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

/// Who brings pixels from 0-1 to what the layers expect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normalisation {
    /// The network itself.
    Graph,
    /// We do, by `(value - mean) / std` for red, green and blue.
    Constants {
        /// To be taken away.
        mean: [f32; 3],
        /// To be divided by.
        std: [f32; 3],
    },
}

impl metadata::OfKind for ImageMetadata {
    const KIND: &'static str = KIND;
    const REQUIRED: &'static [&'static str] = &REQUIRED;

    fn check(&self) -> Result<(), Error> {
        let checks = [
            (
                "features",
                are_distinct(&self.features),
                "a name is empty or there twice",
            ),
            (
                "normalisation",
                self.normalisation.is_possible(),
                "the numbers must be finite, and std above 0",
            ),
        ];
        metadata::check(checks)?;
        self.common().check()
    }
}

impl ImageMetadata {
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

    /// Which of the two outputs is the probability of the positive class.
    pub fn positive_index(&self) -> usize {
        self.common().positive_index()
    }
}

impl Normalisation {
    fn is_possible(&self) -> bool {
        match self {
            Self::Graph => true,
            Self::Constants { mean, std } => {
                let positive = std.iter().all(|value| value.is_finite() && *value > 0.0);
                positive && mean.iter().all(|value| value.is_finite())
            }
        }
    }
}

fn are_distinct(names: &[String]) -> bool {
    let earlier = |(i, name): (usize, &String)| !name.is_empty() && !names[..i].contains(name);
    names.iter().enumerate().all(earlier)
}

#[cfg(test)]
mod tests;
