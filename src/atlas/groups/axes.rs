//! Which labels are the rows and columns of a condition's matrices.

use super::GroupsError;
use crate::atlas::{
    ConditionConfig, Config, TimeName, TimePoint,
    obs_labels::{Labels, most_frequent},
    time::unit,
};

/// What becomes of the cells with a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fate {
    /// They are in this row or column.
    Kept(usize),
    /// They are left out on purpose.
    Ignored,
    /// They are left out, and somebody should know.
    Unknown,
    /// The same, for the label is no time.
    NoNumber,
}

/// An axis of the matrices: its rows or columns, and for each label its fate.
pub(super) struct Axis<T> {
    pub(super) entries: Vec<T>,
    pub(super) fates: Vec<Fate>,
}

/// The cell types: those that are listed, or all that occur in the file's order.
pub(super) fn cell_types(
    config: &Config,
    condition: &ConditionConfig,
    labels: &Labels,
    counts: &[usize],
) -> Result<Axis<String>, GroupsError> {
    let ignored = |label: &str| {
        let mut ignored = config.ignore.cell_types.iter();
        ignored.any(|name| name == label || name == config.shown(label))
    };
    let entries = match &condition.cell_types {
        Some(listed) => {
            let listed: Vec<_> = listed.iter().map(|name| config.shown(name)).collect();
            let occurs = |name: &&str| occurring(labels, counts).any(|l| config.shown(l) == *name);
            let missing: Vec<_> = listed.iter().filter(|&name| !occurs(name)).collect();
            if !missing.is_empty() {
                let missing = missing.into_iter().map(|name| name.to_string()).collect();
                let column = &config.columns.cell_type;
                return Err(not_found(
                    condition,
                    "cell type",
                    missing,
                    column,
                    labels,
                    counts,
                ));
            }
            listed
        }
        None => {
            let mut entries = Vec::new();
            for label in occurring(labels, counts).filter(|label| !ignored(label)) {
                let name = config.shown(label);
                if !entries.contains(&name) {
                    entries.push(name);
                }
            }
            entries
        }
    };
    let fate = |label: &String| match entries.iter().position(|&name| name == config.shown(label)) {
        Some(index) => Fate::Kept(index),
        None if ignored(label) => Fate::Ignored,
        None => Fate::Unknown,
    };
    let fates = labels.names().iter().map(fate).collect();
    let entries = entries.into_iter().map(String::from).collect();
    Ok(Axis { entries, fates })
}

/// The times, ascending: those that are listed, or all that occur.
pub(super) fn times(
    config: &Config,
    condition: &ConditionConfig,
    labels: &Labels,
    counts: &[usize],
) -> Result<Axis<TimePoint>, GroupsError> {
    let values: Vec<_> = labels
        .names()
        .iter()
        .map(|label| config.time_value(label))
        .collect();
    let listed: Option<Vec<_>> = condition.times.as_ref().map(|times| {
        times
            .iter()
            .map(|time| (time, config.time_number(time)))
            .collect()
    });
    let ignored = |label: &String, value: Option<f64>| {
        let mut ignored = config.ignore.times.iter();
        ignored.any(|time| match time {
            TimeName::Label(name) if name == label => true,
            time => value.is_some() && config.time_number(time) == value,
        })
    };
    let named = |label: &String, value| match &listed {
        Some(listed) => listed.iter().any(|&(_, number)| number == value),
        None => !ignored(label, value),
    };
    let mut entries: Vec<TimePoint> = Vec::new();
    for ((label, &value), &cells) in labels.names().iter().zip(&values).zip(counts) {
        let Some(value) = value.filter(|&value| cells > 0 && named(label, Some(value))) else {
            continue;
        };
        if entries.iter().all(|time| time.value != value) {
            entries.push(TimePoint {
                label: label.clone(),
                value,
            });
        }
    }
    let missing = listed.iter().flatten();
    let missing = missing.filter(|(_, number)| entries.iter().all(|t| Some(t.value) != *number));
    let missing: Vec<_> = missing.map(|(time, _)| time.to_string()).collect();
    if !missing.is_empty() {
        let column = &config.columns.time;
        return Err(not_found(
            condition, "time", missing, column, labels, counts,
        ));
    }
    entries.sort_by(|a, b| a.value.total_cmp(&b.value));
    let fate = |(label, &value): (&String, &Option<f64>)| {
        let place = entries.iter().position(|time| Some(time.value) == value);
        match (place, value) {
            (Some(index), _) => Fate::Kept(index),
            _ if ignored(label, value) => Fate::Ignored,
            (None, Some(_)) => Fate::Unknown,
            (None, None) => Fate::NoNumber,
        }
    };
    let fates = labels.names().iter().zip(&values).map(fate).collect();
    Ok(Axis { entries, fates })
}

/// A label of each unit of the kept times, but for those whose number the configuration gives.
pub(super) fn units(
    config: &Config,
    labels: &Labels,
    counts: &[usize],
    times: &Axis<TimePoint>,
) -> Vec<String> {
    let mut units: Vec<(String, &String)> = Vec::new();
    let labels = labels.names().iter().zip(counts).zip(&times.fates);
    for ((label, &cells), fate) in labels {
        let is_read = !config.times.contains_key(label) && matches!(fate, Fate::Kept(_));
        let unit = unit(label).trim_end_matches([' ', '_']).to_lowercase();
        if cells > 0 && is_read && units.iter().all(|(other, _)| *other != unit) {
            units.push((unit, label));
        }
    }
    units.into_iter().map(|(_, label)| label.clone()).collect()
}

fn occurring<'l>(labels: &'l Labels, counts: &'l [usize]) -> impl Iterator<Item = &'l str> {
    let labels = labels.names().iter().zip(counts);
    labels.filter_map(|(label, &cells)| (cells > 0).then_some(label.as_str()))
}

fn not_found(
    condition: &ConditionConfig,
    what: &'static str,
    missing: Vec<String>,
    column: &str,
    labels: &Labels,
    counts: &[usize],
) -> GroupsError {
    GroupsError::NotFound {
        condition: condition.key.clone(),
        what,
        missing,
        column: column.into(),
        found: most_frequent(labels.names(), counts),
    }
}
