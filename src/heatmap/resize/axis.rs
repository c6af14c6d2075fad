//! The weights along one axis.

use ndarray::{Array3, ArrayView3};

use crate::heatmap::memory::reset;

/// For each output place the input places that it sums, and their weights.
#[derive(Debug, Default)]
pub(super) struct Axis {
    input: usize,
    sums: Vec<Sum>,
    weights: Vec<f64>,
}

/// Weights `start..end` of the axis belong to the input from `first` on.
#[derive(Debug)]
struct Sum {
    first: usize,
    start: usize,
    end: usize,
}

impl Axis {
    /// The weights from `input` places to `output`.
    pub(super) fn new(input: usize, output: usize, order: u8, anti_aliasing: bool) -> Self {
        let mut axis = Self {
            input,
            ..Self::default()
        };
        let zoom = input as f64 / output as f64;
        let sigma = if anti_aliasing {
            (zoom - 1.0) / 2.0
        } else {
            0.0
        };
        let kernel = gaussian(sigma);
        let mut dense = vec![0.0; input];
        for i in 0..output {
            // Pixels are areas, not points: scipy's grid_mode.
            let place = (i as f64 + 0.5) * zoom - 0.5;
            let range = spread(&taps(place, input, order), &kernel, &mut dense);
            axis.push(&mut dense, range);
        }
        axis
    }

    /// Whether these are the weights from `input` places to `output`.
    pub(super) fn is(&self, input: usize, output: usize) -> bool {
        self.input == input && self.sums.len() == output
    }

    /// Moves the weights of one sum from `dense`, which is 0 again after.
    fn push(&mut self, dense: &mut [f64], (first, last): (usize, usize)) {
        let start = self.weights.len();
        if let Some(used) = dense.get_mut(first..=last) {
            self.weights.extend_from_slice(used);
            used.fill(0.0);
        }
        let end = self.weights.len();
        self.sums.push(Sum { first, start, end });
    }

    pub(super) fn sums(&self) -> impl Iterator<Item = (usize, &[f64])> {
        let weights = |sum: &Sum| self.weights.get(sum.start..sum.end).unwrap_or_default();
        self.sums.iter().map(move |sum| (sum.first, weights(sum)))
    }

    /// Sums whole rows: of input × columns × channels, output × columns × channels.
    pub(super) fn down(&self, image: ArrayView3<'_, f64>, out: &mut Array3<f64>) {
        let (_, columns, channels) = image.dim();
        reset(out, (self.sums.len(), columns, channels), 0.0);
        let (image, row) = (image.as_standard_layout(), (columns * channels).max(1));
        let image = image.as_slice().unwrap_or_default();
        let places = out.as_slice_mut().unwrap_or_default();
        for ((first, weights), place) in self.sums().zip(places.chunks_exact_mut(row)) {
            let rows = image.chunks_exact(row).skip(first);
            for (weight, values) in weights.iter().zip(rows) {
                add(place, *weight, values);
            }
        }
    }

    /// Sums the pixels within each row: of rows × input × channels, rows × output × channels.
    pub(super) fn across(&self, image: ArrayView3<'_, f64>, out: &mut Array3<f64>) {
        let (rows, columns, channels) = image.dim();
        reset(out, (rows, self.sums.len(), channels), 0.0);
        let (image, channels) = (image.as_standard_layout(), channels.max(1));
        let image = image.as_slice().unwrap_or_default();
        let places = out.as_slice_mut().unwrap_or_default();
        let places = places.chunks_exact_mut((self.sums.len() * channels).max(1));
        let rows = image.chunks_exact((columns * channels).max(1));
        for (pixels, places) in rows.zip(places) {
            for ((first, weights), place) in self.sums().zip(places.chunks_exact_mut(channels)) {
                let pixels = pixels.chunks_exact(channels).skip(first);
                for (weight, values) in weights.iter().zip(pixels) {
                    add(place, *weight, values);
                }
            }
        }
    }
}

fn add(place: &mut [f64], weight: f64, values: &[f64]) {
    for (sum, value) in place.iter_mut().zip(values) {
        *sum += weight * value;
    }
}

/// The input places around `place`, mirrored into the input, and their weights.
fn taps(place: f64, input: usize, order: u8) -> [(usize, f64); 2] {
    let last = input.saturating_sub(1) as f64;
    let place = if last == 0.0 { 0.0 } else { place.abs() };
    if order == 0 {
        return [
            (mirror((place + 0.5).floor() as isize, input), 1.0),
            (0, 0.0),
        ];
    }
    let fraction = place - place.floor();
    let left = place.floor() as isize;
    [
        (mirror(left, input), 1.0 - fraction),
        (mirror(left + 1, input), fraction),
    ]
}

/// Adds each tap, smoothed by the kernel, to `dense`, and returns the first and
/// the last place that it touched.
fn spread(taps: &[(usize, f64)], kernel: &[f64], dense: &mut [f64]) -> (usize, usize) {
    let (mut first, mut last) = (usize::MAX, 0);
    let radius = (kernel.len() / 2) as isize;
    for &(tap, weight) in taps.iter().filter(|(_, weight)| *weight > 0.0) {
        for (offset, smooth) in (-radius..).zip(kernel) {
            let place = mirror(tap as isize + offset, dense.len());
            (first, last) = (first.min(place), last.max(place));
            if let Some(sum) = dense.get_mut(place) {
                *sum += weight * smooth;
            }
        }
    }
    (first, last)
}

/// scipy's `mirror`: reflected about the centre of the last pixel,
/// `d c b | a b c d | c b a`.
fn mirror(place: isize, length: usize) -> usize {
    let last = length.saturating_sub(1) as isize;
    if last == 0 {
        return 0;
    }
    let place = place.rem_euclid(2 * last);
    place.min(2 * last - place) as usize
}

/// The weights of scipy's `gaussian_filter1d`, cut at 4 σ; [1] without σ.
fn gaussian(sigma: f64) -> Vec<f64> {
    let radius = (4.0 * sigma.max(0.0) + 0.5) as i64;
    if radius == 0 {
        return vec![1.0];
    }
    let weight = |x: i64| (-0.5 / (sigma * sigma) * (x * x) as f64).exp();
    let weights: Vec<f64> = (-radius..=radius).map(weight).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / sum).collect()
}
