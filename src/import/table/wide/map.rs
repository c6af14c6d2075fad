//! What the columns of a wide table mean, as TOML.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::WideError;
use crate::{
    atlas::{TimeName, parse_time},
    bundle::{Atlas, is_key_byte},
    heatmap::Transform,
    sha256,
};

/// What the columns of a wide table mean. `docs/atlas.md` describes every key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMap {
    /// The data's name.
    #[serde(default)]
    pub name: String,
    /// Where it is from: an accession, DOI or address.
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
    /// What the values are.
    #[serde(default)]
    pub values: TableValues,
    /// The column of the genes' symbols; none: the first.
    #[serde(default)]
    pub gene: Option<String>,
    /// What several columns of one cell type and time become; none: they are an error.
    #[serde(default)]
    pub merge: Option<Merge>,
    /// The conditions, at least one.
    #[serde(rename = "condition")]
    pub conditions: Vec<MapCondition>,
    /// The numbers of times whose names hold none.
    #[serde(default)]
    pub times: BTreeMap<String, f64>,
    /// Columns that are left out on purpose.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// The file that this was read from.
    #[serde(skip)]
    pub path: PathBuf,
    /// `sha256:<hex>` of its text.
    #[serde(skip)]
    pub digest: String,
}

/// What the values of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TableValues {
    /// Means of counts, or of values normalised for depth.
    #[default]
    Means,
    /// Logarithms of such means, or means of logarithms.
    Logarithms,
    /// Fractions of cells that express the gene, 0 to 1.
    Fractions,
}

/// What several columns of one cell type and time become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Merge {
    /// The mean of those that were measured, each counted once.
    Mean,
}

/// A condition, e.g. a sex, and its columns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapCondition {
    /// The condition within INFO keys.
    pub key: String,
    /// The condition in words; empty: the key.
    #[serde(default)]
    pub label: String,
    /// All its cell types, from the top row down; none: in the order of the table's columns.
    #[serde(default)]
    pub cell_types: Option<Vec<String>>,
    /// What each of its columns holds.
    pub columns: BTreeMap<String, ColumnPlace>,
}

/// Where the values of a column go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnPlace {
    /// The cell type, a row.
    pub cell_type: String,
    /// The time, or the ordered stage: its number, or its name.
    pub time: TimeName,
}

impl TableMap {
    /// Reads the TOML.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is not TOML, lacks a key, has one that is not known, or says
    /// what cannot be.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, WideError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|source| WideError::Read {
            path: path.into(),
            source,
        })?;
        let mut map: Self =
            toml::from_str(&text).map_err(|error| WideError::toml(path, &text, &error))?;
        map.path = path.into();
        map.digest = sha256::of(text.as_bytes());
        map.check_keys()?;
        Ok(map)
    }

    /// Where the data is from and how it was read.
    pub fn atlas(&self) -> Atlas {
        Atlas {
            name: self.name.clone(),
            source: self.source.clone(),
            description: self.description.clone(),
            licence: self.licence.clone(),
            matrix: None,
            values: Some(self.values.to_string()),
            config: Some(self.digest.clone()),
        }
    }

    /// A time's number.
    pub(super) fn time_value(&self, time: &TimeName) -> Option<f64> {
        let value = match time {
            TimeName::Number(number) => Some(*number),
            TimeName::Label(label) => self.times.get(label).copied().or_else(|| parse_time(label)),
        };
        value.filter(|number| number.is_finite())
    }

    fn check_keys(&self) -> Result<(), WideError> {
        let fault = |what: String| WideError::Map {
            path: self.path.clone(),
            what,
        };
        if self.conditions.is_empty() {
            return Err(fault("there must be at least one [[condition]]".into()));
        }
        for (index, condition) in self.conditions.iter().enumerate() {
            let key = &condition.key;
            if key.is_empty() || !key.bytes().all(is_key_byte) {
                return Err(fault(format!(
                    "the key \"{key}\" of a condition is not made of letters, digits, _ and ."
                )));
            }
            if self.conditions[..index].iter().any(|c| c.key == *key) {
                return Err(fault(format!("two conditions have the key {key}")));
            }
        }
        Ok(())
    }
}

impl TableValues {
    /// The transform of the image recipe that fits: the logarithm of means, and none of what is a
    /// logarithm already. A fraction has its natural scale from 0 to 1, of which log10(1 + x)
    /// would leave 0 to 0.3.
    pub fn transform(self) -> Transform {
        match self {
            Self::Means => Transform::Log10,
            Self::Logarithms | Self::Fractions => Transform::None,
        }
    }

    /// The transform before values are compared with those of other genes: the natural logarithm of
    /// means, the arcsine of the square root of fractions, and none of logarithms.
    pub fn residual_transform(self) -> Transform {
        match self {
            Self::Means => Transform::Log1p,
            Self::Fractions => Transform::Arcsine,
            Self::Logarithms => Transform::None,
        }
    }
}

impl fmt::Display for TableValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Means => "means",
            Self::Logarithms => "logarithms",
            Self::Fractions => "fractions",
        })
    }
}

impl MapCondition {
    /// The condition in words.
    pub(super) fn words(&self) -> &str {
        if self.label.is_empty() {
            return &self.key;
        }
        &self.label
    }
}
