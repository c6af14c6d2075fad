//! Columns at even times.

use crate::heatmap::{grid::Grid, interp::interp};

/// Interpolates each row at `width` evenly spaced times from the first to the
/// last, as `numpy.interp(numpy.linspace(times[0], times[-1], width), times, row)`,
/// into `out`. The grid has no gaps.
pub fn space_by_value(grid: &Grid, times: &[f64], width: usize, out: &mut Grid) {
    out.reset(grid.rows(), width);
    let rows = grid.values().chunks_exact(grid.columns().max(1));
    let places = out.values_mut().chunks_exact_mut(width.max(1));
    for (row, places) in rows.zip(places) {
        for (i, place) in places.iter_mut().enumerate() {
            *place = interp(even_time(times, i, width), times, row);
        }
    }
}

/// Number `i` of `width` evenly spaced times.
fn even_time(times: &[f64], i: usize, width: usize) -> f64 {
    match times {
        [_, .., last] if i + 1 == width && i > 0 => *last,
        [first, .., last] => first + i as f64 * ((last - first) / (width.max(2) - 1) as f64),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_interval_takes_more_columns() {
        let mut grid = Grid::default();
        grid.reset(1, 3);
        grid.values_mut().copy_from_slice(&[0.0, 1.0, 4.0]);
        let mut out = Grid::default();
        space_by_value(&grid, &[6.0, 7.0, 10.0], 5, &mut out);
        assert_eq!(out.values(), [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn one_time_point_is_repeated() {
        let mut grid = Grid::default();
        grid.reset(2, 1);
        grid.values_mut().copy_from_slice(&[3.0, 5.0]);
        let mut out = Grid::default();
        space_by_value(&grid, &[6.0], 2, &mut out);
        assert_eq!(out.values(), [3.0, 3.0, 5.0, 5.0]);
    }
}
