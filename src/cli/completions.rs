//! `dsdscore completions`

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;

const EXAMPLES: &str = "\
Examples:
  dsdscore completions bash > ~/.local/share/bash-completion/completions/dsdscore
  dsdscore completions zsh > ~/.zfunc/_dsdscore      # a folder of fpath
  dsdscore completions fish > ~/.config/fish/completions/dsdscore.fish";

/// Writes what a shell needs to complete commands and options
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        // Written at once: the generator panics where writing fails.
        let mut script = Vec::new();
        let mut command = Cli::command();
        clap_complete::generate(self.shell, &mut command, "dsdscore", &mut script);
        let mut out = io::stdout();
        out.write_all(&script)?;
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
