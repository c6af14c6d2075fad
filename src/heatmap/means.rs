//! The means of one gene.

use ndarray::ArrayView2;

use super::{error::Error, recipe::Transform, transform::check_value};

/// Checks that means can be drawn: raw mean expression, cell types × time points, NaN where it was
/// not measured, and the time points, e.g. gestational weeks.
///
/// # Errors
///
/// There are not as many times as columns, they do not rise strictly, a value cannot be transformed,
/// or none was measured.
pub fn check_means(
    means: ArrayView2<'_, f32>,
    times: &[f64],
    transform: Transform,
) -> Result<(), Error> {
    check_times(times, means.ncols())?;
    check_measured(means, transform)
}

/// Checks that there is a value, and that each can be transformed.
pub(super) fn check_measured(
    means: ArrayView2<'_, f32>,
    transform: Transform,
) -> Result<(), Error> {
    let values = means.iter().enumerate();
    let mut measured = values.filter(|(_, v)| !v.is_nan()).peekable();
    measured.peek().ok_or(Error::NotMeasured)?;
    measured.try_for_each(|(index, &value)| check_value(transform, index, value))
}

/// Checks that there are `expected` times, strictly rising.
pub(super) fn check_times(times: &[f64], expected: usize) -> Result<(), Error> {
    if times.len() != expected {
        return Err(shape("time points", expected, times.len()));
    }
    let mut previous = f64::NEG_INFINITY;
    for (index, &time) in times.iter().enumerate() {
        if !time.is_finite() || time <= previous {
            return Err(Error::Times { index, time });
        }
        previous = time;
    }
    Ok(())
}

/// The error of a count that does not agree.
pub(super) fn shape(what: &'static str, expected: usize, found: usize) -> Error {
    Error::Shape {
        what,
        expected,
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: usize, values: &[f32], times: &[f64]) -> Result<(), Error> {
        let means = ArrayView2::from_shape((rows, 2), values).unwrap();
        check_means(means, times, Transform::Log10)
    }

    #[test]
    fn shape_must_agree() {
        let told = |rows, values: &[f32], times: &[f64]| {
            let error = check(rows, values, times).unwrap_err();
            error.to_string()
        };
        assert_eq!(
            told(1, &[1.0; 2], &[6.0]),
            "time points: expected 2, found 1"
        );
    }

    #[test]
    fn times_must_rise() {
        for times in [
            [7.0, 7.0],
            [8.0, 7.0],
            [7.0, f64::NAN],
            [7.0, f64::INFINITY],
        ] {
            let error = check(1, &[1.0, 1.0], &times).unwrap_err();
            assert!(matches!(error, Error::Times { index: 1, .. }), "{times:?}");
        }
    }

    #[test]
    fn nothing_measured_is_never_an_image() {
        let error = check(1, &[f32::NAN; 2], &[6.0, 7.0]).unwrap_err();
        assert!(matches!(error, Error::NotMeasured));
        assert!(matches!(
            check(0, &[], &[6.0, 7.0]),
            Err(Error::NotMeasured)
        ));
    }

    #[test]
    fn a_value_without_logarithm_is_named() {
        let error = check(1, &[f32::NAN, -3.0], &[6.0, 7.0]).unwrap_err();
        assert!(matches!(error, Error::Value { index: 1, .. }));
    }
}
