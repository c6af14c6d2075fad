//! Cells by condition, cell type and time.

mod axes;
mod census;
mod conditions;
mod error;
mod sorting;

use self::{
    axes::{Axis, Source},
    conditions::Conditions,
    sorting::Sorting,
};
pub use self::{census::Census, error::GroupsError};
use super::{
    Column, Config, LabelCount, TimePoint,
    obs_labels::{Labels, in_words},
};

/// More labels than this are measurements, not cell types or times.
const MAX_LABELS: usize = 2_000;

/// The group of a cell that is in none.
pub const NO_GROUP: u32 = u32::MAX;

/// More groups than this, over all conditions of a file, are a mistaken column.
const MAX_GROUPS: usize = 10_000;

/// The columns of the cells that groups are made of, all of one length.
#[derive(Clone, Copy, Debug)]
pub struct Obs<'a> {
    /// The cell type of each cell.
    pub cell_type: &'a Column,
    /// Its time.
    pub time: &'a Column,
    /// Its condition; none where all cells are of one.
    pub condition: Option<&'a Column>,
}

/// The cells of one file by condition, cell type and time.
///
/// A group is one cell type at one time in one condition. The groups of a condition are numbered
/// time-major: that of time `t` and cell type `k` is `first + t * cell_types + k`.
#[derive(Clone, Debug)]
pub struct Groups {
    conditions: Vec<ConditionGroups>,
    of_cell: Vec<u32>,
    unknown_conditions: Vec<LabelCount>,
    without_condition: usize,
    unused: Vec<String>,
}

/// The groups of one condition.
#[derive(Clone, Debug)]
pub struct ConditionGroups {
    /// The condition within INFO keys.
    pub key: String,
    /// The condition in words.
    pub label: String,
    /// The cell types, as they are shown.
    pub cell_types: Vec<String>,
    /// The times, ascending; each has at least one cell.
    pub times: Vec<TimePoint>,
    /// The number of the first group.
    pub first: usize,
    /// The number of cells of each group, time-major.
    pub cells: Vec<usize>,
    /// What was left out.
    pub census: Census,
}

impl Groups {
    /// Groups the cells. `only` is the key of the condition that the file is said to be of.
    ///
    /// # Errors
    ///
    /// If a label that the configuration names does not occur, no cell is of a condition that is
    /// wanted, or none of its cells is kept.
    pub fn new(config: &Config, obs: Obs, only: Option<&str>) -> Result<Self, GroupsError> {
        let cells = obs.cell_type.len();
        for column in [Some(obs.time), obs.condition].into_iter().flatten() {
            if column.len() != cells {
                return Err(GroupsError::Lengths(cells, column.len()));
            }
        }
        let found = Conditions::of(config, obs, only)?;
        let labels = (Labels::of(obs.cell_type), Labels::of(obs.time));
        let mut groups = Self {
            conditions: Vec::new(),
            of_cell: vec![NO_GROUP; cells],
            unknown_conditions: found.unknown,
            without_condition: found.missing,
            unused: unused(config, &labels),
        };
        for index in found.present {
            let of = |condition: &Option<u32>| condition.is_some_and(|c| c as usize == index);
            let mask: Vec<_> = found.of_cell.iter().map(of).collect();
            groups.add(config, index, &labels, &mask)?;
        }
        Ok(groups)
    }

    fn add(
        &mut self,
        config: &Config,
        index: usize,
        (types, times): &(Labels, Labels),
        mask: &[bool],
    ) -> Result<(), GroupsError> {
        let condition = &config.conditions[index];
        let counts = |labels: &Labels| labels.counts(mask.iter().copied());
        let (type_counts, time_counts) = (counts(types), counts(times));
        check_labels(&condition.key, &type_counts, &time_counts)?;
        let source = |labels, counts| Source {
            config,
            condition,
            labels,
            counts,
        };
        let of_times = source(times, &time_counts);
        let (type_axis, time_axis) = (source(types, &type_counts).cell_types()?, of_times.times()?);
        let first = self.len();
        check_number(&condition.key, first, &type_axis, &time_axis)?;
        let mut sorting = Sorting::new(&type_axis, &time_axis);
        let cells = mask_of(types.codes().zip(times.codes()), mask);
        let of_cell: Vec<_> = cells
            .map(|(cell_type, time)| sorting.add(cell_type, time))
            .collect();
        let mut census = sorting.census(&condition.key, types, times);
        census.units = of_times.units(&time_axis);
        let groups = ConditionGroups {
            key: condition.key.clone(),
            label: condition.words().into(),
            cells: sorting.cells,
            cell_types: type_axis.entries,
            times: time_axis.entries,
            first,
            census,
        };
        groups.check_kept()?;
        self.push(groups, &of_cell, mask);
        Ok(())
    }

    /// Takes the groups of a condition; `of_cell` has those of the cells where the mask is true.
    fn push(&mut self, mut groups: ConditionGroups, of_cell: &[Option<usize>], mask: &[bool]) {
        let numbers = groups.drop_empty_times();
        let number = |group: usize| (groups.first + numbers[group]) as u32;
        for (slot, group) in mask_of(&mut self.of_cell, mask).zip(of_cell) {
            *slot = group.map_or(NO_GROUP, number);
        }
        self.conditions.push(groups);
    }

