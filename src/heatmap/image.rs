//! The image.

use super::PngError;

/// An RGB image: height × width pixels of red, green and blue in 0-1, row by
/// row from the top (HWC).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    height: usize,
    width: usize,
    pixels: Vec<f32>,
}

impl Image {
    /// The height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Red, green and blue of each pixel, row by row.
    pub fn pixels(&self) -> &[f32] {
        &self.pixels
    }

    /// Becomes this image, in the memory that it has.
    pub(super) fn set(&mut self, height: usize, width: usize, pixels: &[f64]) {
        self.height = height;
        self.width = width;
        self.pixels.clear();
        self.pixels.extend(pixels.iter().map(|&v| v as f32));
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
        self.height = height;
        self.width = width;
        self.pixels.clear();
        self.pixels.extend(bytes.iter().map(|&b| of_byte(b)));
        Ok(())
    }

    /// Rounds each value to one that a byte can say, as [`Image::to_rgb8`] does:
    /// what a PNG of the image would give back.
    pub fn round_to_bytes(&mut self) {
        for value in &mut self.pixels {
            *value = of_byte(to_byte(f64::from(*value)));
        }
    }

    /// Writes all red, then all green, then all blue values (CHW, the network's
    /// order): `out` is one image of a batch N×3×height×width. What has no room
    /// is left out.
    pub fn write_chw(&self, out: &mut [f32]) {
        let planes = out.chunks_mut((self.height * self.width).max(1));
        for (channel, plane) in planes.take(3).enumerate() {
            let values = self.pixels.iter().skip(channel).step_by(3);
            for (place, &value) in plane.iter_mut().zip(values) {
                *place = value;
            }
        }
    }

    /// Each value as a byte, rounded to the nearest of 0-255, ties to even, as
    /// scikit-image's `img_as_ubyte`.
    pub fn to_rgb8(&self) -> Vec<u8> {
        self.bytes().collect()
    }

    /// The same, one after another.
    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        self.pixels.iter().map(|&v| to_byte(f64::from(v)))
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
    use super::*;

    fn image() -> Image {
        let mut image = Image::default();
        image.set(1, 2, &[0.0, 0.25, 0.5, 1.0, 0.75, 0.125]);
        image
    }

    #[test]
    fn chw_is_plane_by_plane() {
        let mut out = [9.0; 6];
        image().write_chw(&mut out);
        assert_eq!(out, [0.0, 1.0, 0.25, 0.75, 0.5, 0.125]);
    }

    #[test]
    fn chw_of_another_size_is_no_crash() {
        let mut out = [9.0; 8];
        image().write_chw(&mut out[..4]);
        image().write_chw(&mut out);
        assert_eq!(out[6..], [9.0; 2]);
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
        assert_eq!(rounded.pixels()[1], 64.0 / 255.0);
        assert_eq!(rounded.to_rgb8(), image().to_rgb8());
    }

    #[test]
    fn bytes_must_be_as_many_as_the_sides_say() {
        let mut image = image();
        for (height, width) in [(1, 1), (2, 2), (usize::MAX, 3)] {
            assert!(image.set_rgb8(height, width, &[0; 6]).is_err());
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
