//! `atlas.toml`: what the columns and labels of an atlas mean.

mod error;
mod read;

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use serde::Deserialize;

pub use self::error::ConfigError;
use super::{MatrixName, parse_time};
use crate::sha256;

/// What the columns and labels of an atlas mean, and which of its cells are taken.
///
/// `docs/atlas.md` describes every key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The atlas's name.
    #[serde(default)]
    pub name: String,
    /// Where the atlas is from: an accession, DOI or address.
    #[serde(default)]
    pub source: String,
    /// Tissue, species, ages, processing.
    #[serde(default)]
    pub description: String,
    /// The terms under which it may be used.
    #[serde(default)]
    pub licence: Option<String>,
    /// Whether the data is simulated; a bundle of it says so.
    #[serde(default)]
    pub synthetic: bool,
    /// The matrix that is read.
    #[serde(default = "read::x", deserialize_with = "read::matrix_name")]
    pub matrix: MatrixName,
    /// What its values are.
    #[serde(default)]
    pub values: Values,
    /// The columns of `obs`.
    pub columns: CellColumns,
    /// The columns of `var`.
    #[serde(default)]
    pub genes: GeneColumns,
    /// The conditions, at least one, in the order in which they are kept.
    #[serde(rename = "condition", deserialize_with = "read::conditions")]
    pub conditions: Vec<ConditionConfig>,
    /// What a cell type's label in the file is shown as, and merged under.
    #[serde(default, deserialize_with = "read::names")]
    pub cell_types: BTreeMap<String, String>,
    /// The numbers of time labels that hold none.
    #[serde(default, deserialize_with = "read::times")]
    pub times: BTreeMap<String, f64>,
    /// Labels that are left out on purpose.
    #[serde(default)]
    pub ignore: Ignore,
    /// The file that this was read from.
    #[serde(skip)]
    pub path: PathBuf,
    /// `sha256:<hex>` of its text.
    #[serde(skip)]
    pub digest: String,
}

/// What the values of a matrix are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Values {
    /// Counts of molecules or reads: whole numbers.
    #[default]
    Counts,
    /// Anything of 0 or more, taken as it is.
    Normalised,
}

/// The columns of `obs`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "the table [columns]")]
pub struct CellColumns {
    /// The cell type.
    pub cell_type: String,
    /// The time.
    pub time: String,
    /// The condition; none where each file is of one.
    #[serde(default)]
    pub condition: Option<String>,
}

/// The columns of `var`; `index` is its index.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "the table [genes]")]
pub struct GeneColumns {
    /// The symbol; none: found out.
    #[serde(default)]
    pub symbol: Option<String>,
    /// The Ensembl ID; none: found out.
    #[serde(default)]
    pub id: Option<String>,
}

/// A condition, e.g. a sex, and its cells.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionConfig {
    /// The condition within INFO keys.
    pub key: String,
    /// The condition in words; empty: the key.
    #[serde(default)]
    pub label: String,
    /// Its labels in the column of the condition; empty: the label in words.
    #[serde(default, rename = "match")]
    pub matches: Vec<String>,
    /// The cell types to keep, as they are shown, in this order; none: all, in the file's order.
    #[serde(default)]
    pub cell_types: Option<Vec<String>>,
    /// The times to keep; none: all.
    #[serde(default)]
    pub times: Option<Vec<TimeName>>,
}

/// A time: its number, or its label in the file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum TimeName {
    /// A number.
    Number(f64),
    /// A label.
    Label(String),
}

/// Labels that are left out on purpose, so that nothing is warned of.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "the table [ignore]")]
pub struct Ignore {
    /// Labels of cell types, or the names that they are shown under.
    #[serde(default)]
    pub cell_types: Vec<String>,
    /// Times.
    #[serde(default)]
    pub times: Vec<TimeName>,
    /// Labels of conditions.
    #[serde(default)]
    pub conditions: Vec<String>,
}

impl Config {
    /// Reads `atlas.toml`.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is not TOML, lacks a key, has one that is not known, or says
    /// what cannot be; the error names the line where there is one.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: path.into(),
            source,
        })?;
        Self::parse(&text, path)
    }

    /// Reads the text of an `atlas.toml`; `path` is for errors.
    ///
    /// # Errors
    ///
    /// As [`Config::read`].
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let mut config: Self =
            toml::from_str(text).map_err(|error| ConfigError::toml(path, text, &error))?;
        config.path = path.into();
        config.digest = sha256::of(text.as_bytes());
        config.check_times()?;
        config.check_cell_types()?;
        Ok(config)
    }

    /// The name that a cell type's label is shown as.
    pub fn shown<'a>(&'a self, label: &'a str) -> &'a str {
        self.cell_types.get(label).map_or(label, String::as_str)
    }

    /// The number of a time's label.
    pub fn time_value(&self, label: &str) -> Option<f64> {
        let known = self.times.get(label).copied();
        known.or_else(|| parse_time(label))
    }

    /// The number of a time.
    pub(super) fn time_number(&self, time: &TimeName) -> Option<f64> {
        match time {
            TimeName::Number(number) => Some(*number).filter(|number| number.is_finite()),
            TimeName::Label(label) => self.time_value(label),
        }
    }

    fn check_times(&self) -> Result<(), ConfigError> {
        for condition in &self.conditions {
            let mut seen = Vec::new();
            for time in condition.times.iter().flatten() {
                let number = self.time_number(time);
                if number.is_none() || seen.contains(&number) {
                    return Err(ConfigError::Time {
                        path: self.path.clone(),
                        condition: condition.key.clone(),
                        time: time.to_string(),
                        twice: number.is_some(),
                    });
                }
                seen.push(number);
            }
        }
        Ok(())
    }

    fn check_cell_types(&self) -> Result<(), ConfigError> {
        for condition in &self.conditions {
            let listed = condition.cell_types.iter().flatten();
            let mut seen = Vec::new();
            for name in listed.map(|label| self.shown(label)) {
                if seen.contains(&name) {
                    return Err(ConfigError::CellTypeTwice {
                        path: self.path.clone(),
                        condition: condition.key.clone(),
                        name: name.into(),
                    });
                }
                seen.push(name);
            }
        }
        Ok(())
    }
}

impl fmt::Display for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Counts => "counts",
            Self::Normalised => "normalised",
        })
    }
}

impl ConditionConfig {
    /// The labels of the column of the condition that mean this one.
    pub fn labels(&self) -> Vec<&str> {
        if self.matches.is_empty() {
            return vec![self.words()];
        }
        self.matches.iter().map(String::as_str).collect()
    }

    /// The condition in words.
    pub fn words(&self) -> &str {
        if self.label.is_empty() {
            return &self.key;
        }
        &self.label
    }
}

impl fmt::Display for TimeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Label(label) => f.write_str(label),
        }
    }
}

#[cfg(test)]
mod tests;
