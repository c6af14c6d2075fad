//! Stretching or compressing a vector to a length.

/// Resamples `values` at `length` evenly spaced positions from the first to the
/// last, as `numpy.interp(numpy.linspace(0, n - 1, length), arange(n), values)`.
/// A length of 1 takes the first value.
///
/// Where there is no value to stretch, the result is NaN: not measured.
pub fn stretch(values: &[f32], length: usize) -> impl Iterator<Item = f64> {
    let last = values.len().saturating_sub(1) as f64;
    let step = last / length.saturating_sub(1).max(1) as f64;
    (0..length).map(move |i| value_at(values, (i as f64 * step).min(last)))
}

/// Linear between neighbours; `position` is in 0 to n - 1.
fn value_at(values: &[f32], position: f64) -> f64 {
    let i = position as usize;
    let fraction = position - i as f64;
    match (values.get(i), values.get(i + 1)) {
        (Some(&left), Some(&right)) if fraction > 0.0 => {
            (f64::from(right) - f64::from(left)) * fraction + f64::from(left)
        }
        (Some(&exact), _) => f64::from(exact),
        (None, _) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretched(values: &[f32], length: usize) -> Vec<f64> {
        stretch(values, length).collect()
    }

    #[test]
    fn own_length_changes_nothing() {
        let out = stretched(&[3.0, 1.0, 4.0, 1.0, 5.0], 5);
        assert_eq!(out, [3.0, 1.0, 4.0, 1.0, 5.0]);
    }

    #[test]
    fn longer_and_shorter_keep_the_ends() {
        assert_eq!(stretched(&[0.0, 2.0], 5), [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(stretched(&[0.0, 9.0, 1.0, 9.0, 2.0], 3), [0.0, 1.0, 2.0]);
    }

    #[test]
    fn one_value_is_repeated_and_one_place_takes_the_first() {
        assert_eq!(stretched(&[7.0], 3), [7.0; 3]);
        assert_eq!(stretched(&[7.0, 8.0], 1), [7.0]);
    }

    #[test]
    fn nothing_to_stretch_is_not_measured() {
        assert!(stretched(&[], 2).iter().all(|v| v.is_nan()));
        assert!(stretched(&[], 0).is_empty());
    }
}
