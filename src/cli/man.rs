//! `dsdscore man`

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::ensure;
use clap::{Args, Command, CommandFactory};

use super::{Cli, rank::write_file};
use crate::target::make_folder;

const EXAMPLES: &str = "\
Examples:
  dsdscore man annotate | man -l -
  dsdscore man --folder /usr/local/share/man/man1";

/// Writes manual pages: that of a command, or those of all
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Man {
    /// The command, such as bundle build [default: the program itself]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Write the pages of all commands into this folder: dsdscore.1, dsdscore-annotate.1 and so on
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "command")]
    folder: Option<PathBuf>,
}

impl Man {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut program = Cli::command();
        program.build();
        if let Some(folder) = &self.folder {
            make_folder(folder)?;
            write_all(&program, folder)?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut out = io::stdout();
        out.write_all(&page(find(&program, &self.command)?)?)?;
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn find<'a>(program: &'a Command, names: &[String]) -> anyhow::Result<&'a Command> {
    let mut command = program;
    for name in names {
        let found = subcommands(command).find(|command| command.get_name() == name);
        let known: Vec<_> = subcommands(command).map(Command::get_name).collect();
        ensure!(
            found.is_some(),
            "{} has no command `{name}`: use {}",
            title(command),
            if known.is_empty() {
                "none".into()
            } else {
                known.join(", ")
            }
        );
        command = found.unwrap_or(command);
    }
    Ok(command)
}

/// Those that are shown, without `help`.
fn subcommands(command: &Command) -> impl Iterator<Item = &Command> {
    let all = command.get_subcommands();
    all.filter(|command| command.get_name() != "help" && !command.is_hide_set())
}

/// The page's name, such as `dsdscore-bundle-build`.
fn title(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let version = concat!("dsdscore ", env!("CARGO_PKG_VERSION"));
    let command = command.clone().disable_help_subcommand(true);
    let man = clap_mangen::Man::new(command).source(version);
    man.render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    // What follows the options are examples, whose lines stay as they are.
    let page = page.replace(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n.nf\n");
    Ok(in_ascii(&page).into_bytes())
}

/// groff takes ASCII and names of other characters; not everything that calls it converts them.
fn in_ascii(page: &str) -> String {
    let escaped = page.chars().map(|c| match c {
        c if c.is_ascii() => c.to_string(),
        c => format!("\\[u{:04X}]", u32::from(c)),
    });
    escaped.collect()
}

fn write_all(command: &Command, folder: &Path) -> anyhow::Result<()> {
    let page = page(command)?;
    let path = folder.join(format!("{}.1", title(command)));
    write_file(&path, |out| out.write_all(&page))?;
    subcommands(command).try_for_each(|command| write_all(command, folder))
}
