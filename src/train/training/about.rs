//! What a network's file says of itself.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::{
    bundle::Bundle,
    model::{
        image::ImageMetadata,
        metadata::{self, SCHEMA_VERSION},
    },
    train::{choice::Choice, plan::Plan},
};

/// What a network's file says of itself beyond what follows from its training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The model's name; `None` for that of its file.
    pub name: Option<String>,
    /// The model's version.
    pub version: String,
    /// The name of the list of known genes.
    pub training_set: String,
    /// An SPDX licence expression.
    pub licence: String,
    /// What the model is for, and what not.
    pub intended_use: String,
    /// The names of the two classes, that of disease genes last.
    pub classes: [String; 2],
}

impl Default for About {
    fn default() -> Self {
        Self {
            name: None,
            version: "1".into(),
            training_set: "known genes".into(),
            licence: "LicenseRef-unstated".into(),
            intended_use: "Research: ranks genes by how much their expression looks like that of \
                           known disease genes. It does not say that a variant is pathogenic."
                .into(),
            classes: ["other".into(), "disease".into()],
        }
    }
}

impl About {
    /// The metadata of a network that is written to `output`.
    pub(super) fn metadata(
        &self,
        bundle: &Bundle,
        choice: &Choice,
        plan: &Plan,
        metrics: Map<String, Value>,
        output: &Path,
    ) -> Result<ImageMetadata, metadata::Error> {
        let mut object = self.common(bundle, choice, metrics, output);
        object.insert("recipe".into(), json!(bundle.manifest().recipe));
        object.insert("normalisation".into(), "graph".into());
        object.insert("features".into(), json!(plan.feature_names()));
        ImageMetadata::parse(Some(&Value::from(object).to_string()), None)
    }

    /// What the metadata of all kinds say of a model that learnt the chosen genes.
    pub(in crate::train) fn common(
        &self,
        bundle: &Bundle,
        choice: &Choice,
        metrics: Map<String, Value>,
        output: &Path,
    ) -> Map<String, Value> {
        let manifest = bundle.manifest();
        let stem = output.file_stem().unwrap_or_default();
        let name = || stem.to_string_lossy().into_owned();
        let pairs = [
            ("schema_version", json!(SCHEMA_VERSION)),
            ("name", self.name.clone().unwrap_or_else(name).into()),
            ("version", json!(self.version)),
            ("condition", json!(choice.condition)),
            ("classes", json!(self.classes)),
            ("positive", json!(self.classes[1])),
            ("atlas", json!(manifest.atlas.name)),
            (
                "training_set",
                json!({
                    "name": self.training_set,
                    "genes_digest": choice.genes_digest,
                    "count": choice.genes.len(),
                }),
            ),
            ("metrics", metrics.into()),
            ("licence", json!(self.licence)),
            ("intended_use", json!(self.intended_use)),
            ("synthetic", json!(manifest.synthetic)),
        ];
        let owned = pairs.into_iter().map(|(key, value)| (key.into(), value));
        owned.collect()
    }
}
