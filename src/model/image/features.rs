//! The numbers that a network takes beside images.

use ndarray::{Array2, ArrayView2, s};

use super::error::ImageError;

/// Checks that there are `each` numbers for each of `rows` images.
pub(super) fn check(features: ArrayView2<f32>, rows: usize, each: usize) -> Result<(), ImageError> {
    if features.dim() != (rows, each) {
        let found = features.len();
        return Err(ImageError::Features { found, rows, each });
    }
    let mut values = features.indexed_iter();
    match values.find(|(_, value)| !value.is_finite()) {
        None => Ok(()),
        Some(((row, _), &value)) => Err(ImageError::Feature { row, value }),
    }
}

/// The features, padded to `count` rows with zeros where a network takes more images than there are.
pub(super) fn padded(features: ArrayView2<f32>, count: usize) -> Array2<f32> {
    let mut padded = Array2::zeros((count, features.ncols()));
    padded
        .slice_mut(s![..features.nrows(), ..])
        .assign(&features);
    padded
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn as_many_features_as_images_want_are_taken() {
        let of = |rows, columns| Array2::from_elem((rows, columns), 0.5);
        assert!(check(of(3, 2).view(), 3, 2).is_ok());
        assert!(check(of(3, 0).view(), 3, 0).is_ok());
        for (features, each) in [(of(2, 2), 2), (of(3, 0), 2), (of(3, 1), 0)] {
            let error = check(features.view(), 3, each).unwrap_err();
            assert!(
                matches!(error, ImageError::Features { rows: 3, .. }),
                "{error}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_row() {
        for bad in [f32::NAN, f32::INFINITY] {
            let error = check(array![[0.5, 0.5], [0.5, bad]].view(), 2, 2).unwrap_err();
            assert!(
                matches!(error, ImageError::Feature { row: 1, .. }),
                "{error}"
            );
        }
    }
}
