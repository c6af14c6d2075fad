//! The command line: reads options, calls the library, prints.

mod annotate;
mod bundle;
mod doctor;
mod network;
mod progress;
mod score;
mod show;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

/// Annotates variants with how much their genes' expression in the developing organ looks like
/// that of known disease genes.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Annotate(annotate::Annotate),
    #[command(subcommand)]
    Bundle(bundle::Command),
    Score(score::Score),
    Show(show::Show),
    Doctor(doctor::Doctor),
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// Returns whatever kept the command from its work.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Annotate(command) => command.run(),
            Command::Bundle(command) => command.run(),
            Command::Score(command) => command.run(),
            Command::Show(command) => command.run(),
            Command::Doctor(command) => command.run(),
        }
    }
}

/// Whether the reader of our output closed it.
#[must_use]
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}
