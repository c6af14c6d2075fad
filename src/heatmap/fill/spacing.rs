//! Columns at even times.

use ndarray::Array2;

use crate::heatmap::{interp::interp, memory::refill};

/// Interpolates each row at `width` evenly spaced times from the first to the
/// last, as `numpy.interp(numpy.linspace(times[0], times[-1], width), times, row)`,
/// into `out`. The grid has no gaps.
pub fn space_by_value(grid: &Array2<f64>, times: &[f64], width: usize, out: &mut Array2<f64>) {
    let value = |row, i| interp(even_time(times, i, width), times, row);
    let rows = grid.rows().into_iter();
    let values = rows.flat_map(|row| (0..width).map(move |i| value(row, i)));
    refill(out, (grid.nrows(), width), values);
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
    use ndarray::array;

    use super::*;

    #[test]
    fn one_time_point_is_repeated() {
        let mut out = Array2::default((0, 0));
        space_by_value(&array![[3.0], [5.0]], &[6.0], 2, &mut out);
        assert_eq!(out, array![[3.0, 3.0], [5.0, 5.0]]);
    }
}
