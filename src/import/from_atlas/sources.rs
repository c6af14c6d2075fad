//! Which file has which condition.

use super::error::FromAtlasError;
use crate::atlas::{Config, GroupedFile};

/// Where a condition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ConditionSource {
    /// The index among the files.
    pub(super) file: usize,
    /// The index among the conditions of the file.
    pub(super) condition: usize,
}

/// Where each condition of the configuration is, in its order.
pub(super) fn find(
    files: &[GroupedFile],
    config: &Config,
) -> Result<Vec<ConditionSource>, FromAtlasError> {
    let conditions = config.conditions.iter();
    conditions
        .map(|condition| find_one(files, &condition.key))
        .collect()
}

fn find_one(files: &[GroupedFile], key: &str) -> Result<ConditionSource, FromAtlasError> {
    let of_file = |(file, grouped): (usize, &GroupedFile)| {
        let mut conditions = grouped.groups().conditions().iter();
        let condition = conditions.position(|condition| condition.key == key)?;
        Some(ConditionSource { file, condition })
    };
    let found: Vec<_> = files.iter().enumerate().filter_map(of_file).collect();
    let path = |source: &ConditionSource| files[source.file].path().to_path_buf();
    match found.as_slice() {
        [source] => Ok(*source),
        [] => Err(FromAtlasError::NoCells(key.into())),
        [first, second, ..] => Err(FromAtlasError::TwoFiles {
            condition: key.into(),
            first: path(first),
            second: path(second),
        }),
    }
}
