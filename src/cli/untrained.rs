//! What a program that was built without training says when it is asked for it.

use std::{ffi::OsString, process::ExitCode};

use anyhow::bail;
use clap::Subcommand;

/// The commands that the feature `train` brings.
#[derive(Subcommand)]
pub enum Untrained {
    /// Trains a network; this program was built without it
    Train(Ignored),
    /// Says how well a network does beside its rivals; this program was built without it
    Evaluate(Ignored),
    /// Does what the paper did, from end to end; this program was built without it
    Reproduce(Ignored),
}

/// Whatever is asked.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Ignored {
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _options: Vec<OsString>,
}

impl Untrained {
    /// Says what to do.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        bail!(
            "this program was built without training: \
             cargo install --locked --path . --features train"
        )
    }
}
