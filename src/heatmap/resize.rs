//! Resizing by separable interpolation.

mod axis;
mod spread;

use ndarray::{Array3, ArrayView3};

use self::axis::Axis;
pub(super) use self::spread::{Spread, Sum};
use super::{memory::reset, recipe::Recipe};

/// Resizes images to one size, as scikit-image 0.20's
/// `resize(image, (height, width), order=order, mode='reflect', anti_aliasing=…)`:
/// along an axis that shrinks by a factor f a Gaussian of σ = (f - 1) / 2, then
/// `scipy.ndimage.zoom(…, grid_mode=True, mode='mirror')`, then clipping to the
/// input's range.
///
/// Both steps are linear, so that each output pixel is one weighted sum along
/// rows and one along columns; the weights are kept from image to image.
#[derive(Debug)]
pub struct Resizer {
    height: usize,
    width: usize,
    order: u8,
    anti_aliasing: bool,
    down: Axis,
    across: Axis,
    half: Array3<f64>,
    /// `down` by input place, where columns are given pixel by pixel.
    spread: Spread,
    sums: Vec<Sum>,
}

/// The channels of an image that is given column by column.
const RGB: usize = 3;

impl Resizer {
    /// A resizer to the recipe's size.
    pub fn new(recipe: &Recipe) -> Self {
        Self {
            height: recipe.height as usize,
            width: recipe.width as usize,
            order: recipe.order,
            anti_aliasing: recipe.anti_aliasing,
            down: Axis::default(),
            across: Axis::default(),
            half: Array3::default((0, 0, 0)),
            spread: Spread::default(),
            sums: Vec::new(),
        }
    }

    /// Resizes an image of rows × columns × channels into `out`, which becomes
    /// height × width × channels. The image has at least one pixel.
    pub fn resize(&mut self, image: ArrayView3<'_, f64>, out: &mut Array3<f64>) {
        let (rows, columns, _) = image.dim();
        self.prepare(rows, columns);
        // The shorter way round: less to do on the smaller image between.
        if rows > self.height {
            self.down.down(image, &mut self.half);
            self.across.across(self.half.view(), out);
        } else {
            self.across.across(image, &mut self.half);
            self.down.down(self.half.view(), out);
        }
        let low = image.iter().copied().fold(f64::INFINITY, f64::min);
        let high = image.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        clip((low, high), out);
    }

    /// Begins an RGB image of `rows` × `columns` pixels that comes column by column.
    pub(super) fn begin(&mut self, rows: usize, columns: usize) {
        self.prepare(rows, columns);
        if !self.spread.is(rows, self.height) {
            self.spread = Spread::new(&self.down, rows);
        }
        reset(&mut self.half, (self.height, columns, RGB), 0.0);
    }

    /// Takes a column of one colour, to which `draw` adds what differs from it.
    pub(super) fn column(
        &mut self,
        column: usize,
        colour: &[f64; RGB],
        draw: impl FnOnce(&Spread, &mut [Sum]),
    ) {
        self.sums.clear();
        self.sums.resize(self.height, Sum::default());
        draw(&self.spread, &mut self.sums);
        let row = (self.half.len() / self.height.max(1)).max(1);
        let half = self.half.as_slice_mut().unwrap_or_default();
        let rows = half.chunks_exact_mut(row);
        for ((row, sum), total) in rows.zip(&self.sums).zip(self.spread.totals()) {
            let pixel = row.iter_mut().skip(column * RGB);
            for ((value, sum), colour) in pixel.zip(sum).zip(colour) {
                *value = total * colour + sum;
            }
        }
    }

    /// Ends the image: `out` becomes height × width × 3, as [`Resizer::resize`] gives it, without
    /// leaving the range of the image's values.
    pub(super) fn finish(&mut self, range: (f64, f64), out: &mut Array3<f64>) {
        self.across.across(self.half.view(), out);
        clip(range, out);
    }

    fn prepare(&mut self, rows: usize, columns: usize) {
        let (order, smooth) = (self.order, self.anti_aliasing);
        if !self.down.is(rows, self.height) {
            self.down = Axis::new(rows, self.height, order, smooth);
        }
        if !self.across.is(columns, self.width) {
            self.across = Axis::new(columns, self.width, order, smooth);
        }
    }
}

/// Takes rounding errors out: no value leaves the input's range.
fn clip((low, high): (f64, f64), out: &mut Array3<f64>) {
    out.mapv_inplace(|value| value.min(high).max(low));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resized(image: &Array3<f64>, size: (u32, u32), order: u8) -> Array3<f64> {
        let recipe = Recipe {
            height: size.0,
            width: size.1,
            order,
            ..Recipe::default()
        };
        let mut out = Array3::default((0, 0, 0));
        Resizer::new(&recipe).resize(image.view(), &mut out);
        out
    }

    #[test]
    fn one_colour_stays_one_colour_to_the_last_bit() {
        let out = resized(&Array3::from_elem((20, 20, 1), 0.3), (7, 50), 1);
        assert_eq!(out, Array3::from_elem((7, 50, 1), 0.3));
    }

    #[test]
    fn one_resizer_serves_images_of_several_sizes() {
        let mut resizer = Resizer::new(&Recipe::default());
        let mut out = Array3::default((0, 0, 0));
        for (rows, columns) in [(7, 16), (300, 16), (8, 10)] {
            let image = Array3::from_elem((rows, columns, 3), 0.5);
            resizer.resize(image.view(), &mut out);
            assert_eq!(out, Array3::from_elem((100, 50, 3), 0.5));
        }
    }
}
