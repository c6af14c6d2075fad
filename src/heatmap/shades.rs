//! From expression, as it was interpolated, to the number of its colour, without a logarithm.

use super::{colormap::COLOURS, recipe::Recipe};

/// The number of a value's colour by one recipe and ceiling. A number rises with the value, so that
/// the lowest value of each is all there is to know.
#[derive(Debug)]
pub(super) struct Shades {
    ceiling: f64,
    /// `lowest[n]` is the lowest value that has the colour number n + 1; no value has the last's.
    lowest: [f64; COLOURS],
    /// For each bucket of values the number of its lowest.
    numbers: Vec<u8>,
    /// The bucket that `numbers` begins with.
    first: u64,
}

/// Values that agree in sign, exponent and 8 bits of the mantissa are one bucket: of about 0.3 %, so
/// that it seldom has more than two colours.
const BUCKET: u32 = f64::MANTISSA_DIGITS - 1 - 8;

const fn bucket(value: f64) -> u64 {
    value.to_bits() >> BUCKET
}

impl Shades {
    /// For a ceiling above 0.
    pub(super) fn new(recipe: &Recipe, ceiling: f64) -> Self {
        let number = |value| number(recipe, ceiling, value);
        let mut lowest = [f64::INFINITY; COLOURS];
        let mut from = 0.0;
        for (place, wanted) in lowest.iter_mut().zip(1..COLOURS) {
            *place = lowest_of(wanted, number, from);
            from = *place;
        }
        // Colours above the largest number that there is are out of reach.
        let last = lowest
            .iter()
            .copied()
            .filter(|v| v.is_finite())
            .fold(lowest[0], f64::max);
        let first = bucket(lowest[0]);
        // The first bucket is also that of all that is lower.
        let numbers = (first..=bucket(last)).map(|bucket| match bucket - first {
            0 => 0,
            _ => lowest.partition_point(|v| *v <= f64::from_bits(bucket << BUCKET)) as u8,
        });
        Self {
            ceiling,
            numbers: numbers.collect(),
            lowest,
            first,
        }
    }

    /// Whether these are of the ceiling.
    pub(super) fn is(&self, ceiling: f64) -> bool {
        self.ceiling == ceiling
    }

    /// The number of a value's colour, from 0.
    #[inline]
    pub(super) fn number(&self, value: f64) -> u8 {
        // Nothing can predict which cells are 0: no branch for them. Below 0 and NaN are 0, too.
        let value = value.max(0.0) + 0.0; // -0 becomes 0
        let bucket = bucket(value).saturating_sub(self.first) as usize;
        let last = self.numbers.len().saturating_sub(1);
        let mut number = self.numbers.get(bucket.min(last)).copied().unwrap_or(0);
        // The first step is no branch, which nothing could predict.
        number += u8::from(value >= self.lowest[usize::from(number)]);
        while value >= self.lowest[usize::from(number)] {
            number += 1;
        }
        number
    }
}

/// The number of a value's colour as all steps one after another give it.
fn number(recipe: &Recipe, ceiling: f64, value: f64) -> usize {
    super::colormap::number((recipe.after_interpolation(value) / ceiling).clamp(0.0, 1.0))
}

/// The lowest value from `from` on that has at least the wanted number, by bisection over all
/// floats; infinite where there is none.
fn lowest_of(wanted: usize, number: impl Fn(f64) -> usize, from: f64) -> f64 {
    let (mut below, mut above) = (from.to_bits(), f64::INFINITY.to_bits());
    while below < above {
        let middle = below + (above - below) / 2;
        if number(f64::from_bits(middle)) >= wanted {
            above = middle;
        } else {
            below = middle + 1;
        }
    }
    f64::from_bits(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::recipe::Transform;

    /// All kinds of values, and those at and beside every threshold.
    fn values(shades: &Shades) -> Vec<f64> {
        let spread = (0..4000).map(|i| 1.02_f64.powi(i - 2000));
        let edges = shades.lowest.iter().filter(|v| v.is_finite());
        let edges = edges.flat_map(|v| [v.next_down(), *v, v.next_up()]);
        let counts = (0..3000).map(f64::from);
        spread
            .chain(edges)
            .chain(counts)
            .chain([-1.0, -0.0, f64::MAX])
            .collect()
    }

    #[test]
    fn numbers_are_those_of_all_steps() {
        for transform in [
            Transform::Log10,
            Transform::Log1p,
            Transform::Arcsine,
            Transform::None,
        ] {
            for (pseudocount, ceiling) in [
                (1.0, 3.3),
                (0.1, 0.01),
                (2.0, 40.0),
                (1.0, 1e-30),
                (1.0, 400.0),
                (1.0, 1e38),
            ] {
                let recipe = Recipe {
                    transform,
                    pseudocount,
                    ..Recipe::default()
                };
                let shades = Shades::new(&recipe, ceiling);
                for value in values(&shades) {
                    let is_drawn = value >= 0.0 || transform == Transform::None;
                    let expected = if is_drawn {
                        number(&recipe, ceiling, value)
                    } else {
                        0
                    };
                    assert_eq!(
                        usize::from(shades.number(value)),
                        expected,
                        "{value:e} {transform:?} {ceiling}"
                    );
                }
            }
        }
    }
}
