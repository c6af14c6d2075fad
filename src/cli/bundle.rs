//! `dsdscore bundle`

pub mod build;
mod export;
mod slim;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Subcommand};

use super::bundle_choice;

const EXAMPLES: &str = "\
Examples:
  dsdscore bundle build --scores published.tsv -o published.dsd
  dsdscore bundle info published.dsd
  dsdscore bundle verify published.dsd";

const INFO_EXAMPLES: &str = "\
Examples:
  dsdscore bundle info
  dsdscore bundle info gonad.dsd
  dsdscore bundle info --json gonad.dsd | jq '.conditions[].key'";

const VERIFY_EXAMPLES: &str = "\
Examples:
  dsdscore bundle verify gonad.dsd && echo intact";

/// Builds, checks and reads bundles of genes, heatmaps, patterns and scores
#[derive(Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    Build(Box<build::Build>),
    Info(Info),
    Verify(Verify),
    Export(export::Export),
    Slim(slim::Slim),
}

impl Command {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Build(command) => command.run(),
            Self::Info(command) => command.run(),
            Self::Verify(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::Slim(command) => command.run(),
        }
    }
}

/// Says what a bundle holds and where it is from
#[derive(Args)]
#[command(after_help = INFO_EXAMPLES)]
pub struct Info {
    /// The bundle [default: that of DSDSCORE_BUNDLE, else the built-in one]
    #[arg(value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// The manifest as JSON
    #[arg(long)]
    json: bool,
}

impl Info {
    fn run(self) -> anyhow::Result<ExitCode> {
        let bundle = bundle_choice::open(self.bundle.as_deref())?;
        let mut out = io::stdout().lock();
        if self.json {
            // As an error of the stream, so that a reader who has had enough is known.
            serde_json::to_writer_pretty(&mut out, bundle.manifest()).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            write!(out, "{}", bundle.info())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Checks every byte of a bundle; fails where one is not as it was written
#[derive(Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct Verify {
    /// The bundle [default: that of DSDSCORE_BUNDLE, else the built-in one]
    #[arg(value_name = "FILE")]
    bundle: Option<PathBuf>,
}

impl Verify {
    fn run(self) -> anyhow::Result<ExitCode> {
        let report = bundle_choice::open(self.bundle.as_deref())?.verify();
        writeln!(io::stdout(), "{}", report.to_string().trim_end())?;
        Ok(if report.is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
