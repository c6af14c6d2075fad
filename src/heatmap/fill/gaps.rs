//! What was not measured, along time.

use crate::heatmap::{grid::Grid, interp::interp};

/// Replaces every NaN by [`interp`] between the measured values of its row, at
/// the real times; flat before the first and after the last. A row that was
/// never measured becomes 0.
///
/// Source: section 2.2 of the paper, "filling in data gaps … avoiding areas
/// with missing information".
pub fn fill_gaps(grid: &mut Grid, times: &[f64]) {
    let columns = grid.columns().max(1);
    for row in grid.values_mut().chunks_exact_mut(columns) {
        let mut done = 0;
        while let Some(gap) = row.iter().skip(done).position(|v| v.is_nan()) {
            done = fill_gap(row, times, done + gap);
        }
    }
}

/// Fills the gap that begins at `start`, all before being known, and returns
/// where it ends.
fn fill_gap(row: &mut [f64], times: &[f64], start: usize) -> usize {
    let (known, rest) = row.split_at_mut(start);
    let length = rest.iter().take_while(|v| v.is_nan()).count();
    let (gap, after) = rest.split_at_mut(length);
    let left = known
        .last()
        .copied()
        .or(after.first().copied())
        .unwrap_or(0.0);
    let right = after.first().copied().unwrap_or(left);
    let time = |i: usize| times.get(i).copied().unwrap_or(f64::INFINITY);
    let ends = [time(start.saturating_sub(1)), time(start + length)];
    for (i, value) in gap.iter_mut().enumerate() {
        *value = interp(time(start + i), &ends, &[left, right]);
    }
    start + length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(values: &[f64]) -> Vec<f64> {
        let mut grid = Grid::default();
        grid.reset(1, values.len());
        grid.values_mut().copy_from_slice(values);
        fill_gaps(&mut grid, &[6.0, 7.0, 10.0, 11.0]);
        grid.values().to_vec()
    }

    #[test]
    fn a_gap_is_weighted_by_time() {
        assert_eq!(filled(&[1.0, f64::NAN, 5.0, 5.0]), [1.0, 2.0, 5.0, 5.0]);
    }

    #[test]
    fn the_ends_are_flat() {
        assert_eq!(
            filled(&[f64::NAN, 2.0, 3.0, f64::NAN]),
            [2.0, 2.0, 3.0, 3.0]
        );
    }

    #[test]
    fn a_row_never_measured_is_zero() {
        assert_eq!(filled(&[f64::NAN; 4]), [0.0; 4]);
    }
}
