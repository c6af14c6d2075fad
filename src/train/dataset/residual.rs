//! How unusual each gene's expression is for its level.

use ndarray::Array2;

use super::Error;
use crate::{bundle::Bundle, model::profile::Transform};

/// The level-conditional residuals of a condition, among all its measured genes: genes × values,
/// row-major cell types × times; NaN where not measured.
pub(super) fn residuals(bundle: &Bundle, condition: usize) -> Result<Array2<f32>, Error> {
    let transform = Transform::of_values(bundle.manifest().atlas.values.as_deref());
    Ok(bundle.residuals(condition, |value| transform.apply(value))?)
}
