//! Why a wide table cannot be read.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::delimited::TableError;

/// An error in a wide table, or in what is said of its columns.
#[derive(Debug, thiserror::Error)]
pub enum WideError {
    /// The mapping cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The mapping.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The text is not TOML, or not a mapping.
    #[error(
        "{}, line {line}: {message}; docs/atlas.md describes every key of a wide table",
        path.display()
    )]
    Toml {
        /// The mapping.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The mapping says what cannot be.
    #[error("{}: {what}", path.display())]
    Map {
        /// The mapping.
        path: PathBuf,
        /// What is wrong, with the remedy.
        what: String,
    },
    /// The table has columns that the mapping does not name.
    #[error(
        "{} does not say what these columns of {} are: {}; give each its cell type and time \
         under a condition's columns, or list it under ignore",
        path.display(),
        table.display(),
        columns.join(", ")
    )]
    Unmapped {
        /// The mapping.
        path: PathBuf,
        /// The table.
        table: PathBuf,
        /// The columns.
        columns: Vec<String>,
    },
    /// The mapping names a column that no table has.
    #[error(
        "{} names the column \"{column}\", which is not in {}; there are {}",
        path.display(),
        shown(tables),
        found.join(", ")
    )]
    Absent {
        /// The mapping.
        path: PathBuf,
        /// The tables.
        tables: Vec<PathBuf>,
        /// The column.
        column: String,
        /// What the tables have.
        found: Vec<String>,
    },
    /// The table itself cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

fn shown(tables: &[PathBuf]) -> String {
    let shown = tables.iter().map(|table| table.display().to_string());
    shown.collect::<Vec<_>>().join(" or ")
}

impl WideError {
    pub(super) fn toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.as_bytes().get(..start).unwrap_or_default();
        Self::Toml {
            path: path.into(),
            line: 1 + before.iter().filter(|&&byte| byte == b'\n').count(),
            message: error.message().trim_end().replace('\n', ", "),
        }
    }
}
