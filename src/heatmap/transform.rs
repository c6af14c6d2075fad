//! From expression to the value that is scaled.

use super::{
    error::Error,
    recipe::{Recipe, Transform, TransformStage},
};

/// Transforms one raw value by the recipe: log10(1 + x / pseudocount),
/// ln(1 + x) (`numpy.log1p`), arcsin(√x), or x. NaN stays NaN.
///
/// Source: section 2.2 of the paper, "log-compressed"; the base and what is
/// added are the recipe's.
pub fn transform(recipe: &Recipe, value: f64) -> f64 {
    match recipe.transform {
        Transform::Log10 => (1.0 + value / recipe.pseudocount).log10(),
        Transform::Log1p => value.ln_1p(),
        // What is no fraction is refused where it is read.
        Transform::Arcsine => value.clamp(0.0, 1.0).sqrt().asin(),
        Transform::None => value,
    }
}

/// The raw value of a transformed one: what [`transform`] takes back to it.
#[must_use]
pub fn untransform(recipe: &Recipe, value: f64) -> f64 {
    match recipe.transform {
        Transform::Log10 => recipe.pseudocount * (10_f64.powf(value) - 1.0),
        Transform::Log1p => value.exp_m1(),
        Transform::Arcsine => value.sin().powi(2),
        Transform::None => value,
    }
}

impl Recipe {
    /// What is interpolated of a raw value.
    pub(crate) fn before_interpolation(&self, value: f64) -> f64 {
        match self.transform_stage {
            TransformStage::BeforeInterpolation => transform(self, value),
            TransformStage::AfterInterpolation => value,
        }
    }

    /// The transformed value of one that was interpolated.
    pub(crate) fn after_interpolation(&self, value: f64) -> f64 {
        match self.transform_stage {
            TransformStage::BeforeInterpolation => value,
            TransformStage::AfterInterpolation => transform(self, value),
        }
    }
}

/// Refuses what is above 1 where fractions are transformed.
pub(super) fn check_fraction(transform: Transform, value: f32) -> Result<(), Error> {
    if transform == Transform::Arcsine && value > 1.0 {
        return Err(Error::NotAFraction(value));
    }
    Ok(())
}

/// Refuses values that have no transform.
pub(super) fn check_value(transform: Transform, index: usize, value: f32) -> Result<(), Error> {
    if value.is_finite() && (value >= 0.0 || transform == Transform::None) {
        check_fraction(transform, value)
    } else {
        Err(Error::Value { index, value })
    }
}

/// Refuses the first value that has no transform.
pub(super) fn check_values(transform: Transform, values: &[f32]) -> Result<(), Error> {
    // Without a way out the loop is done many values at a time. NaN is in no range.
    let (lowest, highest) = match transform {
        Transform::Log10 | Transform::Log1p => (0.0, f32::MAX),
        Transform::Arcsine => (0.0, 1.0),
        Transform::None => (f32::MIN, f32::MAX),
    };
    let valid = |all, v: &f32| all & (*v >= lowest) & (*v <= highest);
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
    fn a_value_comes_back_from_its_transform() {
        for name in [
            Transform::Log10,
            Transform::Log1p,
            Transform::Arcsine,
            Transform::None,
        ] {
            let recipe = Recipe {
                transform: name,
                pseudocount: 0.25,
                ..Recipe::default()
            };
            for value in [0.0, 1e-6, 0.3, 1.0] {
                let back = untransform(&recipe, transform(&recipe, value));
                assert!((back - value).abs() < 1e-12, "{name:?} {value} {back}");
            }
        }
    }

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
    fn only_fractions_have_an_arcsine() {
        assert!(check_values(Transform::Arcsine, &[0.0, 0.5, 1.0]).is_ok());
        for values in [[0.5, 1.5], [1.5, 2.0]] {
            let error = check_values(Transform::Arcsine, &values).unwrap_err();
            assert!(matches!(error, Error::NotAFraction(1.5)));
        }
        let error = check_values(Transform::Arcsine, &[0.5, -0.5]).unwrap_err();
        assert!(matches!(error, Error::Value { index: 1, .. }));
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
