//! `dsdscore doctor`

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::bail;
use clap::Args;

use super::network::Network;
use crate::model;

const EXAMPLES: &str = "\
Examples:
  dsdscore doctor
  dsdscore doctor --onnxruntime /opt/onnxruntime/lib -m female.onnx";

/// Says what this machine has for running networks: ONNX Runtime, providers, a model
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Doctor {
    /// A model to try
    #[arg(short, long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    network: Network,
}

impl Doctor {
    /// Runs the command; fails where no network can be run, or not by the provider named.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let options = self.network.options()?;
        let report = model::examine(&options, self.model.as_deref());
        write!(io::stdout(), "{report}")?;
        let provider = options.provider;
        if report.is_well() && !report.works(provider) {
            bail!("--provider {provider} does not work here");
        }
        Ok(if report.is_well() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
