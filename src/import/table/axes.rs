//! The cell types and times of one condition.

use rustc_hash::FxHashMap;

use crate::{atlas::parse_time, bundle::Time, delimited::RowError};

/// Cell types, times and their combinations, as they appear.
#[derive(Default)]
pub(super) struct TableAxes {
    cell_types: OrderedNames,
    time_labels: OrderedNames,
    times: Vec<Time>,
    /// Combinations of cell type and time.
    slots: Vec<(usize, usize)>,
    slot_of: FxHashMap<(usize, usize), usize>,
}

impl TableAxes {
    /// The number of this combination in the order of first appearance.
    pub(super) fn slot(&mut self, cell_type: &str, time: &str) -> Result<usize, RowError> {
        let time = match self.time_labels.get(time) {
            Some(index) => index,
            None => self.add_time(time)?,
        };
        let pair = (self.cell_types.get_or_add(cell_type), time);
        let slots = &mut self.slots;
        Ok(*self.slot_of.entry(pair).or_insert_with(|| {
            slots.push(pair);
            slots.len() - 1
        }))
    }

    fn add_time(&mut self, label: &str) -> Result<usize, RowError> {
        let value = parse_time(label).ok_or_else(|| RowError::NotATime(label.into()))?;
        if let Some(first) = self.times.iter().find(|time| time.value == value) {
            return Err(RowError::TimeSpelling {
                label: label.into(),
                first: first.label.clone(),
            });
        }
        self.times.push(Time {
            label: label.into(),
            value,
        });
        Ok(self.time_labels.get_or_add(label))
    }

    pub(super) fn cell_types(&self) -> &[String] {
        &self.cell_types.names
    }

    /// The times, ascending.
    pub(super) fn sorted_times(&self) -> Vec<Time> {
        let mut times = self.times.clone();
        times.sort_by(|a, b| a.value.total_cmp(&b.value));
        times
    }

    /// For each slot its cell type and its time among the ascending ones.
    pub(super) fn places(&self) -> Vec<[usize; 2]> {
        let earlier = |value| self.times.iter().filter(|time| time.value < value).count();
        let columns: Vec<_> = self.times.iter().map(|time| earlier(time.value)).collect();
        let place = |&(cell_type, time): &(usize, usize)| [cell_type, columns[time]];
        self.slots.iter().map(place).collect()
    }
}

/// Names in the order of first appearance.
#[derive(Default)]
struct OrderedNames {
    names: Vec<String>,
    indices: FxHashMap<String, usize>,
}

impl OrderedNames {
    fn get(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }

    fn get_or_add(&mut self, name: &str) -> usize {
        self.get(name).unwrap_or_else(|| {
            self.indices.insert(name.into(), self.names.len());
            self.names.push(name.into());
            self.names.len() - 1
        })
    }
}
