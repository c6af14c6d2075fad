//! `dsdscore atlas`

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};

use crate::{
    atlas::{AtlasSummary, Chosen},
    cli::{keep::check_output, note},
    target::write_whole,
};

const EXAMPLES: &str = "\
Examples:
  dsdscore atlas describe female.h5ad
  dsdscore atlas describe female.h5ad --config-out atlas.toml";

const DESCRIBE_EXAMPLES: &str = "\
Examples:
  dsdscore atlas describe heart.h5ad
  dsdscore atlas describe heart.h5ad --time dpc --config-out atlas.toml
  dsdscore atlas describe filtered_feature_bc_matrix --cells cells.tsv";

/// Looks into single-cell atlases
#[derive(Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    Describe(Describe),
}

impl Command {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Describe(command) => command.run(),
        }
    }
}

/// Says what a single-cell file holds, and writes a first atlas.toml
///
/// Matrices with the range of their first values, the columns of the cells with their labels, cells
/// by cell type and time. Columns that nothing names are guessed by their names.
#[derive(Args)]
#[command(after_help = DESCRIBE_EXAMPLES)]
pub struct Describe {
    /// An .h5ad file, or 10x Genomics' Matrix Market: the file or its folder
    #[arg(value_name = "FILE")]
    atlas: PathBuf,
    /// The table of cells of a Matrix Market file: TSV or CSV, by barcode
    #[arg(long, value_name = "FILE")]
    cells: Option<PathBuf>,
    /// The column of the cell type [default: guessed]
    #[arg(long, value_name = "COLUMN")]
    cell_type: Option<String>,
    /// The column of the time [default: guessed]
    #[arg(long, value_name = "COLUMN")]
    time: Option<String>,
    /// The column of the condition, e.g. the sex [default: guessed]
    #[arg(long, value_name = "COLUMN")]
    condition: Option<String>,
    /// Where the first atlas.toml goes; - is standard output [default: it is shown at the end]
    #[arg(long, value_name = "FILE")]
    config_out: Option<PathBuf>,
}

impl Describe {
    fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(path) = &self.config_out {
            check_output(path, [])?;
            ensure!(
                path.as_os_str() == "-" || !path.is_file(),
                "{} exists, and may have been edited: remove it, or name another file",
                path.display()
            );
        }
        let chosen = Chosen {
            cell_type: self.cell_type,
            time: self.time,
            condition: self.condition,
        };
        let description = AtlasSummary::of(&self.atlas, self.cells.as_deref(), chosen)?;
        let mut out = io::stdout().lock();
        match &self.config_out {
            // Nothing but the configuration, for others to read.
            Some(path) if path.as_os_str() == "-" => write!(out, "{}", description.config)?,
            Some(path) => {
                write!(out, "{description}")?;
                write_whole(path, |writer| {
                    writer.write_all(description.config.as_bytes())
                })
                .with_context(|| format!("cannot write {}", path.display()))?;
                note(format_args!("{}: a first configuration", path.display()));
            }
            None => {
                write!(out, "{description}")?;
                writeln!(
                    out,
                    "\nA first atlas.toml\n\n{}",
                    description.config.trim_end()
                )?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
