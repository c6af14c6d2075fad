//! Brings pixels to what a network takes.

use std::iter;

use ndarray::{Array4, ArrayView4, Axis, CowArray, Ix4, s};

use super::error::ImageError;
use super::metadata::Normalisation;

/// `count` images as a network takes them: normalised where it does not do so itself, and padded
/// with zeros where it takes more than there are. Not copied where nothing changes.
pub(super) fn prepare<'a>(
    images: ArrayView4<'a, f32>,
    count: usize,
    normalisation: &Normalisation,
) -> CowArray<'a, f32, Ix4> {
    let (rows, channels, height, width) = images.dim();
    let is_whole = rows == count && images.is_standard_layout();
    if is_whole && *normalisation == Normalisation::Graph {
        return images.into();
    }
    let mut prepared = Array4::zeros((count, channels, height, width));
    let mut given = prepared.slice_mut(s![..rows, .., .., ..]);
    given.assign(&images);
    if let Normalisation::Constants { mean, std } = normalisation {
        let constants = iter::zip(mean, std);
        for (mut channel, (mean, std)) in given.axis_iter_mut(Axis(1)).zip(constants) {
            channel.mapv_inplace(|value| (value - mean) / std);
        }
    }
    prepared.into()
}

/// Checks that the images are of the size, rows and columns, and of colours. A network may turn a
/// NaN into a proper score, so it must not get one.
pub(super) fn check(
    images: ArrayView4<f32>,
    (height, width): (usize, usize),
) -> Result<(), ImageError> {
    let (_, channels, rows, columns) = images.dim();
    let (found, wanted) = ([channels, rows, columns], [3, height, width]);
    if found != wanted {
        return Err(ImageError::Size { found, wanted });
    }
    let mut values = images.indexed_iter();
    match values.find(|(_, value)| !(0.0..=1.0).contains(*value)) {
        None => Ok(()),
        Some(((row, ..), &value)) => Err(ImageError::Pixel { row, value }),
    }
}
