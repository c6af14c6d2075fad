//! Checks what a network gives before anybody takes it for a score.

use crate::model::{Error, Result};

/// How far the sum of an image's two probabilities may be from 1; float16 has
/// three digits.
const SUM: f32 = 1e-3;
/// How far rounding may take a softmax out of 0-1.
const ROUNDING: f32 = 1e-6;

/// Appends the positive class's probability of each of `rows` images.
///
/// `values` are pairs, and may have more rows than were asked for (of padding).
pub(super) fn append<T: Copy>(
    values: &[T],
    widen: impl Fn(T) -> f32,
    rows: usize,
    positive: usize,
    out: &mut Vec<f32>,
) -> Result<()> {
    let found = values.len();
    let pairs = values
        .get(..2 * rows)
        .ok_or(Error::Outputs { found, rows })?;
    for &[first, second] in pairs.as_chunks().0 {
        let values = [widen(first), widen(second)];
        if !are_probabilities(values) {
            return Err(Error::NotProbabilities {
                row: out.len(),
                values,
            });
        }
        out.push(values[positive.min(1)].clamp(0.0, 1.0));
    }
    Ok(())
}

fn are_probabilities(values: [f32; 2]) -> bool {
    // A comparison with NaN is false.
    let possible = |value: f32| (-ROUNDING..=1.0 + ROUNDING).contains(&value);
    values.into_iter().all(possible) && (values[0] + values[1] - 1.0).abs() <= SUM
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(values: &[f32], rows: usize, positive: usize) -> Result<Vec<f32>> {
        let mut out = Vec::new();
        append(values, |value| value, rows, positive, &mut out).map(|()| out)
    }

    #[test]
    fn the_positive_class_is_taken_and_padding_is_not() {
        let values = [0.25, 0.75, 1.0, 0.0, 0.5, 0.5];
        assert_eq!(scores(&values, 2, 1).unwrap(), [0.75, 0.0]);
        assert_eq!(scores(&values, 2, 0).unwrap(), [0.25, 1.0]);
    }

    #[test]
    fn what_is_no_pair_of_probabilities_is_refused_with_its_row() {
        let nan = f32::NAN;
        let infinite = f32::INFINITY;
        for bad in [
            [nan, 1.0],
            [0.5, nan],
            [infinite, 0.0],
            [0.5, 0.498],
            [1.5, -0.5],
            [0.0, 0.0],
        ] {
            let error = scores(&[0.5, 0.5, bad[0], bad[1]], 2, 1).unwrap_err();
            assert!(
                matches!(error, Error::NotProbabilities { row: 1, .. }),
                "{error}"
            );
        }
    }

    #[test]
    fn too_few_rows_are_refused() {
        let error = scores(&[0.5, 0.5, 0.5], 2, 1).unwrap_err();
        assert!(matches!(error, Error::Outputs { found: 3, rows: 2 }));
    }
}
