//! Why the cells of a file cannot be grouped.

use crate::atlas::{LabelCount, obs_labels::in_words};

/// An error in grouping the cells of a file.
#[derive(Debug, thiserror::Error)]
pub enum GroupsError {
    /// The columns differ in length.
    #[error("the columns of the cells have {0} and {1} rows")]
    Lengths(usize, usize),
    /// There is no column to tell several conditions apart.
    #[error(
        "the configuration has the conditions {0} and no columns.condition to tell their cells apart: name it, or give each file as KEY=FILE"
    )]
    WhichCondition(String),
    /// The file is said to be of a condition that is not configured.
    #[error("there is no condition {key} in the configuration; it has {known}")]
    UnknownKey {
        /// What was asked for.
        key: String,
        /// The keys.
        known: String,
    },
    /// No cell is of a condition that is wanted.
    #[error(
        "no cell is of the condition {wanted}; the column \"{column}\" has {}. Name its labels by `match` under [[condition]]",
        in_words(found)
    )]
    NoCondition {
        /// The labels that would do.
        wanted: String,
        /// The column.
        column: String,
        /// What the column has.
        found: Vec<LabelCount>,
    },
    /// Labels are named and do not occur.
    #[error(
        "condition {condition}: no cell has the {what} {}; the column \"{column}\" has {}",
        .missing.join(", "),
        in_words(found)
    )]
    NotFound {
        /// The key of the condition.
        condition: String,
        /// `cell type` or `time`.
        what: &'static str,
        /// What is named and not there.
        missing: Vec<String>,
        /// The column.
        column: String,
        /// What the cells of the condition have.
        found: Vec<LabelCount>,
    },
    /// Labels are matched, and no column has them.
    #[error(
        "condition {0}: `match` needs the column that it is about: name it by `condition` under [columns], or give the file as {0}=FILE"
    )]
    Match(String),
    /// A cell type cannot be shown.
    #[error(
        "condition {condition}: the cell type \"{label}\" is blank or holds a control character: give it another name under [cell_types], or name it under [ignore]"
    )]
    NoName {
        /// The key of the condition.
        condition: String,
        /// The label, control characters escaped.
        label: String,
    },
    /// There are more groups than a heatmap can show, or memory hold.
    #[error(
        "condition {condition}: {cell_types} cell types at {times} times are too many groups; is columns.cell_type the right column, and columns.time?"
    )]
    TooMany {
        /// The key of the condition.
        condition: String,
        /// The number of cell types.
        cell_types: usize,
        /// The number of times.
        times: usize,
    },
    /// Nothing is left.
    #[error("condition {condition}: no cell is kept of {cells}{}{}", if .why.is_empty() { "" } else { "; " }, .why.join("; "))]
    NoCell {
        /// The key of the condition.
        condition: String,
        /// The number of its cells.
        cells: usize,
        /// What was left out.
        why: Vec<String>,
    },
}
