//! One mean for each cell type and time point.

use ndarray::{Array2, ArrayView2};

use super::fill_gaps;
use crate::heatmap::memory::refill;

/// Fills the grid with the means, one row a cell type; what was not measured is
/// filled along time ([`fill_gaps`]).
pub fn fill_mean(means: ArrayView2<'_, f32>, times: &[f64], grid: &mut Array2<f64>) {
    refill(grid, means.dim(), means.iter().map(|&v| f64::from(v)));
    fill_gaps(grid, times);
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn gaps_are_filled_by_real_time() {
        let means = array![[0.0, f32::NAN, 4.0], [1.0, 2.0, f32::NAN]];
        let mut grid = Array2::default((0, 0));
        fill_mean(means.view(), &[6.0, 7.0, 10.0], &mut grid);
        assert_eq!(grid, array![[0.0, 1.0, 4.0], [1.0, 2.0, 2.0]]);
    }
}
