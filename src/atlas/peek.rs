//! What kind of values a matrix holds, from its first ones.

use super::{AtlasError, Matrix};

/// About how many values are looked at.
const ENOUGH: usize = 1 << 22;

/// The first values of a matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peek {
    /// How many were looked at, zeros that are not stored left aside.
    pub values: usize,
    /// Whether there are more.
    pub more: bool,
    /// How many of them are no whole numbers.
    pub fractions: usize,
    /// The lowest; infinite where there is none.
    pub min: f32,
    /// The highest.
    pub max: f32,
    /// How many are negative, infinite or not a number.
    pub impossible: usize,
}

enum Stop {
    Enough,
    Failed(AtlasError),
}

impl From<AtlasError> for Stop {
    fn from(error: AtlasError) -> Self {
        Self::Failed(error)
    }
}

impl Peek {
    /// Looks at the first values.
    ///
    /// # Errors
    ///
    /// If the matrix cannot be read.
    pub fn at(matrix: &Matrix) -> Result<Self, AtlasError> {
        let mut peek = Self::default();
        let read = matrix.for_each_block(|block| {
            peek.add(&block.values);
            match peek.values < ENOUGH {
                true => Ok(()),
                false => Err(Stop::Enough),
            }
        });
        match read {
            Ok(()) => Ok(peek),
            Err(Stop::Enough) => Ok(Self { more: true, ..peek }),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    fn add(&mut self, values: &[f32]) {
        self.values += values.len();
        for &value in values {
            self.fractions += usize::from(value.is_finite() && value.fract() != 0.0);
            self.impossible += usize::from(!(0.0..=f32::MAX).contains(&value));
            self.min = self.min.min(value);
            self.max = self.max.max(value);
        }
    }

    /// Whether these may be counts.
    pub fn are_counts(&self) -> bool {
        self.fractions == 0 && self.impossible == 0 && self.max > 0.0
    }
}

impl Default for Peek {
    fn default() -> Self {
        Self {
            values: 0,
            more: false,
            fractions: 0,
            min: f32::INFINITY,
            max: f32::NEG_INFINITY,
            impossible: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_other_values() {
        let of = |values: &[f32]| {
            let mut peek = Peek::default();
            peek.add(values);
            peek
        };
        assert!(of(&[0.0, 3.0, 1.0]).are_counts());
        for values in [&[][..], &[0.0], &[1.0, 0.5], &[1.0, -1.0], &[1.0, f32::NAN]] {
            assert!(!of(values).are_counts(), "{values:?}");
        }
        let peek = of(&[2.0, 0.5, f32::NAN, -3.0]);
        assert_eq!(
            (peek.min, peek.max, peek.fractions, peek.impossible),
            (-3.0, 2.0, 1, 2)
        );
    }
}
