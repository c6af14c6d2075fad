//! The options of commands that run a network.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{note, shell::file_word};
use crate::model::{Model, Options, Provider, metadata};

/// How a network is run.
#[derive(Args)]
#[command(next_help_heading = "Network")]
pub struct Network {
    /// ONNX Runtime's library or its folder [default: ORT_DYLIB_PATH, the wheel of the Python on
    /// PATH, the system's library]
    #[arg(long, value_name = "PATH")]
    onnxruntime: Option<PathBuf>,
    /// What executes the network: auto, cpu, cuda or tensorrt. auto takes CUDA where it works
    #[arg(long, default_value = "auto")]
    provider: Provider,
    /// Images a batch
    #[arg(long, value_name = "INT")]
    batch_size: Option<NonZeroUsize>,
    /// CPU threads for the network [default: ONNX Runtime's choice]
    #[arg(long, value_name = "INT")]
    network_threads: Option<NonZeroUsize>,
    /// JSON that completes or replaces the metadata of the model files
    #[arg(long, value_name = "FILE")]
    model_metadata: Option<PathBuf>,
}

impl Network {
    /// The library's options.
    pub fn options(&self) -> anyhow::Result<Options> {
        let metadata = self.model_metadata.as_deref().map(metadata::read_overrides);
        Ok(Options {
            library: self.onnxruntime.clone(),
            provider: self.provider,
            threads: self.network_threads,
            batch: self.batch_size,
            metadata: metadata.transpose()?,
            members: false,
        })
    }

    /// The options that decide scores, as a shell reads them.
    pub fn recorded(&self) -> Option<String> {
        let metadata = self.model_metadata.as_deref();
        metadata.map(|path| format!("--model-metadata {}", file_word(path)))
    }

    /// Opens models, and says on stderr what executes them.
    pub fn open(&self, paths: &[PathBuf]) -> anyhow::Result<Vec<Model>> {
        let options = self.options()?;
        paths.iter().map(|path| open(path, &options)).collect()
    }
}

fn open(path: &Path, options: &Options) -> anyhow::Result<Model> {
    let model = Model::open(path, options)?;
    let common = model.common();
    note(format_args!(
        "model {} {} (condition {}) on {}",
        common.name,
        common.version,
        common.condition,
        model.provider()
    ));
    if let Some(text) = model.provider_note() {
        note(text);
    }
    Ok(model)
}
