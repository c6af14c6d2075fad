//! What was not measured, along time.

use ndarray::{Array2, ArrayViewMut1};

use crate::heatmap::interp::interp;

/// Replaces every NaN by [`interp`] between the measured values of its row, at
/// the real times; flat before the first and after the last. A row that was
/// never measured becomes 0.
///
/// Source: section 2.2 of the paper, "filling in data gaps … avoiding areas
/// with missing information".
pub fn fill_gaps(grid: &mut Array2<f64>, times: &[f64]) {
    for mut row in grid.rows_mut() {
        let mut done = 0;
        while let Some(gap) = (done..row.len()).find(|&i| row[i].is_nan()) {
            done = fill_gap(&mut row, times, gap);
        }
    }
}

/// Fills the gap that begins at `start`, all before being known, and returns
/// where it ends.
fn fill_gap(row: &mut ArrayViewMut1<'_, f64>, times: &[f64], start: usize) -> usize {
    let end = (start..row.len()).find(|&i| !row[i].is_nan());
    let (end, after) = (end.unwrap_or(row.len()), end.map(|i| row[i]));
    let before = start.checked_sub(1).map(|i| row[i]);
    let left = before.or(after).unwrap_or(0.0);
    let right = after.unwrap_or(left);
    let time = |i: usize| times.get(i).copied().unwrap_or(f64::INFINITY);
    let ends = [time(start.saturating_sub(1)), time(end)];
    for i in start..end {
        row[i] = interp(time(i), &ends, &[left, right]);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(values: [f64; 4]) -> Vec<f64> {
        let mut grid = Array2::from(vec![values]);
        fill_gaps(&mut grid, &[6.0, 7.0, 10.0, 11.0]);
        grid.into_iter().collect()
    }

    #[test]
    fn a_row_never_measured_is_zero() {
        assert_eq!(filled([f64::NAN; 4]), [0.0; 4]);
    }
}
