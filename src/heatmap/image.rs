//! The image.

use ndarray::{Array3, ArrayView3, ArrayViewMut3};

use super::{
    PngError,
    memory::{refill, reset},
};

/// An RGB image: height × width pixels of red, green and blue in 0-1, rows from the top (H×W×3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    pixels: Array3<f32>,
}

impl Image {
    /// The height in pixels.
    pub fn height(&self) -> usize {
        self.pixels.dim().0
    }

    /// The width in pixels.
    pub fn width(&self) -> usize {
        self.pixels.dim().1
    }

    /// The pixels: height × width × red, green and blue.
    pub fn view(&self) -> ArrayView3<'_, f32> {
        self.pixels.view()
    }

    /// Becomes this image, in the memory that it has.
    pub(super) fn set(&mut self, pixels: &Array3<f64>) {
        reset(&mut self.pixels, pixels.dim(), 0.0);
        self.pixels
            .zip_mut_with(pixels, |to, &from| *to = from as f32);
    }

    /// Becomes an image of bytes, in the memory that it has: each byte / 255.
    ///
    /// # Errors
    ///
    /// There are not `height` × `width` × 3 bytes. The image is then as it was.
    pub fn set_rgb8(&mut self, height: usize, width: usize, bytes: &[u8]) -> Result<(), PngError> {
        let len = height.checked_mul(width).and_then(|n| n.checked_mul(3));
        if len != Some(bytes.len()) {
            return Err(PngError::Size(height, width));
        }
        let values = bytes.iter().map(|&b| of_byte(b));
        refill(&mut self.pixels, (height, width, 3), values);
        Ok(())
    }

    /// Rounds each value to one that a byte can say, as [`Image::to_rgb8`] does:
    /// what a PNG of the image would give back.
    pub fn round_to_bytes(&mut self) {
        let rounded = |value| of_byte(to_byte(f64::from(value)));
        self.pixels.mapv_inplace(rounded);
    }

    /// Writes all red, then all green, then all blue values (CHW, the network's order): `out` is one
    /// image of a batch N×3×height×width.
    ///
    /// # Panics
    ///
    /// If `out` is not 3×height×width.
    pub fn write_chw(&self, mut out: ArrayViewMut3<'_, f32>) {
        out.assign(&self.view().permuted_axes([2, 0, 1]));
    }

    /// Each value as a byte, rounded to the nearest of 0-255, ties to even, as
    /// scikit-image's `img_as_ubyte`.
    pub fn to_rgb8(&self) -> Vec<u8> {
        self.bytes().collect()
    }

    /// The same, one after another.
    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        let values = self.pixels.as_slice().unwrap_or_default();
        values.iter().map(|&v| to_byte(f64::from(v)))
    }
}

/// A value in 0-1 as a byte.
pub(super) fn to_byte(value: f64) -> u8 {
    // The cast saturates.
    (value * 255.0).round_ties_even() as u8
}

/// A byte as a value in 0-1.
fn of_byte(byte: u8) -> f32 {
    f32::from(byte) / 255.0
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    fn image() -> Image {
        let mut image = Image::default();
        image.set(&array![[[0.0, 0.25, 0.5], [1.0, 0.75, 0.125]]]);
        image
    }

    #[test]
    fn chw_is_plane_by_plane() {
        let mut out = Array3::from_elem((3, 1, 2), 9.0);
        image().write_chw(out.view_mut());
        assert_eq!(out, array![[[0.0, 1.0]], [[0.25, 0.75]], [[0.5, 0.125]]]);
    }

    #[test]
    fn bytes_are_rounded() {
        assert_eq!(image().to_rgb8(), [0, 64, 128, 255, 191, 32]);
    }

    #[test]
    fn a_rounded_image_is_that_of_its_bytes() {
        let (mut rounded, mut again) = (image(), Image::default());
        rounded.round_to_bytes();
        again.set_rgb8(1, 2, &image().to_rgb8()).unwrap();
        assert_eq!(rounded, again);
        assert_eq!(rounded.view()[[0, 0, 1]], 64.0 / 255.0);
        assert_eq!(rounded.to_rgb8(), image().to_rgb8());
    }

    #[test]
    fn bytes_must_be_as_many_as_the_sides_say() {
        let mut image = image();
        for (height, width) in [(1, 1), (2, 2), (usize::MAX, 3)] {
            let error = image.set_rgb8(height, width, &[0; 6]).unwrap_err();
            assert!(matches!(error, PngError::Size(h, w) if (h, w) == (height, width)));
        }
        assert_eq!(image.height(), 1);
    }

    #[test]
    fn bytes_of_values_outside_saturate() {
        assert_eq!(
            [to_byte(-0.1), to_byte(1.1), to_byte(f64::NAN)],
            [0, 255, 0]
        );
    }
}
