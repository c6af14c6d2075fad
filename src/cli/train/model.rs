//! The options of what a network's file says of itself.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use serde_json::{Map, Value, json};

use crate::{
    bundle::Bundle,
    cli::by_name,
    model::{image::ImageMetadata, metadata, runtime},
    onnx::Precision,
    train::{choice::Choice, plan::Plan},
};

/// What a network's file says of itself.
#[derive(Args)]
#[command(next_help_heading = "Model")]
pub struct Model {
    /// float32, float16 or int8; int8 only where its scores stay within 0.01
    #[arg(long, default_value = "float32", value_name = "NAME", value_parser = precision)]
    pub precision: Precision,
    /// Do not compare the file with the trained network in ONNX Runtime; its metadata then say so
    #[arg(long)]
    pub unchecked: bool,
    /// ONNX Runtime's library or its folder [default: as for `dsdscore score`]
    #[arg(long, value_name = "PATH")]
    pub onnxruntime: Option<PathBuf>,
    /// The model's name [default: the network's file name]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The model's version
    #[arg(long, default_value = "1", value_name = "VERSION")]
    model_version: String,
    /// The name of the list of known genes
    #[arg(long, default_value = "known genes", value_name = "NAME")]
    training_set: String,
    /// An SPDX licence expression
    #[arg(long, default_value = "LicenseRef-unstated", value_name = "SPDX")]
    licence: String,
    /// What the model is for, and what not
    #[arg(long, default_value = USE, value_name = "TEXT", hide_default_value = true)]
    intended_use: String,
}

const USE: &str = "Research: ranks genes by how much their expression looks like that of known \
                   disease genes. It does not say that a variant is pathogenic.";

impl Model {
    /// Checks that ONNX Runtime is there, where the network is to be compared in it.
    pub fn check_runtime(&self) -> anyhow::Result<()> {
        if !self.unchecked {
            runtime::load(self.onnxruntime.as_deref()).context(
                "the network could not be compared with its file after the training (--unchecked \
                 does without)",
            )?;
        } else if self.precision == Precision::Int8 {
            bail!("int8 is found by running the network: leave --unchecked out");
        }
        Ok(())
    }

    /// The metadata of a network that is written to `output`.
    pub fn metadata(
        &self,
        bundle: &Bundle,
        choice: &Choice,
        plan: &Plan,
        [other, disease]: &[String; 2],
        metrics: Map<String, Value>,
        output: &Path,
    ) -> anyhow::Result<ImageMetadata> {
        let manifest = bundle.manifest();
        let name = || {
            output
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        let json = json!({
            "schema_version": metadata::SCHEMA_VERSION,
            "name": self.name.clone().unwrap_or_else(name),
            "version": self.model_version,
            "condition": choice.condition,
            "recipe": manifest.recipe,
            "classes": [other, disease],
            "positive": disease,
            "normalisation": "graph",
            "features": plan.feature_names(),
            "atlas": manifest.atlas.name,
            "training_set": {
                "name": self.training_set,
                "genes_digest": choice.genes_digest,
                "count": choice.genes.len(),
            },
            "metrics": metrics,
            "licence": self.licence,
            "intended_use": self.intended_use,
            "synthetic": manifest.synthetic,
        });
        Ok(ImageMetadata::parse(Some(&json.to_string()), None)?)
    }
}

fn precision(text: &str) -> Result<Precision, String> {
    by_name(text, "float32, float16 or int8")
}
