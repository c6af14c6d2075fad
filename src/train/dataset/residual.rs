//! How unusual each gene's expression is for its level.

use ndarray::Array2;

use super::Error;
use crate::{
    bundle::Bundle,
    heatmap::residual::{NEIGHBOURS, residuals as of_values, usual},
    model::profile::Transform,
};

/// The level-conditional residuals of a condition, among all its measured genes: genes × values,
/// row-major cell types × times; NaN where not measured.
pub(super) fn residuals(bundle: &Bundle, condition: usize) -> Result<Array2<f32>, Error> {
    let transform = Transform::of_values(bundle.manifest().atlas.values.as_deref());
    let values = bundle.transformed(condition, |value| transform.apply(value))?;
    let usual = usual(values.view(), NEIGHBOURS);
    Ok(of_values(values.view(), &usual))
}
