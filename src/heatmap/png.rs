//! Images as PNG.

mod decode;
mod encoder;

use std::io::{self, Write};

use image::{ExtendedColorType, ImageEncoder, ImageError, codecs::png};
use thiserror::Error;

pub use self::{
    decode::decode_png,
    encoder::{PngEncoder, encode_png},
};
use super::Image;

/// Pixels become squares of at most this side.
const MAX_SCALE: u32 = 64;

/// Why a PNG cannot be written or read.
#[derive(Debug, Error)]
pub enum PngError {
    /// The scale is out of range.
    #[error("PNG scale {0}: it must be from 1 to 64")]
    Scale(u32),
    /// The writer failed.
    #[error("cannot write the PNG")]
    Io(#[source] io::Error),
    /// The image cannot be encoded.
    #[error("cannot encode the PNG")]
    Encode(#[source] ImageError),
    /// There are no pixels, too many, or not so many as the sides say.
    #[error("an image of {0} by {1} pixels is no PNG")]
    Size(usize, usize),
    /// The bytes are not a PNG.
    #[error("cannot decode the PNG")]
    Decode(#[source] ImageError),
    /// The PNG is not of the kind that is written.
    #[error("the PNG is not 8-bit RGB")]
    Colours,
}

/// Writes an image as 8-bit RGB PNG, each pixel as a square of `scale` × `scale`.
///
/// # Errors
///
/// `scale` is not in 1-64, the image has no pixels, or the writer fails.
pub fn write_png(image: &Image, scale: u32, writer: impl Write) -> Result<(), PngError> {
    if !(1..=MAX_SCALE).contains(&scale) {
        return Err(PngError::Scale(scale));
    }
    // Sides are at most 4096, as recipes say, so that these cannot overflow.
    let (width, height) = (image.width() as u32 * scale, image.height() as u32 * scale);
    png::PngEncoder::new(writer)
        .write_image(
            &enlarged(image, scale as usize),
            width,
            height,
            ExtendedColorType::Rgb8,
        )
        .map_err(|error| match error {
            ImageError::IoError(error) => PngError::Io(error),
            error => PngError::Encode(error),
        })
}

/// Every pixel repeated across, every row repeated down.
fn enlarged(image: &Image, scale: usize) -> Vec<u8> {
    let bytes = image.to_rgb8();
    let mut out = Vec::with_capacity(bytes.len() * scale * scale);
    for row in bytes.chunks_exact((image.width() * 3).max(1)) {
        let wide: Vec<u8> = row
            .chunks_exact(3)
            .flat_map(|pixel| pixel.repeat(scale))
            .collect();
        for _ in 0..scale {
            out.extend_from_slice(&wide);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image() -> Image {
        let mut image = Image::default();
        image.set_rgb8(1, 2, &[255, 0, 0, 0, 0, 255]).unwrap();
        image
    }

    fn decoded(scale: u32) -> image::RgbImage {
        let mut bytes = Vec::new();
        write_png(&image(), scale, &mut bytes).unwrap();
        image::load_from_memory(&bytes).unwrap().into_rgb8()
    }

    #[test]
    fn scaled_pixels_are_squares() {
        let png = decoded(3);
        assert_eq!(png.dimensions(), (6, 3));
        for (x, _, pixel) in png.enumerate_pixels() {
            let expected = if x < 3 { [255, 0, 0] } else { [0, 0, 255] };
            assert_eq!(pixel.0, expected);
        }
    }

    #[test]
    fn scale_has_a_range() {
        for scale in [0, 65, u32::MAX] {
            let error = write_png(&image(), scale, Vec::new()).unwrap_err();
            assert!(matches!(error, PngError::Scale(_)));
        }
    }

    #[test]
    fn a_full_writer_is_an_error_with_its_source() {
        let error = write_png(&image(), 1, &mut [0_u8; 20][..]).unwrap_err();
        let source = std::error::Error::source(&error).unwrap();
        assert!(matches!(error, PngError::Io(_)), "{source}");
    }

    #[test]
    fn no_pixels_is_an_error() {
        let error = write_png(&Image::default(), 1, Vec::new()).unwrap_err();
        assert!(matches!(error, PngError::Io(_)), "{error}");
    }
}
