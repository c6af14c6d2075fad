//! The manifest: what the bundle is, where it comes from, what its axes mean.
//!
//! `schemas/bundle-manifest.schema.json` describes its JSON.

mod evaluation;
mod explanation;
pub(super) mod keys;
mod opinions;
mod validate;

use serde::{Deserialize, Serialize};

pub use self::{
    evaluation::{
        EvaluatedContrast, Evaluation, LikelihoodRatio, NEVER_EVALUATED, TopShare, worth,
    },
    explanation::{Control, Explanation, Replacement, Way},
    keys::RESERVED_KEYS,
    opinions::{NameError, short_names},
    validate::ManifestError,
};
use crate::heatmap::{Fill, Recipe, Scale};

/// The prefix of the INFO keys where nobody chose another.
pub const DEFAULT_PREFIX: &str = "DSD";

/// What the bundle says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of the file format.
    pub format_version: u32,
    /// The name of the bundle.
    pub name: String,
    /// The version of the bundle's content, as its author counts.
    pub version: String,
    /// What the INFO keys begin with, e.g. `DSD`.
    pub prefix: String,
    /// The program that wrote the file, with its version.
    pub created_by: String,
    /// Whether the expression values are simulated.
    pub synthetic: bool,
    /// The single-cell atlas behind the matrices.
    pub atlas: Atlas,
    /// The conditions, e.g. the sexes. Matrices and scores are in this order.
    pub conditions: Vec<Condition>,
    /// How matrices become images; none in a bundle of scores alone.
    pub recipe: Option<Recipe>,
    /// Where the scores come from, in the order of the conditions. Of those of one
    /// condition the first decides, and the others are second opinions.
    pub scores: Vec<ScoreSource>,
    /// The digest of the bundle that this one was made from by leaving out
    /// matrices and images; none where they were not.
    #[serde(default)]
    pub slimmed_from: Option<String>,
}

/// A single-cell atlas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Atlas {
    /// Its name.
    pub name: String,
    /// Where it is from: an accession, DOI or address.
    pub source: String,
    /// Tissue, species, ages, processing.
    pub description: String,
    /// The terms under which it may be used.
    pub licence: Option<String>,
    /// Which of its matrices the expression is from, e.g. `raw/X`.
    #[serde(default)]
    pub matrix: Option<String>,
    /// What its values are, e.g. `counts`.
    #[serde(default)]
    pub values: Option<String>,
    /// `sha256:<hex>` of the configuration that says how it was read.
    #[serde(default)]
    pub config: Option<String>,
}

/// A condition under which expression was measured, e.g. a sex.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The condition within INFO keys, e.g. `F` in `DSD_F`.
    pub key: String,
    /// The condition in words.
    pub label: String,
    /// The rows of each matrix; none in a bundle of scores alone.
    pub cell_types: Vec<String>,
    /// The columns of each matrix, ascending; none in a bundle of scores alone.
    pub times: Vec<Time>,
    /// How many cells each mean is of, row-major, cell types × times; none
    /// where not known.
    #[serde(default)]
    pub cells: Vec<u64>,
    /// The transformed expression ([`heatmap::ceiling`](crate::heatmap::ceiling))
    /// that the heatmaps of this condition show at full scale.
    pub ceiling: Option<f32>,
}

impl Condition {
    /// The number of values of one gene's matrix.
    pub fn matrix_len(&self) -> usize {
        self.cell_types.len().saturating_mul(self.times.len())
    }

    /// The shape of a gene's matrix: cell types × times.
    pub fn shape(&self) -> [usize; 2] {
        [self.cell_types.len(), self.times.len()]
    }

    /// The places of the columns on the time axis.
    pub fn time_values(&self) -> Vec<f64> {
        self.times.iter().map(|time| time.value).collect()
    }
}

/// A time point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// As the atlas spells it, e.g. `PCW6`.
    pub label: String,
    /// Its place on the time axis, e.g. 6, in the atlas's unit.
    pub value: f64,
}

/// Where one condition's scores come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreSource {
    /// The key of the condition.
    pub condition: String,
    /// The model that scored.
    pub model: ModelSource,
    /// How many genes have a score.
    pub genes_scored: usize,
    /// Whether every gene that can be scored is, so that percentiles have a
    /// meaning.
    pub complete: bool,
    /// What they are worth; none where nobody evaluated them.
    #[serde(default)]
    pub evaluation: Option<Evaluation>,
    /// How its genes' reasons were found; none where nobody asked for them.
    #[serde(default)]
    pub explanation: Option<Explanation>,
}

/// A model, as far as a reader of its scores must know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelSource {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// `sha256:<hex>` of its file; none for published scores.
    pub digest: Option<String>,
    /// What it was trained on.
    pub training_set: String,
    /// Whether it was trained on simulated data or not at all.
    pub synthetic: bool,
    /// Where the model or its scores can be had.
    pub source: Option<String>,
    /// What to cite.
    pub citation: Option<String>,
}

impl Manifest {
    /// The index of the condition with this key.
    pub fn condition(&self, key: &str) -> Option<usize> {
        self.conditions.iter().position(|c| c.key == key)
    }

    /// Where the scores that decide in the condition with this key come from.
    pub fn score_source(&self, key: &str) -> Option<&ScoreSource> {
        self.score_sources(key).next()
    }

