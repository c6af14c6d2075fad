//! One mean for each cell type and time point.

use super::fill_gaps;
use crate::heatmap::{grid::Grid, matrix::MatrixRef};

/// Fills the grid with the means, one row a cell type; what was not measured is
/// filled along time ([`fill_gaps`]).
pub fn fill_mean(matrix: &MatrixRef<'_>, grid: &mut Grid) {
    grid.reset(matrix.rows, matrix.columns);
    for (place, &value) in grid.values_mut().iter_mut().zip(matrix.values) {
        *place = f64::from(value);
    }
    fill_gaps(grid, matrix.times);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_by_real_time() {
        let matrix = MatrixRef {
            rows: 2,
            columns: 3,
            values: &[0.0, f32::NAN, 4.0, 1.0, 2.0, f32::NAN],
            times: &[6.0, 7.0, 10.0],
        };
        let mut grid = Grid::default();
        fill_mean(&matrix, &mut grid);
        assert_eq!(grid.values(), [0.0, 1.0, 4.0, 1.0, 2.0, 2.0]);
    }
}
