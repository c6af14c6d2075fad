//! Images out of PNGs.

use std::io::Cursor;

use image::{ColorType, ImageDecoder, Limits, codecs::png::PngDecoder};

use super::PngError;
use crate::heatmap::Image;

/// As recipes have it: a damaged PNG must not ask for all the memory.
const MAX_SIDE: u32 = 4096;

/// Reads an 8-bit RGB PNG into `image`.
///
/// # Errors
///
/// The bytes are no PNG, or not one of this kind. `image` is then as it was.
pub fn decode_png(png: &[u8], image: &mut Image) -> Result<(), PngError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    let decoder = PngDecoder::with_limits(Cursor::new(png), limits).map_err(PngError::Decode)?;
    if decoder.color_type() != ColorType::Rgb8 {
        return Err(PngError::Colours);
    }
    let (width, height) = decoder.dimensions();
    let mut bytes = vec![0; width as usize * height as usize * 3];
    decoder.read_image(&mut bytes).map_err(PngError::Decode)?;
    image.set_rgb8(height as usize, width as usize, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::encode_png;

    fn image() -> Image {
        let mut image = Image::default();
        image.set_rgb8(1, 2, &[255, 0, 0, 7, 8, 9]).unwrap();
        image
    }

    #[test]
    fn damage_is_an_error_or_leaves_the_pixels() {
        let png = encode_png(&image()).unwrap();
        let mut refused = 0;
        for at in 0..png.len() {
            let mut damaged = png.clone();
            damaged[at] ^= 0x10;
            let mut read = image();
            refused += u32::from(decode_png(&damaged, &mut read).is_err());
            assert_eq!(read, image(), "byte {at}");
            let _refused_or_whole = decode_png(&png[..at], &mut read);
            assert_eq!(read, image(), "{at} bytes");
        }
        assert!(refused > 30, "only {refused}");
    }

    #[test]
    fn other_kinds_of_png_are_refused() {
        let mut grey = Cursor::new(Vec::new());
        let image = image::GrayImage::new(2, 2);
        image.write_to(&mut grey, image::ImageFormat::Png).unwrap();
        let error = decode_png(grey.get_ref(), &mut Image::default()).unwrap_err();
        assert!(matches!(error, PngError::Colours));
        let error = decode_png(b"", &mut Image::default()).unwrap_err();
        assert!(matches!(error, PngError::Decode(_)));
    }
}
