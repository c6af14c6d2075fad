//! What a model of profiles does to expression before anything else.

use std::fmt;

use ndarray::{ArrayView3, Axis};
use serde::{Deserialize, Serialize};

use super::ProfileError;

/// What is done to each value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Transform {
    /// Nothing: values that are logarithms, or on a scale of their own.
    None,
    /// ln(1 + x).
    Log1p,
    /// log10(1 + x / pseudocount).
    Log10 {
        /// Above 0.
        pseudocount: f64,
    },
    /// arcsin √x of a fraction, whose variance then hardly depends on it (Bartlett 1936,
    /// doi:10.2307/2983678).
    Arcsine,
}

impl Transform {
    /// What makes the spread of values depend less on their mean, by what the values of an atlas are:
    /// the arcsine of the square root for fractions, nothing for logarithms, else ln(1 + x).
    #[must_use]
    pub fn of_values(values: Option<&str>) -> Self {
        match values {
            Some("fractions") => Self::Arcsine,
            Some("logarithms") => Self::None,
            _ => Self::Log1p,
        }
    }

    /// The transformed value, as the graph rounds it to float32.
    #[must_use]
    pub fn apply(self, value: f32) -> f32 {
        let value = f64::from(value);
        let transformed = match self {
            Self::None => value,
            Self::Log1p => value.ln_1p(),
            Self::Log10 { pseudocount } => (1.0 + value / pseudocount).log10(),
            Self::Arcsine => value.sqrt().asin(),
        };
        transformed as f32
    }

    /// Whether there is a transformed value.
    #[must_use]
    pub fn takes(self, value: f32) -> bool {
        match self {
            Self::None => value.is_finite(),
            Self::Log1p | Self::Log10 { .. } => (0.0..=f32::MAX).contains(&value),
            Self::Arcsine => (0.0..=1.0).contains(&value),
        }
    }

    pub(super) fn is_possible(self) -> bool {
        match self {
            Self::Log10 { pseudocount } => pseudocount.is_finite() && pseudocount > 0.0,
            Self::None | Self::Log1p | Self::Arcsine => true,
        }
    }

    /// Checks that each profile (N×C×T, NaN where not measured) has a value, and that each value is
    /// taken. A graph would pass off one that is not as not measured.
    ///
    /// # Errors
    ///
    /// The first profile of which that is not so.
    pub fn check(self, expression: ArrayView3<'_, f32>) -> Result<(), ProfileError> {
        for (row, profile) in expression.axis_iter(Axis(0)).enumerate() {
            let mut measured = profile.iter().filter(|value| !value.is_nan()).peekable();
            measured.peek().ok_or(ProfileError::NotMeasured { row })?;
            if let Some(&value) = measured.find(|value| !self.takes(**value)) {
                let transform = self;
                return Err(ProfileError::Value {
                    row,
                    value,
                    transform,
                });
            }
        }
        Ok(())
    }
}

impl fmt::Display for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("finite value"),
            Self::Log1p => f.write_str("ln(1 + x)"),
            Self::Log10 { pseudocount } => write!(f, "log10(1 + x / {pseudocount})"),
            Self::Arcsine => f.write_str("arcsine of the square root"),
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    /// By Python's math.asin(math.sqrt(0.3)), math.log1p(0.3), math.log10(1 + 0.3 / 0.01).
    #[test]
    fn values_are_pythons() {
        let near = |found: f32, wanted: f64| assert!((f64::from(found) - wanted).abs() < 1e-6);
        near(Transform::Arcsine.apply(0.3), 0.579_639_740_363_704_2);
        near(Transform::Log1p.apply(0.3), 0.262_364_264_467_491_06);
        let log10 = Transform::Log10 { pseudocount: 0.01 };
        near(log10.apply(0.3), 1.491_361_693_834_272_8);
        near(Transform::None.apply(0.3), 0.3);
    }

    #[test]
    fn values_without_a_transform_are_refused_with_their_row() {
        let told = |transform: Transform, value: f32| {
            let profiles = array![[[0.5, f32::NAN]], [[value, 0.5]]];
            let error = transform.check(profiles.view()).unwrap_err();
            error.to_string()
        };
        let arcsine = Transform::Arcsine;
        let text = told(arcsine, 1.5);
        assert_has!(
            text,
            "profile 1 has the value 1.5",
            "arcsine of the square root"
        );
        assert_has!(told(Transform::Log1p, -1.0), "ln(1 + x)");
        assert_has!(told(Transform::None, f32::INFINITY), "inf");
        let nothing = array![[[f32::NAN, f32::NAN]]];
        let error = arcsine.check(nothing.view()).unwrap_err();
        assert!(matches!(error, ProfileError::NotMeasured { row: 0 }));
    }
}
