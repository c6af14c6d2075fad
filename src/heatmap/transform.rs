//! From expression to the value that is scaled.

use super::{
    error::Error,
    recipe::{Recipe, Transform},
};

/// Transforms one raw value by the recipe: log10(1 + x / pseudocount),
/// ln(1 + x) (`numpy.log1p`), or x.
///
/// Source: section 2.2 of the paper, "log-compressed"; the base and what is
/// added are the recipe's. Interpolation comes before: it is done on raw values.
pub fn transform(recipe: &Recipe, value: f64) -> f64 {
    match recipe.transform {
        Transform::Log10 => (1.0 + value / recipe.pseudocount).log10(),
        Transform::Log1p => value.ln_1p(),
        Transform::None => value,
    }
}

/// Refuses values that have no transform.
pub(super) fn check_value(transform: Transform, index: usize, value: f32) -> Result<(), Error> {
    if value.is_finite() && (value >= 0.0 || transform == Transform::None) {
        Ok(())
    } else {
        Err(Error::Value { index, value })
    }
}

/// Refuses the first value that has no transform.
pub(super) fn check_values(transform: Transform, values: &[f32]) -> Result<(), Error> {
    // Without a way out the loop is done many values at a time. NaN is in no range.
    let lowest = if transform == Transform::None {
        f32::MIN
    } else {
        0.0
    };
    let valid = |all, v: &f32| all & (*v >= lowest) & (*v <= f32::MAX);
    if values.iter().fold(true, valid) {
        return Ok(());
    }
    let mut values = values.iter().enumerate();
    values.try_for_each(|(index, &value)| check_value(transform, index, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_values_pass_only_untransformed() {
        assert!(matches!(
            check_value(Transform::Log1p, 0, -0.1),
            Err(Error::Value { value: -0.1, .. })
        ));
        assert!(check_value(Transform::None, 0, -0.1).is_ok());
        assert!(matches!(
            check_value(Transform::None, 0, f32::INFINITY),
            Err(Error::Value { .. })
        ));
    }

    #[test]
    fn the_first_of_many_that_cannot_be_is_named() {
        for transform in [Transform::Log10, Transform::None] {
            assert!(check_values(transform, &[0.0, -0.0, 1.0, f32::MAX]).is_ok());
            for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                let error = check_values(transform, &[1.0, wrong, wrong]).unwrap_err();
                assert!(matches!(error, Error::Value { index: 1, .. }));
            }
        }
        assert!(matches!(
            check_values(Transform::Log1p, &[-1.0]),
            Err(Error::Value { index: 0, .. })
        ));
        assert!(check_values(Transform::None, &[-1.0]).is_ok());
    }
}
