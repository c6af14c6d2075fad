//! Where each column of a wide table goes.

use super::{ColumnPlace, MapCondition, TableMap, WideError};
use crate::{
    bundle::{Condition, Time},
    delimited::Delimited,
    import::table_genes::NameColumns,
};

/// The conditions with their axes, and the place of each column.
pub(super) struct WideLayout {
    pub(super) conditions: Vec<Condition>,
    /// Columns of the table with their places, in the table's order.
    pub(super) columns: Vec<(usize, MatrixPlace)>,
}

/// A combination of cell type and time.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct MatrixPlace {
    /// The condition.
    pub(super) condition: usize,
    /// The cell type and the time.
    pub(super) place: [usize; 2],
}

impl WideLayout {
    pub(super) fn new(
        map: &TableMap,
        table: &Delimited,
        genes: &NameColumns,
    ) -> Result<Self, WideError> {
        let resolving = Resolving { map, table };
        resolving.check_present()?;
        resolving.check_mapped(genes)?;
        let mut layout = Self {
            conditions: Vec::new(),
            columns: Vec::new(),
        };
        for (index, condition) in map.conditions.iter().enumerate() {
            resolving.add(&mut layout, index, condition)?;
        }
        layout.columns.sort_by_key(|&(column, _)| column);
        Ok(layout)
    }
}

/// The mapping beside the table that it is of.
struct Resolving<'a> {
    map: &'a TableMap,
    table: &'a Delimited,
}

impl<'a> Resolving<'a> {
    fn named(&self) -> impl Iterator<Item = &'a String> {
        let conditions = self.map.conditions.iter();
        let columns = conditions.flat_map(|condition| condition.columns.keys());
        columns.chain(&self.map.ignore)
    }

    /// Every column that is named is there, and is named once.
    fn check_present(&self) -> Result<(), WideError> {
        let mut seen = Vec::new();
        for column in self.named() {
            if seen.contains(&column) {
                return Err(self.fault(format!(
                    "the column \"{column}\" is named twice, by two conditions or under ignore: leave one"
                )));
            }
            if self.table.column(&[column]).is_none() {
                return Err(self.absent(column));
            }
            seen.push(column);
        }
        Ok(())
    }

    /// Every column that is there is named, or is of the gene's names.
    fn check_mapped(&self, genes: &NameColumns) -> Result<(), WideError> {
        let columns = self.table.header().iter().enumerate();
        let mut unmapped = Vec::new();
        for (index, column) in columns {
            let is_named = self.named().any(|named| named == column);
            if is_named && genes.has(index) {
                return Err(self.fault(format!(
                    "the column \"{column}\" is mapped, but holds names of genes: rename it, or name the column of the symbols by gene"
                )));
            }
            if !is_named && !genes.has(index) {
                unmapped.push(format!("\"{column}\""));
            }
        }
        if unmapped.is_empty() {
            return Ok(());
        }
        Err(WideError::Unmapped {
            path: self.map.path.clone(),
            table: self.table.path().into(),
            columns: unmapped,
        })
    }

    fn add(
        &self,
        layout: &mut WideLayout,
        index: usize,
        condition: &MapCondition,
    ) -> Result<(), WideError> {
        let times = self.times(condition)?;
        let cell_types = self.cell_types(condition)?;
        for (column, name, place) in self.columns_of(condition) {
            let (row, time) = (
                cell_types.iter().position(|c| *c == place.cell_type),
                self.map.time_value(&place.time),
            );
            let time = times.iter().position(|t| Some(t.value) == time);
            let (Some(row), Some(time)) = (row, time) else {
                return Err(self.fault(format!("the column \"{name}\" has no place")));
            };
            let slot = MatrixPlace {
                condition: index,
                place: [row, time],
            };
            self.check_free(layout, slot, name, place)?;
            layout.columns.push((column, slot));
        }
        layout.conditions.push(Condition {
            key: condition.key.clone(),
            label: condition.words().into(),
            cell_types,
            times,
            ..Condition::default()
        });
        Ok(())
    }

    /// The columns of a condition with their names and places, in the table's order.
    fn columns_of(&self, condition: &'a MapCondition) -> Vec<(usize, &'a str, &'a ColumnPlace)> {
        let named = condition.columns.iter().filter_map(|(name, place)| {
            let column = self.table.column(&[name])?;
            Some((column, name.as_str(), place))
        });
        let mut columns: Vec<_> = named.collect();
        columns.sort_by_key(|&(column, ..)| column);
        columns
    }

    /// The times of a condition's columns, ascending.
    fn times(&self, condition: &MapCondition) -> Result<Vec<Time>, WideError> {
        let mut times: Vec<Time> = Vec::new();
        for (_, name, place) in self.columns_of(condition) {
            let label = place.time.to_string();
            let Some(value) = self.map.time_value(&place.time) else {
                return Err(self.fault(format!(
                    "the time \"{label}\" of the column \"{name}\" is not a number, perhaps after letters as in \"stage 2\": give its number under [times]"
                )));
            };
            match times.iter().find(|time| time.value == value) {
                None => times.push(Time { label, value }),
                Some(first) if first.label == label => {}
                Some(first) => {
                    return Err(self.fault(format!(
                        "condition {}: the times \"{}\" and \"{label}\" have one number, {value}: spell it one way",
                        condition.key, first.label
                    )));
                }
            }
        }
        times.sort_by(|a, b| a.value.total_cmp(&b.value));
        Ok(times)
    }

    /// The rows of a condition: as listed, else as the columns have them.
    fn cell_types(&self, condition: &MapCondition) -> Result<Vec<String>, WideError> {
        let mut found: Vec<String> = Vec::new();
        for (_, _, place) in self.columns_of(condition) {
            if !found.contains(&place.cell_type) {
                found.push(place.cell_type.clone());
            }
        }
        let key = &condition.key;
        if found.is_empty() {
            return Err(self.fault(format!("the condition {key} has no columns")));
        }
        let Some(listed) = &condition.cell_types else {
            return Ok(found);
        };
        let (mut a, mut b) = (listed.clone(), found.clone());
        a.sort();
        b.sort();
        if a != b {
            return Err(self.fault(format!(
                "the cell_types of the condition {key} are {}, and those of its columns {}: list each of these once",
                listed.join(", "),
                found.join(", ")
            )));
        }
        Ok(listed.clone())
    }

    fn check_free(
        &self,
        layout: &WideLayout,
        slot: MatrixPlace,
        name: &str,
        place: &ColumnPlace,
    ) -> Result<(), WideError> {
        let taken = layout.columns.iter().find(|(_, other)| *other == slot);
        let Some((first, _)) = taken.filter(|_| self.map.merge.is_none()) else {
            return Ok(());
        };
        let first = self.table.header().get(*first);
        Err(self.fault(format!(
            "the columns \"{}\" and \"{name}\" are both of {} at {}: say merge = \"mean\" for their mean, or list one under ignore",
            first.map_or("", String::as_str),
            place.cell_type,
            place.time
        )))
    }

    fn fault(&self, what: String) -> WideError {
        WideError::Map {
            path: self.map.path.clone(),
            what,
        }
    }

    fn absent(&self, column: &str) -> WideError {
        let found = self.table.header().iter();
        WideError::Absent {
            path: self.map.path.clone(),
            table: self.table.path().into(),
            column: column.into(),
            found: found.map(|name| format!("\"{name}\"")).collect(),
        }
    }
}
