//! A canvas as PNG.

use std::io::Write;

use image::{ExtendedColorType, ImageEncoder, ImageError, codecs::png::PngEncoder};
use plotters::{backend::BitMapBackend, drawing::IntoDrawingArea};

use super::{
    canvas::Canvas,
    draw::{Units, draw},
    error::FigureError,
    font::LINE,
    picture::Picture,
};

const UNITS: Units = Units {
    scale: 2,
    size: LINE,
    // Half of the size that plotters is given.
    baseline: LINE / 2.0,
};
const CHANNELS: usize = 3;

pub(super) fn write(canvas: &Canvas<'_>, writer: impl Write) -> Result<(), FigureError> {
    let (width, height) = size(canvas);
    let pixels = pixels(canvas)?;
    PngEncoder::new(writer)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| match error {
            ImageError::IoError(error) => FigureError::Io(error),
            error => FigureError::Encode(error),
        })
}

fn size(canvas: &Canvas<'_>) -> (u32, u32) {
    let scaled = |side: i32| side.unsigned_abs() * UNITS.scale.unsigned_abs();
    (scaled(canvas.width), scaled(canvas.height))
}

/// All pixels, red, green and blue, row by row.
fn pixels(canvas: &Canvas<'_>) -> Result<Vec<u8>, FigureError> {
    let (width, height) = size(canvas);
    let mut pixels = vec![0; width as usize * height as usize * CHANNELS];
    {
        let backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
        draw(canvas, &backend.into_drawing_area(), &UNITS)?;
    }
    for picture in &canvas.pictures {
        put(picture, &mut pixels, width as usize);
    }
    Ok(pixels)
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
    use crate::figure::canvas::{Area, Text};
    use crate::heatmap::{Fill, Recipe, render_mean};

    fn decoded(canvas: &Canvas<'_>) -> image::RgbImage {
        let mut bytes = Vec::new();
        canvas.write_png(&mut bytes).unwrap();
        image::load_from_memory(&bytes).unwrap().into_rgb8()
    }

    #[test]
    fn shapes_lie_where_they_were_drawn_at_twice_the_size() {
        let mut canvas = Canvas::new(10, 5, "").unwrap();
        let area = Area {
            x: 2,
            y: 1,
            width: 3,
            height: 2,
        };
        canvas.fill(area, [255, 0, 0]);
        let png = decoded(&canvas);
        assert_eq!(png.dimensions(), (20, 10));
        for (x, y, pixel) in png.enumerate_pixels() {
            let inside = (4..10).contains(&x) && (2..6).contains(&y);
            assert_eq!(pixel.0 == [255, 0, 0], inside, "{x} {y}");
        }
    }

    #[test]
    fn text_stands_on_its_baseline_and_upright_text_beside_it() {
        let mut canvas = Canvas::new(60, 60, "").unwrap();
        canvas.text(Text::new("H", (20, 40), 20.0));
        let dark = |png: &image::RgbImage| -> Vec<(u32, u32)> {
            let pixels = png.enumerate_pixels().filter(|(_, _, p)| p.0[0] < 128);
            pixels.map(|(x, y, _)| (x / 2, y / 2)).collect()
        };
        let upper = dark(&decoded(&canvas));
        let (top, bottom) = (
            upper.iter().map(|p| p.1).min(),
            upper.iter().map(|p| p.1).max(),
        );
        // A capital of DejaVu is 0.73 em high.
        assert!(top.unwrap().abs_diff(25) <= 1 && bottom.unwrap().abs_diff(39) <= 1);
        let mut canvas = Canvas::new(60, 60, "").unwrap();
        canvas.text(Text::new("H", (40, 40), 20.0).upright());
        let side = dark(&decoded(&canvas));
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
        let mut canvas = Canvas::new(20, 20, "").unwrap();
        canvas.picture(Picture::new(&image, (4, 5), 10));
        let (png, bytes) = (decoded(&canvas), image.to_rgb8());
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
        let error = Canvas::new(9, 9, "")
            .unwrap()
            .write_png(&mut [0_u8; 20][..])
            .unwrap_err();
        assert!(matches!(error, FigureError::Io(_)), "{error:?}");
    }
}
