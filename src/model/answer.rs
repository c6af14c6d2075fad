//! Checks what a model gives before anybody takes it for a score.

use half::f16;
use ndarray::{Array2, ArrayView2};
use ort::session::SessionOutputs;
use ort::value::ValueRef;

use super::Result;

/// Why what a model gave is no score.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The answer has another shape than was promised.
    #[error("the model gave {found} values for {rows} {unit}s; 2 each were expected")]
    Outputs {
        /// How many values came.
        found: usize,
        /// How many rows went in.
        rows: usize,
        /// What a row is, such as `image`.
        unit: &'static str,
    },
    /// What came for a row is no pair of probabilities.
    #[error(
        "{unit} {row}: the model gave {values:?}, which are not two probabilities with the sum 1 \
         (its last layer must be a softmax)"
    )]
    NotProbabilities {
        /// Which of the rows given, from 0.
        row: usize,
        /// What came.
        values: [f32; 2],
        /// What a row is, such as `image`.
        unit: &'static str,
    },
}

/// How far the sum of a row's two probabilities may be from 1; float16 has
/// three digits.
const SUM: f32 = 1e-3;
/// How far rounding may take a softmax out of 0-1.
const ROUNDING: f32 = 1e-6;

/// What a model gave for `rows` rows, each a `unit`, as float32.
pub(super) fn of(outputs: &SessionOutputs, rows: usize, unit: &'static str) -> Result<Array2<f32>> {
    let Some(output) = outputs.values().next() else {
        let found = 0;
        return Err(AnswerError::Outputs { found, rows, unit }.into());
    };
    pairs(&output, rows, unit)
}

/// What one output gave.
pub(super) fn pairs(output: &ValueRef<'_>, rows: usize, unit: &'static str) -> Result<Array2<f32>> {
    let values = match output.try_extract_array::<f16>() {
        Ok(values) => values.mapv(f16::to_f32),
        Err(_) => output.try_extract_array::<f32>()?.to_owned(),
    };
    let found = values.len();
    let values = values.into_dimensionality();
    Ok(values.map_err(|_| AnswerError::Outputs { found, rows, unit })?)
}

/// Appends the positive class's probability of each of `rows` rows.
///
/// `answers` are pairs, and may have more rows than were asked for (of padding).
pub(super) fn append(
    answers: ArrayView2<f32>,
    rows: usize,
    positive: usize,
    scores: &mut Vec<f32>,
    unit: &'static str,
) -> std::result::Result<(), AnswerError> {
    let pairs = checked(answers, rows, scores.len(), unit)?;
    scores.extend(pairs.map(|values| values[positive].clamp(0.0, 1.0)));
    Ok(())
}

/// The two probabilities of each of `rows` rows, once all of them are; `before` rows came before these.
pub(super) fn checked<'a>(
    answers: ArrayView2<'a, f32>,
    rows: usize,
    before: usize,
    unit: &'static str,
) -> std::result::Result<impl Iterator<Item = [f32; 2]> + use<'a>, AnswerError> {
    if answers.nrows() < rows || answers.ncols() != 2 {
        let found = answers.len();
        return Err(AnswerError::Outputs { found, rows, unit });
    }
    let pairs = (0..rows).map(move |row| [answers[[row, 0]], answers[[row, 1]]]);
    let wrong = pairs
        .clone()
        .enumerate()
        .find(|(_, values)| !are_probabilities(*values));
    match wrong {
        Some((row, values)) => {
            let row = before + row;
            Err(AnswerError::NotProbabilities { row, values, unit })
        }
        None => Ok(pairs),
    }
}

fn are_probabilities(values: [f32; 2]) -> bool {
    // A comparison with NaN is false.
    let possible = |value: f32| (-ROUNDING..=1.0 + ROUNDING).contains(&value);
    values.into_iter().all(possible) && (values[0] + values[1] - 1.0).abs() <= SUM
}

#[cfg(test)]
mod tests {
    use ndarray::{array, aview2};

    use super::*;

    fn scores(
        answers: &[[f32; 2]],
        rows: usize,
        positive: usize,
    ) -> std::result::Result<Vec<f32>, AnswerError> {
        let mut scores = Vec::new();
        append(aview2(answers), rows, positive, &mut scores, "image").map(|()| scores)
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
            let error = scores(&[[0.5, 0.5], bad], 2, 1).unwrap_err();
            assert!(
                matches!(error, AnswerError::NotProbabilities { row: 1, .. }),
                "{error}"
            );
        }
    }

    #[test]
    fn too_few_rows_or_columns_are_refused() {
        let error = scores(&[[0.5, 0.5]], 2, 1).unwrap_err();
        assert!(matches!(
            error,
            AnswerError::Outputs {
                found: 2,
                rows: 2,
                ..
            }
        ));
        let error = append(
            array![[0.5, 0.25, 0.25]].view(),
            1,
            1,
            &mut Vec::new(),
            "image",
        )
        .unwrap_err();
        assert!(matches!(
            error,
            AnswerError::Outputs {
                found: 3,
                rows: 1,
                ..
            }
        ));
    }
}
