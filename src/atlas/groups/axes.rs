//! Which labels are the rows and columns of a condition's matrices.

mod cell_types;
mod times;

use super::GroupsError;
use crate::atlas::{
    ConditionConfig, Config, TimePoint,
    obs_labels::{Labels, most_frequent},
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

/// What an axis of one condition is made of.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) config: &'a Config,
    pub(super) condition: &'a ConditionConfig,
    pub(super) labels: &'a Labels<'a>,
    /// The number of the condition's cells with each label.
    pub(super) counts: &'a [usize],
}

impl<'a> Source<'a> {
    /// The cell types: those that are listed, or all that occur in the file's order.
    pub(super) fn cell_types(self) -> Result<Axis<String>, GroupsError> {
        cell_types::axis(self)
    }

    /// The times, ascending: those that are listed, or all that occur.
    pub(super) fn times(self) -> Result<Axis<TimePoint>, GroupsError> {
        times::axis(self)
    }

    /// A label of each unit of the kept times, but for those whose number the configuration gives.
    pub(super) fn units(self, times: &Axis<TimePoint>) -> Vec<String> {
        times::units(self, times)
    }

    /// The labels that cells have.
    fn occurring(self) -> impl Iterator<Item = &'a str> {
        let labels = self.labels.names().iter().zip(self.counts);
        labels.filter_map(|(label, &cells)| (cells > 0).then_some(label.as_str()))
    }

    /// That nothing is missing of what the configuration lists.
    fn check_missing(
        self,
        what: &'static str,
        column: &str,
        missing: Vec<String>,
    ) -> Result<(), GroupsError> {
        if missing.is_empty() {
            return Ok(());
        }
        Err(GroupsError::NotFound {
            condition: self.condition.key.clone(),
            what,
            missing,
            column: column.into(),
            found: most_frequent(self.labels.names(), self.counts),
        })
    }
}
