//! Images on a terminal.

use std::fmt::Write;

use ndarray::{Array3, ArrayView1, ArrayView2, Axis, s};

use super::{Image, image::to_byte, recipe::Recipe, resize::Resizer};

/// No terminal is wider.
const MAX_COLUMNS: usize = 1000;

/// An image `columns` characters wide, in 24-bit colour: each `▀` is two pixels,
/// one above the other, so that pixels are about square. Whether the terminal
/// shows colours is for the caller to know. Without columns or pixels: empty.
pub fn preview(image: &Image, columns: usize) -> String {
    let columns = columns.min(MAX_COLUMNS);
    if columns == 0 || image.height() == 0 || image.width() == 0 {
        return String::new();
    }
    let lines = (columns * image.height()).div_ceil(2 * image.width());
    let pixels = shrunk(image, lines.min(MAX_COLUMNS) * 2, columns);
    let mut text = String::new();
    for pair in pixels.axis_chunks_iter(Axis(0), 2) {
        line(
            pair.slice(s![0, .., ..]),
            pair.slice(s![1, .., ..]),
            &mut text,
        );
    }
    text
}

/// The image at another size.
fn shrunk(image: &Image, height: usize, width: usize) -> Array3<f64> {
    let size = Recipe {
        height: height as u32,
        width: width as u32,
        ..Recipe::default()
    };
    let mut out = Array3::default((0, 0, 0));
    Resizer::new(&size).resize(image.view().mapv(f64::from).view(), &mut out);
    out
}

/// Two rows of pixels as one line: the upper is the text's colour, the lower
/// the background's.
fn line(upper: ArrayView2<'_, f64>, lower: ArrayView2<'_, f64>, text: &mut String) {
    for (top, bottom) in upper.rows().into_iter().zip(lower.rows()) {
        colour(38, top, text);
        colour(48, bottom, text);
        text.push('▀');
    }
    text.push_str("\x1b[0m\n");
}

fn colour(ground: u8, pixel: ArrayView1<'_, f64>, text: &mut String) {
    let _always_ok = write!(text, "\x1b[{ground};2");
    for &value in pixel {
        let _always_ok = write!(text, ";{}", to_byte(value));
    }
    text.push('m');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(height: usize, width: usize) -> Image {
        let mut image = Image::default();
        let red = [255, 0, 0].repeat(width * height / 2);
        let blue = [0, 0, 255].repeat(width * height - width * height / 2);
        image
            .set_rgb8(height, width, &[red, blue].concat())
            .unwrap();
        image
    }

    #[test]
    fn two_pixels_are_one_character() {
        let expected = "\x1b[38;2;255;0;0m\x1b[48;2;0;0;255m▀\x1b[0m\n";
        assert_eq!(preview(&image(2, 1), 1), expected);
    }

    #[test]
    fn width_is_as_asked_and_height_keeps_the_shape() {
        let text = preview(&image(100, 50), 25);
        assert_eq!(text.lines().count(), 25);
        assert!(text.lines().all(|line| line.matches('▀').count() == 25));
    }

    #[test]
    fn nothing_to_show_is_empty() {
        assert_eq!(preview(&image(2, 1), 0), "");
        assert_eq!(preview(&Image::default(), 10), "");
    }
}