    /// Where all scores of the condition with this key come from, those that decide
    /// first.
    pub fn score_sources(&self, key: &str) -> impl Iterator<Item = &ScoreSource> {
        let sources = self.scores.iter();
        sources.filter(move |source| source.condition == key)
    }

    /// Whether simulated data or models stand behind any of the content.
    pub fn is_synthetic(&self) -> bool {
        self.synthetic || self.scores.iter().any(|source| source.model.synthetic)
    }

    /// Whether genes have expression matrices.
    pub fn has_matrices(&self) -> bool {
        self.slimmed_from.is_none() && self.conditions.iter().any(|c| c.matrix_len() > 0)
    }

    /// Height and width of images in pixels.
    pub(super) fn image_size(&self) -> Option<(usize, usize)> {
        let recipe = self.recipe.as_ref()?;
        Some((recipe.height as usize, recipe.width as usize))
    }

    /// Whether images show how unusual means are for their gene's level.
    pub fn draws_residuals(&self) -> bool {
        let recipe = self.recipe.as_ref();
        recipe.is_some_and(|recipe| recipe.scale == Scale::Residual)
    }

    /// Whether images are drawn from the matrices of means, rather than stored.
    pub fn draws_means(&self) -> bool {
        let recipe = self.recipe.as_ref();
        recipe.is_some_and(|recipe| recipe.fill == Fill::Mean)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::Value;

    use super::*;
    use crate::bundle::FORMAT_VERSION;

    pub(in crate::bundle) fn manifest() -> Manifest {
        let condition = |key: &str, label: &str| Condition {
            key: key.into(),
            label: label.into(),
            cell_types: vec!["supporting".into(), "germ".into()],
            times: [6.0, 6.5, 8.0]
                .map(|value| Time {
                    label: format!("PCW{value}"),
                    value,
                })
                .to_vec(),
            cells: vec![20, 30, 40, 50, 60, 9],
            ceiling: Some(0.1),
        };
        Manifest {
            format_version: FORMAT_VERSION,
            name: "gonad".into(),
            version: "1.0".into(),
            prefix: DEFAULT_PREFIX.into(),
            created_by: "dsdscore 0.1.0".into(),
            synthetic: false,
            atlas: Atlas::default(),
            conditions: vec![condition("F", "female"), condition("M", "male")],
            recipe: Some(Recipe {
                fill: Fill::Mean,
                ..Recipe::default()
            }),
            scores: vec![ScoreSource {
                condition: "F".into(),
                model: ModelSource::default(),
                genes_scored: 2,
                complete: false,
                evaluation: Some(Evaluation {
                    known_genes: 3,
                    contrasts: vec![EvaluatedContrast::default()],
                    top: vec![TopShare::default()],
                    deciles: vec![LikelihoodRatio::default(); 10],
                    ..Evaluation::default()
                }),
                explanation: Some(Explanation {
                    way: Way::Occlusion,
                    replaced_by: Replacement::Usual,
                    times_per_block: 2,
                    control: Some(Control {
                        draws: 20,
                        genes: 200,
                        seed: 1,
                        correlation: Some(0.25),
                        weaker: None,
                    }),
                }),
            }],
            slimmed_from: None,
        }
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let text = serde_json::to_string(&manifest()).unwrap();
        let unknown = text.replacen("\"name\"", "\"nmae\"", 1);
        let error = serde_json::from_str::<Manifest>(&unknown).unwrap_err();
        assert_has!(error, "unknown field `nmae`");
    }

    #[test]
    fn one_synthetic_model_makes_the_bundle_synthetic() {
        let mut manifest = manifest();
        assert!(!manifest.is_synthetic());
        manifest.scores[0].model.synthetic = true;
        assert!(manifest.is_synthetic());
    }

    /// Compares the keys of `value` with the properties that `schema` requires
    /// and allows, down through `$defs` and arrays.
    fn assert_keys(root: &Value, schema: &Value, value: &Value) {
        let schema = match schema["$ref"].as_str() {
            Some(name) if name.starts_with('#') => root.pointer(&name[1..]).unwrap(),
            _ => schema,
        };
        if let (Value::Object(object), Some(properties)) = (value, schema["properties"].as_object())
        {
            let keys: Vec<_> = object.keys().collect();
            assert_eq!(keys, properties.keys().collect::<Vec<_>>());
            assert_eq!(schema["required"].as_array().unwrap().len(), keys.len());
            assert_eq!(schema["additionalProperties"], false);
            for (key, value) in object {
                assert_keys(root, &properties[key], value);
            }
        }
        for item in value.as_array().into_iter().flatten() {
            assert_keys(root, &schema["items"], item);
        }
    }

    #[test]
    fn schema_names_every_key_that_is_written() {
        let text = include_str!("../../schemas/bundle-manifest.schema.json");
        let schema: Value = serde_json::from_str(text).unwrap();
        let value = serde_json::to_value(manifest()).unwrap();
        assert_keys(&schema, &schema, &value);
        let versions: Vec<_> = (1..=FORMAT_VERSION).collect();
        assert_eq!(
            schema["properties"]["format_version"]["enum"],
            serde_json::json!(versions)
        );
    }
}
