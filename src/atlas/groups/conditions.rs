//! Of which condition each cell is.

use super::{GroupsError, Obs};
use crate::atlas::{
    Config, LabelCount,
    obs_labels::{Labels, most_frequent},
};

/// The conditions of a file.
pub(super) struct Conditions {
    /// Indices of the configured conditions that the file has.
    pub(super) present: Vec<usize>,
    /// The configured condition of each cell; `None` where it is not wanted.
    pub(super) of_cell: Vec<Option<u32>>,
    /// Labels that no condition matches and that are not ignored.
    pub(super) unknown: Vec<LabelCount>,
    /// The number of cells without a label.
    pub(super) missing: usize,
}

impl Conditions {
    pub(super) fn of(config: &Config, obs: Obs, only: Option<&str>) -> Result<Self, GroupsError> {
        let only = only.map(|key| index_of(config, key)).transpose()?;
        match (obs.condition, config.columns.condition.as_deref()) {
            (Some(column), name) => by_column(config, &Labels::of(column), name, only),
            (None, _) => of_one(config, obs.cell_type.len(), only),
        }
    }
}

fn index_of(config: &Config, key: &str) -> Result<usize, GroupsError> {
    let found = config.conditions.iter().position(|c| c.key == key);
    found.ok_or_else(|| GroupsError::UnknownKey {
        key: key.into(),
        known: keys(config),
    })
}

fn keys(config: &Config) -> String {
    let keys: Vec<_> = config.conditions.iter().map(|c| c.key.as_str()).collect();
    keys.join(", ")
}

fn of_one(config: &Config, cells: usize, only: Option<usize>) -> Result<Conditions, GroupsError> {
    let condition = match (only, config.conditions.as_slice()) {
        (Some(condition), _) => condition,
        (None, [one]) if one.matches.is_empty() => 0,
        (None, [one]) => return Err(GroupsError::Match(one.key.clone())),
        (None, _) => return Err(GroupsError::WhichCondition(keys(config))),
    };
    Ok(Conditions {
        present: vec![condition],
        of_cell: vec![u32::try_from(condition).ok(); cells],
        unknown: Vec::new(),
        missing: 0,
    })
}

fn by_column(
    config: &Config,
    labels: &Labels,
    column: Option<&str>,
    only: Option<usize>,
) -> Result<Conditions, GroupsError> {
    let counts = labels.counts(std::iter::repeat(true));
    let matched = |label: &String| {
        let mut conditions = config.conditions.iter();
        conditions.position(|condition| condition.labels().contains(&label.as_str()))
    };
    let of_label: Vec<_> = labels.names().iter().map(matched).collect();
    let wanted = |index: &usize| only.is_none_or(|only| only == *index);
    let occurs = |index: &usize| {
        let mut labels = of_label.iter().zip(&counts);
        labels.any(|(of, &cells)| *of == Some(*index) && cells > 0)
    };
    let indices = 0..config.conditions.len();
    let present: Vec<_> = indices.clone().filter(wanted).filter(occurs).collect();
    if present.is_empty() {
        let conditions = indices
            .filter(wanted)
            .map(|index| &config.conditions[index]);
        let labels_of = conditions.flat_map(|condition| condition.labels());
        return Err(GroupsError::NoCondition {
            wanted: labels_of.collect::<Vec<_>>().join(" or "),
            column: column.unwrap_or_default().into(),
            found: most_frequent(labels.names(), &counts),
        });
    }
    let mut unknown = most_frequent(labels.names(), &counts);
    unknown.retain(|found| {
        matched(&found.label).is_none() && !config.ignore.conditions.contains(&found.label)
    });
    let condition = |code: usize| of_label[code].filter(wanted);
    let condition = |code: Option<usize>| u32::try_from(code.and_then(condition)?).ok();
    Ok(Conditions {
        present,
        of_cell: labels.codes().map(condition).collect(),
        unknown,
        missing: labels.codes().filter(Option::is_none).count(),
    })
}
