//! The columns: times, ascending.

use super::{Axis, Fate, GroupsError, Source};
use crate::atlas::{Config, TimeName, TimePoint, time::unit};

pub(super) fn axis(source: Source) -> Result<Axis<TimePoint>, GroupsError> {
    let config = source.config;
    let labels = source.labels.names().iter();
    let values: Vec<_> = labels.map(|label| config.time_value(label)).collect();
    let mut entries = kept(source, &values);
    if let Some(listed) = &source.condition.times {
        let is_kept = |time: &&TimeName| {
            let number = config.time_number(time);
            entries.iter().any(|kept| Some(kept.value) == number)
        };
        let missing = listed.iter().filter(|time| !is_kept(time));
        let missing = missing.map(TimeName::to_string).collect();
        source.check_missing("time", &config.columns.time, missing)?;
    }
    entries.sort_by(|a, b| a.value.total_cmp(&b.value));
    let labels = source.labels.names().iter().zip(&values);
    let fates = labels
        .map(|(label, value)| fate(config, &entries, label, *value))
        .collect();
    Ok(Axis { entries, fates })
}

/// The times that occur and are wanted, each under the first of its labels.
fn kept(source: Source, values: &[Option<f64>]) -> Vec<TimePoint> {
    let config = source.config;
    let is_wanted = |label: &str, value| match &source.condition.times {
        Some(listed) => listed.iter().any(|t| config.time_number(t) == Some(value)),
        None => !is_ignored(config, label, Some(value)),
    };
    let mut kept: Vec<TimePoint> = Vec::new();
    let labels = source.labels.names().iter().zip(source.counts);
    for ((label, &cells), &value) in labels.zip(values) {
        let Some(value) = value.filter(|&value| cells > 0 && is_wanted(label, value)) else {
            continue;
        };
        if kept.iter().all(|time| time.value != value) {
            let label = label.clone();
            kept.push(TimePoint { label, value });
        }
    }
    kept
}

fn fate(config: &Config, kept: &[TimePoint], label: &str, value: Option<f64>) -> Fate {
    let place = kept.iter().position(|time| Some(time.value) == value);
    match (place, value) {
        (Some(index), _) => Fate::Kept(index),
        _ if is_ignored(config, label, value) => Fate::Ignored,
        (None, Some(_)) => Fate::Unknown,
        (None, None) => Fate::NoNumber,
    }
}

fn is_ignored(config: &Config, label: &str, value: Option<f64>) -> bool {
    let mut ignored = config.ignore.times.iter();
    ignored.any(|time| match time {
        TimeName::Label(name) if name == label => true,
        time => value.is_some() && config.time_number(time) == value,
    })
}

pub(super) fn units(source: Source, times: &Axis<TimePoint>) -> Vec<String> {
    let mut units: Vec<(String, &String)> = Vec::new();
    let labels = source.labels.names().iter().zip(source.counts);
    for ((label, &cells), fate) in labels.zip(&times.fates) {
        let is_read = !source.config.times.contains_key(label) && matches!(fate, Fate::Kept(_));
        let unit = unit(label).trim_end_matches([' ', '_']).to_lowercase();
        if cells > 0 && is_read && units.iter().all(|(other, _)| *other != unit) {
            units.push((unit, label));
        }
    }
    units.into_iter().map(|(_, label)| label.clone()).collect()
}
