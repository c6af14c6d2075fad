//! The rows: cell types, as they are shown.

use super::{Axis, Fate, GroupsError, Source};
use crate::atlas::{Config, obs_labels::shown};

pub(super) fn axis(source: Source) -> Result<Axis<String>, GroupsError> {
    let config = source.config;
    let entries = match &source.condition.cell_types {
        Some(listed) => find(source, listed)?,
        None => all(source),
    };
    check_names(source, &entries)?;
    let fate = |label: &String| match entries.iter().position(|&name| name == config.shown(label)) {
        Some(index) => Fate::Kept(index),
        None if is_ignored(config, label) => Fate::Ignored,
        None => Fate::Unknown,
    };
    let fates = source.labels.names().iter().map(fate).collect();
    let entries = entries.into_iter().map(String::from).collect();
    Ok(Axis { entries, fates })
}

/// Each can be shown in a line.
fn check_names(source: Source, entries: &[&str]) -> Result<(), GroupsError> {
    let is_bad = |name: &&&str| name.trim().is_empty() || name.contains(char::is_control);
    match entries.iter().find(is_bad) {
        Some(name) => Err(GroupsError::NoName {
            condition: source.condition.key.clone(),
            label: shown(name),
        }),
        None => Ok(()),
    }
}

/// The cell types that are listed, all of which must occur.
fn find<'a>(source: Source<'a>, listed: &'a [String]) -> Result<Vec<&'a str>, GroupsError> {
    let config = source.config;
    let listed: Vec<_> = listed.iter().map(|name| config.shown(name)).collect();
    let occurs = |name: &str| source.occurring().any(|label| config.shown(label) == name);
    let missing = listed.iter().filter(|name| !occurs(name));
    let missing = missing.map(ToString::to_string).collect();
    source.check_missing("cell type", &config.columns.cell_type, missing)?;
    Ok(listed)
}

/// All that occur and are not ignored, in the file's order.
fn all(source: Source<'_>) -> Vec<&str> {
    let config = source.config;
    let mut entries = Vec::new();
    let labels = source.occurring();
    for label in labels.filter(|label| !is_ignored(config, label)) {
        let name = config.shown(label);
        if !entries.contains(&name) {
            entries.push(name);
        }
    }
    entries
}

fn is_ignored(config: &Config, label: &str) -> bool {
    let mut ignored = config.ignore.cell_types.iter();
    ignored.any(|name| name == label || name == config.shown(label))
}
