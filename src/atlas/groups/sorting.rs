//! Cells on their way into groups.

use super::{
    Census,
    axes::{Axis, Fate},
};
use crate::atlas::{
    TimePoint,
    obs_labels::{Labels, most_frequent},
};

/// Gives the cells of a condition their groups and counts those that are left out.
pub(super) struct Sorting<'a> {
    types: &'a Axis<String>,
    times: &'a Axis<TimePoint>,
    /// The number of cells of each group.
    pub(super) cells: Vec<usize>,
    /// The number of cells that are left out for each label of a cell type, and of a time.
    left_out: (Vec<usize>, Vec<usize>),
    census: Census,
}

impl<'a> Sorting<'a> {
    pub(super) fn new(types: &'a Axis<String>, times: &'a Axis<TimePoint>) -> Self {
        Self {
            cells: vec![0; types.entries.len() * times.entries.len()],
            left_out: (vec![0; types.fates.len()], vec![0; times.fates.len()]),
            types,
            times,
            census: Census::default(),
        }
    }

    /// The group of a cell with these labels.
    pub(super) fn add(&mut self, cell_type: Option<usize>, time: Option<usize>) -> Option<usize> {
        self.census.cells += 1;
        let Some(cell_type) = cell_type else {
            self.census.without_cell_type += 1;
            return None;
        };
        let row = match self.types.fates[cell_type] {
            Fate::Kept(row) => row,
            fate => return leave_out(fate, &mut self.census, &mut self.left_out.0[cell_type]),
        };
        let Some(time) = time else {
            self.census.without_time += 1;
            return None;
        };
        let column = match self.times.fates[time] {
            Fate::Kept(column) => column,
            fate => return leave_out(fate, &mut self.census, &mut self.left_out.1[time]),
        };
        self.census.kept += 1;
        let group = column * self.types.entries.len() + row;
        self.cells[group] += 1;
        Some(group)
    }

    /// What was left out.
    pub(super) fn census(&self, condition: &str, types: &Labels, times: &Labels) -> Census {
        let of = |fate| {
            let fates = self.times.fates.iter().zip(&self.left_out.1);
            let counts = fates.map(|(&found, &cells)| if found == fate { cells } else { 0 });
            most_frequent(times.names(), &counts.collect::<Vec<_>>())
        };
        let rows = self.types.entries.len();
        Census {
            condition: condition.into(),
            unknown_cell_types: most_frequent(types.names(), &self.left_out.0),
            unknown_times: of(Fate::Unknown),
            times_without_number: of(Fate::NoNumber),
            empty_cell_types: empty(&self.types.entries, |k| {
                self.cells.iter().skip(k).step_by(rows).sum()
            }),
            empty_times: empty(self.times.entries.iter().map(|time| &time.label), |t| {
                self.cells.iter().skip(t * rows).take(rows).sum()
            }),
            ..self.census.clone()
        }
    }
}

fn leave_out(fate: Fate, census: &mut Census, count: &mut usize) -> Option<usize> {
    match fate {
        Fate::Ignored => census.ignored += 1,
        _ => *count += 1,
    }
    None
}

/// The names of those without a cell.
fn empty<'n>(
    names: impl IntoIterator<Item = &'n String>,
    cells: impl Fn(usize) -> usize,
) -> Vec<String> {
    let names = names.into_iter().enumerate();
    let empty = names.filter(|&(index, _)| cells(index) == 0);
    empty.map(|(_, name)| name.clone()).collect()
}
