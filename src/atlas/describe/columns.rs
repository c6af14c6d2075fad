//! A column of the cells in a line.

use std::fmt;

use super::Column;
use crate::atlas::{
    LabelCount, TimePoint,
    obs_labels::{Labels, most_frequent, shown},
    parse_time,
};

/// How many labels are shown.
const SHOWN: usize = 8;

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSummary {
    /// Its name.
    pub name: String,
    /// Its labels with their cells, the most frequent first; numbers are labels too.
    pub labels: Vec<LabelCount>,
    /// Whether it holds numbers.
    pub is_numeric: bool,
    /// The cells without a value.
    pub missing: usize,
    /// The labels that hold a number, with the lowest and the highest.
    pub range: Option<[TimePoint; 2]>,
    /// How many cells have a label that holds a number.
    pub with_number: usize,
    /// Why it cannot be read.
    pub error: Option<String>,
}

impl ColumnSummary {
    pub(super) fn of(name: String, column: &Column) -> Self {
        let labels = Labels::of(column);
        let counts = labels.counts(std::iter::repeat(true));
        let missing = column.len() - counts.iter().sum::<usize>();
        let labels = most_frequent(labels.names(), &counts);
        let numbers = labels.iter();
        let numbers = numbers.filter_map(|found| Some((parse_time(&found.label)?, found)));
        let mut numbers: Vec<_> = numbers.collect();
        numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
        let time = |&(value, found): &(f64, &LabelCount)| TimePoint {
            label: found.label.clone(),
            value,
        };
        Self {
            name,
            is_numeric: matches!(column, Column::Numbers(_)),
            missing,
            range: numbers
                .first()
                .zip(numbers.last())
                .map(|(a, b)| [time(a), time(b)]),
            with_number: numbers.iter().map(|(_, found)| found.cells).sum(),
            labels,
            error: None,
        }
    }

    pub(super) fn unreadable(name: String, error: String) -> Self {
        Self {
            name,
            labels: Vec::new(),
            is_numeric: false,
            missing: 0,
            range: None,
            with_number: 0,
            error: Some(error),
        }
    }

    /// The number of cells with a value.
    pub(super) fn cells(&self) -> usize {
        self.labels.iter().map(|found| found.cells).sum()
    }
}

impl fmt::Display for ColumnSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        if let Some(error) = &self.error {
            return write!(f, "not readable: {error}");
        }
        let distinct = self.labels.len();
        match (&self.range, self.is_numeric) {
            (Some([low, high]), true) => {
                write!(f, "{distinct} numbers from {} to {}", low.label, high.label)?;
            }
            _ => write!(f, "{distinct} labels")?,
        }
        // Names of cells and measurements tell nothing.
        let told = distinct <= 200 && distinct * 2 <= self.cells().max(2);
        let labels = self.labels.iter().take(if told { SHOWN } else { 0 });
        for (index, LabelCount { label, cells }) in labels.enumerate() {
            let before = if index == 0 { ":" } else { "," };
            write!(f, "{before} {} ({cells})", shown(label))?;
        }
        if told && distinct > SHOWN {
            write!(f, ", …")?;
        }
        match self.missing {
            0 => Ok(()),
            missing => write!(f, "; {missing} cells without"),
        }
    }
}
