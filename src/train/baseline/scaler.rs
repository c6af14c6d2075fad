//! Values on one scale.

use ndarray::Array2;

/// The mean and standard deviation of each feature, NaN left out.
#[derive(Clone, Debug)]
pub(super) struct Scaler(Vec<(f64, f64)>);

impl Scaler {
    /// Of a table of genes × features.
    pub(super) fn of(table: &Array2<f64>) -> Self {
        let columns = table.columns().into_iter();
        let moments =
            columns.map(|column| moments(column.iter().copied().filter(|value| !value.is_nan())));
        Self(moments.collect())
    }

    pub(super) fn moments(&self) -> &[(f64, f64)] {
        &self.0
    }

    /// Less the mean, over the standard deviation. What is NaN, or of a feature without variation,
    /// becomes 0, the mean.
    pub(super) fn apply(&self, mut table: Array2<f64>) -> Array2<f64> {
        for mut row in table.rows_mut() {
            for (value, &(mean, deviation)) in row.iter_mut().zip(&self.0) {
                let is_known = !value.is_nan() && deviation > 0.0;
                *value = if is_known {
                    (*value - mean) / deviation
                } else {
                    0.0
                };
            }
        }
        table
    }
}

fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    // What rounding leaves of values that are alike is no variation.
    let is_variable = variance > 1e-24 * mean * mean && variance > 0.0;
    (mean, if is_variable { variance.sqrt() } else { 0.0 })
}
