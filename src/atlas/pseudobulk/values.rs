//! What a value of a matrix may be.

use crate::atlas::{Axis, Block, NO_GROUP, Values};

/// A value that cannot be expression, or cannot be a count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WrongValue {
    /// The gene.
    pub gene: u32,
    /// The cell.
    pub cell: u32,
    /// The value.
    pub value: f32,
    /// How many values of how many near it are no whole numbers, where all should be; `None` where
    /// the value is negative, infinite or not a number.
    pub fractions: Option<(usize, usize)>,
}

/// Whether the values may be right, at a glance: false also where a count is above 2^24.
pub(super) fn look_right(values: &[f32], kind: Values) -> bool {
    match kind {
        Values::Counts => values.iter().fold(true, |right, &value| {
            right & (value >= 0.0) & (value as i32 as f32 == value)
        }),
        Values::Normalised => values.iter().fold(true, |right, &value| {
            right & (0.0..=f32::MAX).contains(&value)
        }),
    }
}

/// Looks closer at the cells of a block that are in a group.
pub(super) fn check(block: &Block, of_cell: &[u32], kind: Values) -> Result<(), WrongValue> {
    let mut first = None;
    let (mut fractions, mut all) = (0, 0);
    for (gene, cell, value) in entries(block) {
        if of_cell[cell as usize] == NO_GROUP {
            continue;
        }
        let impossible = !(0.0..=f32::MAX).contains(&value);
        let wrong = WrongValue {
            gene,
            cell,
            value,
            fractions: None,
        };
        if impossible {
            return Err(wrong);
        }
        all += usize::from(value != 0.0);
        if kind == Values::Counts && value.fract() != 0.0 {
            fractions += 1;
            first.get_or_insert(wrong);
        }
    }
    match first {
        Some(wrong) => Err(WrongValue {
            fractions: Some((fractions, all)),
            ..wrong
        }),
        None => Ok(()),
    }
}

/// The entries of a block: gene, cell and value.
fn entries(block: &Block) -> impl Iterator<Item = (u32, u32, f32)> {
    block.vectors().flat_map(move |(major, minors, values)| {
        let pair = move |minor| match block.axis {
            Axis::Cells => (minor, major),
            Axis::Genes => (major, minor),
        };
        let entries = minors.iter().zip(values);
        entries.map(move |(&minor, &value)| (pair(minor).0, pair(minor).1, value))
    })
}
