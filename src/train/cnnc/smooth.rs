//! Gaussian smoothing of a square image.

/// Where the Gaussian is cut off, in standard deviations, as in scipy.
const TRUNCATE: f64 = 4.0;

/// Smooths a square image of `side` × `side` by a Gaussian of the standard deviation `sigma`, in
/// pixels, as `scipy.ndimage.gaussian_filter` does: the edge is mirrored.
pub(super) fn smooth(image: &mut [f64], side: usize, sigma: f64) {
    let weights = gaussian(sigma);
    for row in image.chunks_exact_mut(side) {
        let smoothed = convolve(row, &weights);
        row.copy_from_slice(&smoothed);
    }
    for column in 0..side {
        let values: Vec<_> = image.iter().skip(column).step_by(side).copied().collect();
        let smoothed = convolve(&values, &weights);
        let places = image.iter_mut().skip(column).step_by(side);
        places
            .zip(smoothed)
            .for_each(|(place, value)| *place = value);
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
