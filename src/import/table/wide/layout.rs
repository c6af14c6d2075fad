//! Where each column of a wide table goes.

use ndarray::{Array2, ArrayViewMut2};

use super::{ColumnPlace, MapCondition, TableMap, WideError, WideTable};
use crate::bundle::{Condition, Time};

/// The conditions with their axes, and the place of each column.
pub(super) struct WideLayout {
    pub(super) conditions: Vec<Condition>,
    /// The columns that are mapped, in the order in which the tables first have them.
    pub(super) columns: Vec<String>,
    /// For each table its columns, each with its index in `columns`.
    pub(super) sources: Vec<Vec<(usize, usize)>>,
    /// Columns with their places, by condition and then in the order of `columns`.
    places: Vec<(usize, MatrixPlace)>,
}

/// A combination of cell type and time.
#[derive(Clone, Copy, PartialEq)]
struct MatrixPlace {
    /// The condition.
    condition: usize,
    /// The cell type and the time.
    place: [usize; 2],
}

impl WideLayout {
    pub(super) fn new(map: &TableMap, tables: &[WideTable]) -> Result<Self, WideError> {
        let mut layout = Self {
            conditions: Vec::new(),
            columns: Vec::new(),
            sources: vec![Vec::new(); tables.len()],
            places: Vec::new(),
        };
        layout.find_columns(map, tables);
        let resolving = Resolving {
            map,
            tables,
            columns: layout.columns.clone(),
        };
        resolving.check_present()?;
        tables
            .iter()
            .try_for_each(|table| resolving.check_mapped(table))?;
        for (index, condition) in map.conditions.iter().enumerate() {
            resolving.add(&mut layout, index, condition)?;
        }
        Ok(layout)
    }

    fn find_columns(&mut self, map: &TableMap, tables: &[WideTable]) {
        let is_mapped = |name: &String| map.conditions.iter().any(|c| c.columns.contains_key(name));
        for (table, sources) in tables.iter().zip(&mut self.sources) {
            let header = table.rows.header().iter().enumerate();
            for (column, name) in header.filter(|(_, name)| is_mapped(name)) {
                let known = self.columns.iter().position(|known| known == name);
                let index = known.unwrap_or_else(|| {
                    self.columns.push(name.clone());
                    self.columns.len() - 1
                });
                sources.push((column, index));
            }
        }
    }

    /// Fills a gene's matrix of a condition by sum and number of its values of each column.
    pub(super) fn fill(
        &self,
        condition: usize,
        values: &[(f64, u32)],
        mut matrix: ArrayViewMut2<'_, f32>,
    ) {
        let mut sums = Array2::from_elem(matrix.dim(), (0.0, 0_u32));
        for &(column, place) in &self.places {
            let (value, count) = values[column];
            if place.condition == condition && count > 0 {
                let (sum, columns) = &mut sums[place.place];
                *sum += value / f64::from(count);
                *columns += 1;
            }
        }
        // 0 / 0 is NaN: not measured.
        matrix.zip_mut_with(&sums, |mean, &(sum, n)| *mean = (sum / f64::from(n)) as f32);
    }
}

/// The mapping beside the tables that it is of.
struct Resolving<'a> {
    map: &'a TableMap,
    tables: &'a [WideTable],
    /// The columns that are mapped, in the tables' order.
    columns: Vec<String>,
}

impl<'a> Resolving<'a> {
    fn mapped(&self) -> impl Iterator<Item = &'a String> {
        let conditions = self.map.conditions.iter();
        conditions.flat_map(|condition| condition.columns.keys())
    }

    /// Every column that is named is there; one that is left out is not used.
    fn check_present(&self) -> Result<(), WideError> {
        let mut ignored = Vec::new();
        for column in &self.map.ignore {
            if ignored.contains(&column) || self.mapped().any(|mapped| mapped == column) {
                return Err(self.fault(format!(
                    "the column \"{column}\" is named twice, and one of them is under ignore: leave one"
                )));
            }
            ignored.push(column);
        }
        let is_there = |column: &str| {
            self.tables
                .iter()
                .any(|t| t.rows.column(&[column]).is_some())
        };
        match self
            .mapped()
            .chain(ignored)
            .find(|column| !is_there(column))
        {
            Some(column) => Err(self.absent(column)),
            None => Ok(()),
        }
    }

    /// Every column that is there is named, or is of the gene's names.
    fn check_mapped(&self, table: &WideTable) -> Result<(), WideError> {
        let columns = table.rows.header().iter().enumerate();
        let mut unmapped = Vec::new();
        for (index, column) in columns {
            let mut named = self.mapped().chain(&self.map.ignore);
            let (is_named, is_name) = (named.any(|named| named == column), table.genes.has(index));
            if is_named && is_name {
                return Err(self.fault(format!(
                    "the column \"{column}\" is mapped, but holds names of genes: rename it, or name the column of the symbols by gene"
                )));
            }
            if !is_named && !is_name {
                unmapped.push(format!("\"{column}\""));
            }
        }
        if unmapped.is_empty() {
            return Ok(());
        }
        Err(WideError::Unmapped {
            path: self.map.path.clone(),
            table: table.rows.path().into(),
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
            layout.places.push((column, slot));
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

    /// The columns of a condition with their names and places, in the tables' order.
    fn columns_of(&self, condition: &'a MapCondition) -> Vec<(usize, &'a str, &'a ColumnPlace)> {
        let columns = self.columns.iter().enumerate();
        let named = columns.filter_map(|(column, name)| {
            let (name, place) = condition.columns.get_key_value(name)?;
            Some((column, name.as_str(), place))
        });
        named.collect()
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
        let taken = layout.places.iter().find(|(_, other)| *other == slot);
        let Some((first, _)) = taken.filter(|_| self.map.merge.is_none()) else {
            return Ok(());
        };
        Err(self.fault(format!(
            "the columns \"{}\" and \"{name}\" are both of {} at {}: say merge = \"mean\" for their mean, or list one under ignore",
            self.columns[*first],
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
        let found = self.tables.iter().flat_map(|table| table.rows.header());
        let paths = self.tables.iter().map(|table| table.rows.path().into());
        WideError::Absent {
            path: self.map.path.clone(),
            tables: paths.collect(),
            column: column.into(),
            found: found.map(|name| format!("\"{name}\"")).collect(),
        }
    }
}
