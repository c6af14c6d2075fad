//! Heatmaps in small, all of a condition in one picture: 5,000 of their own would make a page slow.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::heatmap::{Image, PngEncoder, PngError};

/// So many stand side by side.
const ACROSS: usize = 64;

/// The heatmaps of a condition, one after the other.
#[derive(Debug, Default)]
pub(super) struct Tiles {
    /// Height and width of each, in pixels.
    size: [usize; 2],
    bytes: Vec<Vec<u8>>,
}

/// One picture of them all.
#[derive(Debug)]
pub(super) struct Sheet {
    /// As base64 of PNG.
    pub(super) png: String,
    across: usize,
    down: usize,
}

impl Tiles {
    /// Adds one, and gives its number. All are of one size.
    pub(super) fn push(&mut self, image: &Image) -> usize {
        self.size = [image.height(), image.width()];
        self.bytes.push(image.to_rgb8());
        self.bytes.len() - 1
    }

    /// `None` without any.
    pub(super) fn sheet(&self, encoder: &mut PngEncoder) -> Result<Option<Sheet>, PngError> {
        let across = self.bytes.len().min(ACROSS);
        if across == 0 {
            return Ok(None);
        }
        let down = self.bytes.len().div_ceil(across);
        let [height, width] = self.size;
        let stride = across * width * 3;
        let mut pixels = vec![0; stride * down * height];
        for (number, tile) in self.bytes.iter().enumerate() {
            let (row, column) = (number / across, number % across);
            for (line, bytes) in tile.chunks(width * 3).enumerate() {
                let at = (row * height + line) * stride + column * width * 3;
                pixels[at..at + bytes.len()].copy_from_slice(bytes);
            }
        }
        let mut image = Image::default();
        image.set_rgb8(down * height, across * width, &pixels)?;
        let png = STANDARD.encode(encoder.encode(&image)?);
        Ok(Some(Sheet { png, across, down }))
    }
}

impl Sheet {
    /// CSS's `background-size`, of an element with one of them.
    pub(super) fn size(&self) -> String {
        format!("{}% {}%", self.across * 100, self.down * 100)
    }

    /// CSS's `background-position` of one of them.
    pub(super) fn position(&self, number: usize) -> String {
        let place = |place: usize, count: usize| match count {
            0 | 1 => 0.0,
            _ => place as f64 / (count - 1) as f64 * 100.0,
        };
        let [x, y] = [
            place(number % self.across, self.across),
            place(number / self.across, self.down),
        ];
        format!("{x:.4}% {y:.4}%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::decode_png;

    #[test]
    fn each_tile_stands_in_its_place() {
        let mut tiles = Tiles::default();
        assert!(tiles.sheet(&mut PngEncoder::default()).unwrap().is_none());
        for number in 0..70_u8 {
            let mut image = Image::default();
            image.set_rgb8(2, 1, &[number, 0, 0, number, 1, 1]).unwrap();
            assert_eq!(tiles.push(&image), usize::from(number));
        }
        let sheet = tiles.sheet(&mut PngEncoder::default()).unwrap().unwrap();
        let mut image = Image::default();
        decode_png(&STANDARD.decode(&sheet.png).unwrap(), &mut image).unwrap();
        assert_eq!((image.height(), image.width()), (4, 64));
        let bytes = image.to_rgb8();
        // The 66th is the third of the second row.
        assert_eq!(bytes[(2 * 64 + 2) * 3..][..3], [66, 0, 0]);
        assert_eq!(bytes[(3 * 64 + 2) * 3..][..3], [66, 1, 1]);
        assert_eq!(sheet.size(), "6400% 200%");
        assert_eq!(sheet.position(66), "3.1746% 100.0000%");
        assert_eq!(sheet.position(0), "0.0000% 0.0000%");
    }
}
