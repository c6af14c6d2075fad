//! What a model says of itself: one JSON object under the key `dsdscore` of the
//! ONNX file's `metadata_props`, as `schemas/model-metadata.schema.json` has it.

mod error;
mod quantiles;

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use self::error::Error;
pub use self::quantiles::Quantiles;
use crate::text;

/// The key of `metadata_props`.
pub const KEY: &str = "dsdscore";
/// The name of a network's second input, for a model with [`Metadata::features`].
pub const FEATURES_INPUT: &str = "features";
/// The version of the layout that this program reads.
pub const SCHEMA_VERSION: u64 = 1;

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
pub struct Metadata {
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

/// The genes that a model was trained on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingSet {
    /// Its name.
    pub name: String,
    /// `sha256:` and the digest of the list of genes, in hexadecimal.
    pub genes_digest: String,
    /// How many genes.
    pub count: u64,
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

impl Metadata {
    /// Reads the JSON of the file, if it has any, with what `overrides` replaces.
    ///
    /// # Errors
    ///
    /// The JSON is none, or lacks something (all that it lacks is listed), or has
    /// a value that cannot be.
    pub fn parse(
        json: Option<&str>,
        overrides: Option<&Map<String, Value>>,
    ) -> Result<Self, Error> {
        let mut object = json.map(object).transpose()?.unwrap_or_default();
        let is_synthetic = is_synthetic(&object);
        for (key, value) in overrides.into_iter().flatten() {
            object.insert(key.clone(), value.clone());
        }
        if is_synthetic && !self::is_synthetic(&object) {
            return Err(Error::Wrong {
                key: "synthetic",
                what: "the file itself says true, which nothing takes back".into(),
            });
        }
        let missing = missing(&object);
        if !missing.is_empty() {
            return Err(Error::Missing(missing));
        }
        check_version(&object)?;
        let metadata: Self = serde_json::from_value(object.into()).map_err(Error::Json)?;
        metadata.check()?;
        Ok(metadata)
    }

    /// Which of the two outputs is the probability of the positive class.
    pub fn positive_index(&self) -> usize {
        usize::from(self.classes[1] == self.positive)
    }

    /// The percentile (0-100) of a score among all genes that the model scored;
    /// `None` where the metadata has no quantiles.
    pub fn percentile(&self, score: f32) -> Option<f32> {
        Some(self.quantiles.as_ref()?.percentile(score))
    }

    fn check(&self) -> Result<(), Error> {
        let wrong = |key, what: &str| {
            Err(Error::Wrong {
                key,
                what: what.into(),
            })
        };
        if !is_key_part(&self.condition) {
            return wrong(
                "condition",
                "only letters, digits, _ and . can be part of an output key",
            );
        }
        if self.classes[0] == self.classes[1] {
            return wrong("classes", "the two are the same");
        }
        if !self.classes.contains(&self.positive) {
            return wrong("positive", "it is none of the classes");
        }
        if !are_distinct(&self.features) {
            return wrong("features", "a name is empty or there twice");
        }
        if !is_digest(&self.training_set.genes_digest) {
            return wrong(
                "training_set.genes_digest",
                "it must be sha256: and 64 hexadecimal digits",
            );
        }
        if !self.normalisation.is_possible() {
            return wrong(
                "normalisation",
                "the numbers must be finite, and std above 0",
            );
        }
        Ok(())
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

/// Reads a JSON file that completes or replaces a model's metadata, key by key.
///
/// # Errors
///
/// The file cannot be read, or holds no JSON object.
pub fn read_overrides(path: &Path) -> Result<Map<String, Value>, Error> {
    let text = text::read(path);
    let text = text.map_err(|source| Error::Read {
        path: path.into(),
        source,
    })?;
    serde_json::from_str(&text).map_err(|source| Error::NoObject {
        path: path.into(),
        source,
    })
}

fn object(json: &str) -> Result<Map<String, Value>, Error> {
    serde_json::from_str(json).map_err(Error::Json)
}

fn is_synthetic(object: &Map<String, Value>) -> bool {
    object.get("synthetic") == Some(&Value::Bool(true))
}

fn missing(object: &Map<String, Value>) -> Vec<&'static str> {
    let lacks = |path: &&&str| !has(object, path);
    REQUIRED.iter().filter(lacks).copied().collect()
}

fn has(object: &Map<String, Value>, path: &str) -> bool {
    match path.split_once('.') {
        None => object.get(path).is_some_and(|value| !value.is_null()),
        Some((key, rest)) => object
            .get(key)
            .and_then(Value::as_object)
            .is_some_and(|inner| has(inner, rest)),
    }
}

/// Before the rest, since a newer layout would be called wrong in some detail.
fn check_version(object: &Map<String, Value>) -> Result<(), Error> {
    match object.get("schema_version") {
        Some(version) if version.as_u64() == Some(SCHEMA_VERSION) => Ok(()),
        version => Err(Error::Version(version.cloned().unwrap_or_default())),
    }
}

fn is_key_part(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
    !text.is_empty() && text.bytes().all(allowed)
}

fn are_distinct(names: &[String]) -> bool {
    let earlier = |(i, name): (usize, &String)| !name.is_empty() && !names[..i].contains(name);
    names.iter().enumerate().all(earlier)
}

fn is_digest(text: &str) -> bool {
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let digits = text.strip_prefix("sha256:");
    digits.is_some_and(|digits| digits.len() == 64 && digits.bytes().all(hexadecimal))
}

#[cfg(test)]
mod tests;
