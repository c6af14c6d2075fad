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
