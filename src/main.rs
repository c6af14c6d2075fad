//! The command-line program.

use std::process::ExitCode;

use clap::Parser;
use dsdscore::cli::{self, Cli};

fn main() -> ExitCode {
    cli::conclude(Cli::parse().run())
}
