//! The command line: reads options, calls the library, prints.
//!
//! Whoever uses the library has no need of it.

mod annotate;
mod atlas;
mod atlas_inputs;
mod bundle;
mod bundle_choice;
mod cohort;
mod completions;
mod doctor;
#[cfg(feature = "train")]
mod evaluate;
mod explain;
mod genes;
mod keep;
mod man;
mod network;
mod progress;
mod rank;
mod regions;
#[cfg(feature = "train")]
mod reproduce;
mod score;
mod shell;
mod show;
mod simulate;
#[cfg(feature = "train")]
mod train;
#[cfg(not(feature = "train"))]
mod untrained;

use std::{
    error::Error,
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use serde::de::DeserializeOwned;

const EXAMPLES: &str = "\
Examples:
  dsdscore bundle build --scores published-scores.tsv -o published.dsd
  dsdscore annotate -b published.dsd patients.vcf -o scored.vcf

Each command has its own: dsdscore annotate --help";

/// Annotates variants with how much their genes' expression in the developing organ looks like
/// that of known disease genes.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Annotate(annotate::Annotate),
    #[command(subcommand)]
    Bundle(bundle::Command),
    #[command(subcommand)]
    Atlas(atlas::Command),
    Score(score::Score),
    Explain(explain::Explain),
    Show(show::Show),
    Rank(rank::Rank),
    Cohort(cohort::CohortCommand),
    #[cfg(feature = "train")]
    Train(train::Train),
    #[cfg(feature = "train")]
    Evaluate(evaluate::Evaluate),
    #[cfg(feature = "train")]
    Reproduce(reproduce::Reproduce),
    #[cfg(not(feature = "train"))]
    #[command(flatten)]
    Untrained(untrained::Untrained),
    Simulate(simulate::Simulate),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(man::Man),
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
            Command::Atlas(command) => command.run(),
            Command::Score(command) => command.run(),
            Command::Explain(command) => command.run(),
            Command::Show(command) => command.run(),
            Command::Rank(command) => command.run(),
            Command::Cohort(command) => command.run(),
            #[cfg(feature = "train")]
            Command::Train(command) => command.run(),
            #[cfg(feature = "train")]
            Command::Evaluate(command) => command.run(),
            #[cfg(feature = "train")]
            Command::Reproduce(command) => command.run(),
            #[cfg(not(feature = "train"))]
            Command::Untrained(command) => command.run(),
            Command::Simulate(command) => command.run(),
            Command::Doctor(command) => command.run(),
            Command::Completions(command) => command.run(),
            Command::Man(command) => command.run(),
        }
    }
}

/// What the program exits with after a command, whose error it says on stderr.
#[must_use]
pub fn conclude(result: anyhow::Result<ExitCode>) -> ExitCode {
    match result {
        Ok(code) => code,
        // Whoever read the output has had enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            note(format_args!("error: {}", describe(&error)));
            ExitCode::FAILURE
        }
    }
}

/// Whether the reader of our output closed it.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Says something on stderr. Nobody may be listening: that is no reason to stop, or to panic. Names
/// out of files may have characters that a terminal takes for commands: these are shown as `?`.
pub fn note(text: impl Display) {
    let is_command = |c: char| c.is_control() && c != '\n' && c != '\t';
    let text = text.to_string().replace(is_command, "?");
    let _ = writeln!(io::stderr(), "dsdscore: {text}");
}

/// The value of an option that is called as in files; `names` are those that there are.
fn by_name<T: DeserializeOwned>(text: &str, names: &str) -> Result<T, String> {
    serde_json::from_value(text.into()).map_err(|_| format!("use {names}"))
}

/// An error with its causes, in a line; a cause that the error before it has told is left out.
fn describe(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    let mut cause: Option<&dyn Error> = error.chain().nth(1);
    while let Some(error) = cause {
        let message = error.to_string();
        if !text.contains(&message) {
            text.push_str(": ");
            text.push_str(&message);
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use anyhow::Context;
    use clap::CommandFactory;

    use super::*;

    /// The command lines of the examples of a command and those below it.
    fn examples(command: &clap::Command) -> Vec<String> {
        let text = command.get_after_help().map(ToString::to_string);
        let text = text.unwrap_or_default().replace("\\\n", " ");
        let lines = text.lines().map(str::trim);
        let ours = lines.filter(|line| line.starts_with("dsdscore "));
        let mut all: Vec<String> = ours.map(str::to_string).collect();
        all.extend(command.get_subcommands().flat_map(examples));
        all
    }

    /// The words of a command line, of which some stand in single quotes.
    fn words(line: &str) -> Vec<&str> {
        let parts = line.split('\'').enumerate();
        let words = parts.map(|(number, part)| match number % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        });
        words.collect::<Vec<_>>().concat()
    }

    #[test]
    fn every_example_of_the_help_is_understood() {
        let examples = examples(&Cli::command());
        assert!(examples.len() > 10, "{examples:?}");
        for example in examples {
            let line = example.split(['|', '>', '&']).next().unwrap();
            if let Err(error) = Cli::try_parse_from(words(line)) {
                panic!("{example}: {error}");
            }
        }
    }

    #[test]
    fn a_cause_is_told_once() {
        let cause = || Err::<(), _>(io::Error::other("no such file"));
        let told = cause().context("model a.onnx: no such file").unwrap_err();
        assert_eq!(describe(&told), "model a.onnx: no such file");
        let untold = cause().context("cannot read a.onnx").unwrap_err();
        assert_eq!(describe(&untold), "cannot read a.onnx: no such file");
    }
}
