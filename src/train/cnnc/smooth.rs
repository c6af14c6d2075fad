//! Gaussian smoothing of a square image.

use ndarray::{Array2, ArrayView1, Axis};

/// Where the Gaussian is cut off, in standard deviations, as in scipy.
const TRUNCATE: f64 = 4.0;

/// Smooths an image by a Gaussian of the standard deviation `sigma`, in pixels, as
/// `scipy.ndimage.gaussian_filter` does: the edge is mirrored.
pub(super) fn smooth(image: &mut Array2<f64>, sigma: f64) {
    let weights = gaussian(sigma);
    for along in [Axis(1), Axis(0)] {
        for mut lane in image.lanes_mut(along) {
            let smoothed = convolve(&lane.to_vec(), &weights);
            lane.assign(&ArrayView1::from(&smoothed));
        }
    }
}

/// The weights from the centre to one side; both sides sum to 1.
fn gaussian(sigma: f64) -> Vec<f64> {
    let radius = (TRUNCATE * sigma + 0.5) as usize;
    let weight = |x: usize| (-0.5 * (x as f64 / sigma).powi(2)).exp();
    let weights: Vec<_> = (0..=radius).map(weight).collect();
    let sum = 2.0 * weights.iter().sum::<f64>() - weights[0];
    weights.into_iter().map(|weight| weight / sum).collect()
}

fn convolve(values: &[f64], weights: &[f64]) -> Vec<f64> {
    let at = |place: usize, by: isize| values[mirrored(place as isize + by, values.len())];
    let around = |place: usize| {
        let sides = weights.iter().zip(0..).skip(1);
        let sides = sides.map(|(weight, by)| weight * (at(place, by) + at(place, -by)));
        weights[0] * values[place] + sides.sum::<f64>()
    };
    (0..values.len()).map(around).collect()
}

/// The place in `c b a | a b c | c b a`.
fn mirrored(place: isize, length: usize) -> usize {
    let place = place.rem_euclid(2 * length as isize) as usize;
    place.min(2 * length - 1 - place)
}
