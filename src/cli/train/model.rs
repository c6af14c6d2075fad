//! The options of what a network's file says of itself.

use std::path::PathBuf;

use clap::Args;

use super::learning::Classes;
use crate::{
    cli::by_name,
    onnx::Precision,
    train::{release::FileOptions, training::About},
};

/// What a model's file says of itself.
#[derive(Args)]
#[command(next_help_heading = "Model")]
pub struct ModelOptions {
    /// float32, float16 or int8; int8 only where its scores stay within 0.01
    #[arg(long, default_value = "float32", value_name = "NAME", value_parser = precision)]
    precision: Precision,
    /// Do not compare the file with the trained model in ONNX Runtime; its metadata then say so
    #[arg(long)]
    unchecked: bool,
    /// ONNX Runtime's library or its folder [default: as for `dsdscore score`]
    #[arg(long, value_name = "PATH")]
    onnxruntime: Option<PathBuf>,
    /// The model's name [default: its file's name]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The model's version
    #[arg(long, default_value_t = About::default().version, value_name = "VERSION")]
    model_version: String,
    /// The name of the list of known genes
    #[arg(long, default_value_t = About::default().training_set, value_name = "NAME")]
    training_set: String,
    /// An SPDX licence expression
    #[arg(long, default_value_t = About::default().licence, value_name = "SPDX")]
    licence: String,
    /// What the model is for, and what not
    #[arg(long, default_value_t = About::default().intended_use, value_name = "TEXT", hide_default_value = true)]
    intended_use: String,
}

impl ModelOptions {
    /// Whether numbers are kept in less than float32.
    pub fn is_reduced(&self) -> bool {
        self.precision != Precision::Float32
    }

    /// How the file is written.
    pub fn file(&self) -> FileOptions<'_> {
        FileOptions {
            precision: self.precision,
            is_checked: !self.unchecked,
            library: self.onnxruntime.as_deref(),
        }
    }

    /// What the file says of itself.
    pub fn about(&self, classes: &Classes) -> About {
        About {
            name: self.name.clone(),
            version: self.model_version.clone(),
            training_set: self.training_set.clone(),
            licence: self.licence.clone(),
            intended_use: self.intended_use.clone(),
            classes: classes.0.clone(),
        }
    }
}

fn precision(text: &str) -> Result<Precision, String> {
    by_name(text, "float32, float16 or int8")
}
