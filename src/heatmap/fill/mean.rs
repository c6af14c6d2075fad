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
