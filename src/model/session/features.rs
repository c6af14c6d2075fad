//! The numbers that a network takes beside images.

use ort::value::Tensor;

use crate::model::{Error, Result};

/// Checks that there are `each` numbers for each of `rows` images.
pub(super) fn check(features: &[f32], rows: usize, each: usize) -> Result<()> {
    if features.len() != rows * each {
        return Err(Error::Features {
            found: features.len(),
            rows,
            each,
        });
    }
    match features.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(at) => Err(Error::Feature {
            row: at / each,
            value: features[at],
        }),
    }
}

/// The features as `rows` × `each`, padded with zeros where a network takes more images than there
/// are.
pub(super) fn tensor(features: &[f32], rows: usize, each: usize) -> Result<Tensor<f32>> {
    let mut values = features.to_vec();
    values.resize(rows * each, 0.0);
    Ok(Tensor::from_array(([rows, each], values))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_features_as_images_want_are_taken() {
        assert!(check(&[0.5; 6], 3, 2).is_ok());
        assert!(check(&[], 3, 0).is_ok());
        for (values, rows, each) in [(&[0.5; 5][..], 3, 2), (&[], 3, 2), (&[0.5], 3, 0)] {
            let error = check(values, rows, each).unwrap_err();
            assert!(matches!(error, Error::Features { rows: 3, .. }), "{error}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_row() {
        for bad in [f32::NAN, f32::INFINITY] {
            let error = check(&[0.5, 0.5, 0.5, bad], 2, 2).unwrap_err();
            assert!(matches!(error, Error::Feature { row: 1, .. }), "{error}");
        }
    }
}
