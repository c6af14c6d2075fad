//! The command-line program.

use std::process::ExitCode;

use clap::Parser;
use dsdscore::cli::{self, Cli};

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(code) => code,
        // Whoever read the output has had enough.
        Err(error) if cli::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::note(format_args!("error: {}", cli::describe(&error)));
            ExitCode::FAILURE
        }
    }
}
