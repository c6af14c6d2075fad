//! What can be wrong with `atlas.toml`.

use std::{
    io,
    path::{Path, PathBuf},
};

/// An error in `atlas.toml`.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The text is not TOML, or not a configuration.
    #[error("{}, line {line}: {message}; docs/atlas.md describes every key", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A time is no number, or there twice.
    #[error(
        "{}, condition {condition}: the time \"{time}\" {}", path.display(),
        if *twice { "is listed twice" } else { "is not a number, perhaps after letters as in PCW6.5: give its number under [times]" }
    )]
    Time {
        /// The file.
        path: PathBuf,
        /// The key of the condition.
        condition: String,
        /// The time.
        time: String,
        /// Whether it is a number.
        twice: bool,
    },
    /// Two cell types of a condition are shown as one.
    #[error(
        "{}, condition {condition}: cell_types lists \"{name}\" twice; list each name that is shown once, also where [cell_types] merges several labels under it",
        path.display()
    )]
    CellTypeTwice {
        /// The file.
        path: PathBuf,
        /// The key of the condition.
        condition: String,
        /// The name that is shown.
        name: String,
    },
}

impl ConfigError {
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
