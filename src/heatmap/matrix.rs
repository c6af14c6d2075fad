//! The means of one gene.

use super::{error::Error, recipe::Transform, transform::check_value};

/// The mean expression of one gene: cell types × time points.
#[derive(Clone, Copy, Debug)]
pub struct MatrixRef<'a> {
    /// The number of cell types.
    pub rows: usize,
    /// The number of time points.
    pub columns: usize,
    /// Raw mean expression, row-major, `rows` × `columns`; NaN: not measured.
    pub values: &'a [f32],
    /// The time points, e.g. gestational weeks, strictly rising.
    pub times: &'a [f64],
}

impl MatrixRef<'_> {
    /// Checks shape, times and values.
    ///
    /// # Errors
    ///
    /// The shape does not agree, time points do not rise, a value cannot be
    /// transformed, or none was measured.
    pub fn check(&self, transform: Transform) -> Result<(), Error> {
        let (expected, found) = (self.rows.checked_mul(self.columns), self.values.len());
        if expected != Some(found) {
            let expected = expected.unwrap_or(usize::MAX);
            return Err(shape("values of cell types × time points", expected, found));
        }
        check_times(self.times, self.columns)?;
        let mut measured = self
            .values
            .iter()
            .enumerate()
            .filter(|(_, v)| !v.is_nan())
            .peekable();
        measured.peek().ok_or(Error::NotMeasured)?;
        measured.try_for_each(|(index, &value)| check_value(transform, index, value))
    }
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
        let columns = 2;
        let matrix = MatrixRef {
            rows,
            columns,
            values,
            times,
        };
        matrix.check(Transform::Log10)
    }

    #[test]
    fn a_whole_matrix_is_fine() {
        assert!(check(2, &[1.0, f32::NAN, 0.0, 3.0], &[6.0, 6.5]).is_ok());
    }

    #[test]
    fn shape_must_agree() {
        let message = check(2, &[1.0; 3], &[6.0, 6.5]).unwrap_err().to_string();
        assert!(message.contains("expected 4, found 3"), "{message}");
        assert!(check(1, &[1.0; 2], &[6.0]).is_err());
        assert!(check(usize::MAX, &[1.0; 2], &[6.0, 7.0]).is_err());
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
