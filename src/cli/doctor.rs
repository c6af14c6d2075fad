//! `dsdscore doctor`

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

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
    /// Runs the command; fails where no network can be run.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let report = model::examine(&self.network.options()?, self.model.as_deref());
        write!(io::stdout(), "{report}")?;
        Ok(if report.is_well() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
