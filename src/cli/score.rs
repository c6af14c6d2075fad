//! `dsdscore score`

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{keep::check_output, network::Network, note, progress};
use crate::{bundle::Bundle, score::Scorer};

const EXAMPLES: &str = "\
Examples:
  dsdscore score -b gonad.dsd -m female.onnx -m male.onnx -o scored.dsd
  dsdscore score -b gonad.dsd -m female.onnx --provider cuda --batch-size 512

  # a model of profiles (train --kind profile) is named alike
  dsdscore score -b gonad.dsd -m shape-f.onnx -o scored.dsd";

/// Scores all genes of a bundle by models, and writes the scores into it
///
/// Annotating with a bundle that has its scores needs no network and no ONNX Runtime.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Score {
    /// The bundle
    #[arg(short, long, value_name = "FILE")]
    bundle: PathBuf,
    /// A model (ONNX), of images or of profiles; once for each condition
    #[arg(short, long = "model", value_name = "FILE", required = true)]
    models: Vec<PathBuf>,
    /// Where to write the bundle with its scores [default: in its place]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    network: Network,
}

impl Score {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let output = self.output.as_ref().unwrap_or(&self.bundle);
        // In the place of the bundle is fine.
        check_output(output, self.models.iter().map(PathBuf::as_path))?;
        let bundle = Bundle::open(&self.bundle)?;
        let mut scorer = Scorer::new(&bundle, self.network.open(&self.models)?)?;
        let genes = bundle.genes().len() * self.models.len();
        let bar = progress::bar(Some(genes as u64), "genes");
        let scored = scorer.compute_all(&mut |count| bar.inc(count as u64));
        bar.finish_and_clear();
        let scored = scored?;
        for one in &scored {
            let count = one.values.iter().filter(|score| !score.is_nan()).count();
            note(format_args!(
                "condition {}: {count} genes scored by {}",
                one.condition, one.model.name
            ));
        }
        bundle.write_with_scores(output, scored)?;
        Ok(ExitCode::SUCCESS)
    }
}
