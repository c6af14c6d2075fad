//! Values on one scale.

/// The mean and standard deviation of each column, NaN left out.
pub(super) struct Standard(Vec<(f64, f64)>);

impl Standard {
    /// Rows of `width` values each.
    pub(super) fn of(rows: &[Vec<f64>], width: usize) -> Self {
        let column = |index: usize| rows.iter().map(move |row| row[index]);
        let moments = |index| moments(column(index).filter(|value| !value.is_nan()));
        Self((0..width).map(moments).collect())
    }

    /// Less the mean, over the standard deviation. What is NaN, or in a column without variation,
    /// becomes 0, the mean.
    pub(super) fn apply(&self, row: &[f64]) -> Vec<f64> {
        let values = row.iter().zip(&self.0);
        let standard = values.map(|(value, &(mean, deviation))| {
            let is_known = !value.is_nan() && deviation > 0.0;
            if is_known {
                (value - mean) / deviation
            } else {
                0.0
            }
        });
        standard.collect()
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
