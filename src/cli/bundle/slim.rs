//! `dsdscore bundle slim`

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Args;
use indicatif::DecimalBytes;

use crate::{
    bundle::Bundle,
    cli::{keep::check_output, note},
};

const EXAMPLES: &str = "\
Examples:
  dsdscore score -b gonad.dsd -m female.onnx -m male.onnx
  dsdscore bundle slim gonad.dsd -o gonad-slim.dsd";

/// Copies what annotating needs of a bundle that has its scores: a few megabytes
///
/// Genes, scores and patterns stay. Expression matrices and images go, so the result can neither be
/// shown nor scored again. It records the digest of the bundle that it was made from.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Slim {
    /// The bundle
    #[arg(value_name = "FILE")]
    bundle: PathBuf,
    /// The bundle to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Also where a condition lacks scores, which can then never be computed
    #[arg(long)]
    force: bool,
}

impl Slim {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        // Matrices and images would be lost.
        check_output(&self.output, [self.bundle.as_path()])?;
        let bundle = Bundle::open(&self.bundle)?;
        bundle.write_slim(&self.output, self.force)?;
        let size = |path| fs::metadata(path).map_or(0, |metadata| metadata.len());
        note(format_args!(
            "{}: {} of {}",
            self.output.display(),
            DecimalBytes(size(&self.output)),
            DecimalBytes(size(&self.bundle))
        ));
        Ok(ExitCode::SUCCESS)
    }
}
