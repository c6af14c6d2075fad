//! A page as PNG.

use std::io::Write;

use image::{ExtendedColorType, ImageEncoder, ImageError, codecs::png::PngEncoder};
use plotters::backend::BitMapBackend;

use super::{
    canvas::Units,
    error::FigureError,
    font::LINE,
    page::{Drawing, Page},
    picture::Picture,
};

const UNITS: Units = Units {
    scale: 2,
    size: LINE,
    // Half of the size that plotters is given.
    baseline: LINE / 2.0,
};
const CHANNELS: usize = 3;

impl<D: Drawing> Page<D> {
    /// Writes it as PNG of 8-bit RGB, two pixels for each of the page, so that text is crisp.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write_png(&self, writer: impl Write) -> Result<(), FigureError> {
        let (width, height) = self.pixels(UNITS.scale);
        let mut pixels = vec![0; width as usize * height as usize * CHANNELS];
        let backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
        for picture in self.draw(backend, UNITS)? {
            put(&picture, &mut pixels, width as usize);
        }
        PngEncoder::new(writer)
            .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
            .map_err(|error| match error {
                ImageError::IoError(error) => FigureError::Io(error),
                error => FigureError::Encode(error),
            })
    }
}

/// Copies an image, each of its pixels as often as it is enlarged; what lies outside is left out.
fn put(picture: &Picture<'_>, pixels: &mut [u8], width: usize) {
    let (image, at) = (picture.image, picture.at);
    let bytes = image.to_rgb8();
    let [left, top, across, down] =
        [at.x, at.y, at.width, at.height].map(|side| (side * UNITS.scale).max(0) as usize);
    let source = bytes.chunks_exact((image.width() * CHANNELS).max(1));
    let rows = pixels.chunks_exact_mut(width * CHANNELS).skip(top);
    for (y, row) in rows.take(down).enumerate() {
        let Some(from) = source.clone().nth(y * image.height() / down) else {
            continue;
        };
        for (x, pixel) in row
            .chunks_exact_mut(CHANNELS)
            .skip(left)
            .take(across)
            .enumerate()
        {
            let start = x * image.width() / across * CHANNELS;
            pixel.copy_from_slice(&from[start..start + CHANNELS]);
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::{
        figure::{area::Area, fixture::Marks, text::Text},
        heatmap::{Fill, Recipe, render_mean},
    };

    fn decoded(marks: Marks, size: (i32, i32)) -> image::RgbImage {
        let mut bytes = Vec::new();
        let page = Page::new(size, "", marks).unwrap();
        page.write_png(&mut bytes).unwrap();
        image::load_from_memory(&bytes).unwrap().into_rgb8()
    }

    #[test]
    fn shapes_lie_where_they_were_drawn_at_twice_the_size() {
        let area = Area {
            x: 2,
            y: 1,
            width: 3,
            height: 2,
        };
        let marks = Marks {
            filled: vec![(area, [255, 0, 0])],
            ..Marks::default()
        };
        let png = decoded(marks, (10, 5));
        assert_eq!(png.dimensions(), (20, 10));
        for (x, y, pixel) in png.enumerate_pixels() {
            let inside = (4..10).contains(&x) && (2..6).contains(&y);
            assert_eq!(pixel.0 == [255, 0, 0], inside, "{x} {y}");
        }
    }

    #[test]
    fn text_stands_on_its_baseline_and_upright_text_beside_it() {
        let drawn = |text| decoded(Marks::text(text), (60, 60));
        let dark = |png: &image::RgbImage| -> Vec<(u32, u32)> {
            let pixels = png.enumerate_pixels().filter(|(_, _, p)| p.0[0] < 128);
            pixels.map(|(x, y, _)| (x / 2, y / 2)).collect()
        };
        let upper = dark(&drawn(Text::new("H", (20, 40), 20.0)));
        let (top, bottom) = (
            upper.iter().map(|p| p.1).min(),
            upper.iter().map(|p| p.1).max(),
        );
        // A capital of DejaVu is 0.73 em high.
        assert!(top.unwrap().abs_diff(25) <= 1 && bottom.unwrap().abs_diff(39) <= 1);
        let side = dark(&drawn(Text::new("H", (40, 40), 20.0).upright()));
        let (left, right) = (
            side.iter().map(|p| p.0).min(),
            side.iter().map(|p| p.0).max(),
        );
        assert!(left.unwrap().abs_diff(25) <= 1 && right.unwrap().abs_diff(39) <= 1);
        assert!(side.iter().all(|p| p.1 <= 40));
    }

    #[test]
    fn an_image_is_enlarged_without_smoothing() {
        let recipe = Recipe {
            fill: Fill::Mean,
            height: 2,
            width: 2,
            ..Recipe::default()
        };
        let means = array![[0.0, 9.0], [9.0, 0.0]];
        let image = render_mean(&recipe, means.view(), &[1.0, 2.0], 1.0).unwrap();
        let bytes = image.to_rgb8();
        let marks = Marks {
            images: vec![(image, (4, 5), 10)],
            ..Marks::default()
        };
        let png = decoded(marks, (20, 20));
        for (x, y, pixel) in png.enumerate_pixels() {
            let (inside_x, inside_y) = ((8..28).contains(&x), (10..30).contains(&y));
            let expected = match inside_x && inside_y {
                true => &bytes[((y as usize - 10) / 10 * 2 + (x as usize - 8) / 10) * 3..][..3],
                false => &[255; 3],
            };
            assert_eq!(pixel.0, expected, "{x} {y}");
        }
    }

    #[test]
    fn a_full_writer_is_an_error() {
        let page = Page::new((9, 9), "", Marks::default()).unwrap();
        let error = page.write_png(&mut [0_u8; 20][..]).unwrap_err();
        assert!(matches!(error, FigureError::Io(_)), "{error:?}");
    }
}
