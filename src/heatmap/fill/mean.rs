//! One mean for each cell type and time point.

use ndarray::{Array2, ArrayView2, Zip};

use super::fill_gaps;
use crate::heatmap::{
    memory::refill,
    recipe::Recipe,
    residual::{UsualRef, residual},
    transform::transform,
};

/// Fills the grid with the means, one row a cell type, transformed where the recipe has that come
/// first; what was not measured is filled along time ([`fill_gaps`]).
pub fn fill_mean(
    recipe: &Recipe,
    means: ArrayView2<'_, f32>,
    times: &[f64],
    grid: &mut Array2<f64>,
) {
    let value = |&mean: &f32| recipe.before_interpolation(f64::from(mean));
    refill(grid, means.dim(), means.iter().map(value));
    fill_gaps(grid, times);
}

/// Fills the grid with the residuals of the means, one row a cell type: how unusual each is for the
/// level of the gene. What was not measured is filled along time ([`fill_gaps`]); a cell type that
/// was never measured is as usual, 0.
///
/// # Panics
///
/// If what is usual is of another shape ([`UsualRef::check`]).
pub fn fill_residual(
    recipe: &Recipe,
    means: ArrayView2<'_, f32>,
    usual: UsualRef<'_>,
    times: &[f64],
    grid: &mut Array2<f64>,
) {
    residuals(recipe, means, usual, grid);
    fill_gaps(grid, times);
}

/// The same with NaN where it was not measured.
pub(in crate::heatmap) fn residuals(
    recipe: &Recipe,
    means: ArrayView2<'_, f32>,
    usual: UsualRef<'_>,
    grid: &mut Array2<f64>,
) {
    refill(grid, means.dim(), means.iter().map(|&mean| f64::from(mean)));
    let of = |value: &mut f64, &mean: &f32, &sd: &f32| {
        *value = residual(transform(recipe, *value), f64::from(mean), f64::from(sd));
    };
    Zip::from(&mut *grid)
        .and(usual.means)
        .and(usual.sds)
        .for_each(of);
}