    /// The conditions, in the order of the configuration.
    pub fn conditions(&self) -> &[ConditionGroups] {
        &self.conditions
    }

    /// The group of each cell; [`NO_GROUP`] where it is in none.
    pub fn of_cell(&self) -> &[u32] {
        &self.of_cell
    }

    /// What `[cell_types]` and `[times]` name and no cell of the file has, e.g. `"P0" of [times]`.
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    /// The number of groups of all conditions.
    pub fn len(&self) -> usize {
        self.conditions
            .last()
            .map_or(0, |last| last.first + last.cells.len())
    }

    /// Whether there is no group.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What somebody should know of the cells that were left out, a sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.unknown_conditions.is_empty() {
            let cells: usize = self.unknown_conditions.iter().map(|l| l.cells).sum();
            let list = in_words(&self.unknown_conditions);
            warnings.push(format!("left out {cells} cells of conditions that are not named: {list}; name them by `match` under [[condition]], or under [ignore]"));
        }
        if self.without_condition > 0 {
            let cells = self.without_condition;
            warnings.push(format!("left out {cells} cells without a condition"));
        }
        let censuses = self.conditions.iter().map(|condition| &condition.census);
        warnings.extend(censuses.flat_map(Census::warnings));
        warnings
    }
}

fn unused(config: &Config, (types, times): &(Labels, Labels)) -> Vec<String> {
    let of = |label: &String, labels: &Labels, table: &str| {
        let known = labels.names().contains(label);
        (!known).then(|| format!("\"{label}\" of [{table}]"))
    };
    let of_types = config.cell_types.keys();
    let of_types = of_types.filter_map(|label| of(label, types, "cell_types"));
    let of_times = config.times.keys();
    let of_times = of_times.filter_map(|label| of(label, times, "times"));
    of_types.chain(of_times).collect()
}

/// The items where the mask is true.
fn mask_of<I: IntoIterator>(items: I, mask: &[bool]) -> impl Iterator<Item = I::Item> {
    let items = items.into_iter().zip(mask);
    items.filter_map(|(item, &wanted)| wanted.then_some(item))
}

fn check_labels(key: &str, types: &[usize], times: &[usize]) -> Result<(), GroupsError> {
    let occurring = |counts: &[usize]| counts.iter().filter(|&&cells| cells > 0).count();
    let (cell_types, times) = (occurring(types), occurring(times));
    if cell_types.max(times) <= MAX_LABELS {
        return Ok(());
    }
    Err(GroupsError::TooMany {
        condition: key.into(),
        cell_types,
        times,
    })
}

fn check_number(
    key: &str,
    first: usize,
    types: &Axis<String>,
    times: &Axis<TimePoint>,
) -> Result<(), GroupsError> {
    let (cell_types, times) = (types.entries.len(), times.entries.len());
    match cell_types
        .checked_mul(times)
        .and_then(|groups| groups.checked_add(first))
    {
        Some(groups) if groups <= MAX_GROUPS => Ok(()),
        _ => Err(GroupsError::TooMany {
            condition: key.into(),
            cell_types,
            times,
        }),
    }
}

impl ConditionGroups {
    /// The number of cells that are kept.
    pub fn kept(&self) -> usize {
        self.cells.iter().sum()
    }

    /// Where each group begins among the kept cells sorted by group, and at last their number.
    pub fn offsets(&self) -> Vec<usize> {
        let mut offsets = Vec::with_capacity(self.cells.len() + 1);
        offsets.push(0);
        offsets.extend(self.cells.iter().scan(0, |end, cells| {
            *end += cells;
            Some(*end)
        }));
        offsets
    }

    /// The number of cells of each cell type (row) at each time (column), row-major.
    pub fn cells_by_type(&self) -> Vec<usize> {
        let (types, times) = (self.cell_types.len(), self.times.len());
        let places = (0..types).flat_map(|k| (0..times).map(move |t| t * types + k));
        places.map(|group| self.cells[group]).collect()
    }

    fn check_kept(&self) -> Result<(), GroupsError> {
        if self.census.kept > 0 {
            return Ok(());
        }
        Err(GroupsError::NoCell {
            condition: self.key.clone(),
            cells: self.census.cells,
            why: self.census.left_out(),
        })
    }

    /// Forgets the times without a cell; gives each group's new number.
    fn drop_empty_times(&mut self) -> Vec<usize> {
        let types = self.cell_types.len().max(1);
        let per_time: Vec<_> = self.cells.chunks(types).map(<[usize]>::to_vec).collect();
        let has_cells = |cells: &Vec<usize>| cells.iter().any(|&cells| cells > 0);
        let mut moved = Vec::with_capacity(self.cells.len());
        let mut next = 0;
        for cells in &per_time {
            moved.extend(next..next + types);
            next += if has_cells(cells) { types } else { 0 };
        }
        let mut kept = per_time.iter().map(has_cells);
        self.times.retain(|_| kept.next() == Some(true));
        self.cells = per_time.into_iter().filter(has_cells).flatten().collect();
        moved
    }
}

#[cfg(test)]
mod tests;
