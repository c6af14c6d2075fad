//! How unusual each gene's expression is for its level.

use ndarray::Array2;

use super::Error;
use crate::{
    bundle::{Bundle, Manifest},
    heatmap::residual::{NEIGHBOURS, residuals as of_values, usual},
};

/// The level-conditional residuals of a condition, among all its measured genes: genes × values,
/// row-major cell types × times; NaN where not measured.
pub(super) fn residuals(bundle: &Bundle, condition: usize) -> Result<Array2<f32>, Error> {
    let manifest = bundle.manifest();
    let width = manifest.conditions[condition].matrix_len();
    let transform = transform(manifest);
    let mut values = Array2::from_elem((bundle.genes().len(), width), f32::NAN);
    for (gene, mut row) in values.outer_iter_mut().enumerate() {
        if let Some(matrix) = bundle.matrix(gene, condition)? {
            row.iter_mut()
                .zip(&matrix)
                .for_each(|(to, &value)| *to = transform(value));
        }
    }
    let usual = usual(values.view(), NEIGHBOURS);
    Ok(of_values(values.view(), &usual))
}

/// What makes the variance of values less dependent on their mean: the arcsine of the square root for
/// fractions, nothing for logarithms, else ln(1 + x).
fn transform(manifest: &Manifest) -> fn(f32) -> f32 {
    match manifest.atlas.values.as_deref() {
        Some("fractions") => |value| f64::from(value).sqrt().asin() as f32,
        Some("logarithms") => |value| value,
        _ => |value| f64::from(value).ln_1p() as f32,
    }
}
