//! Images within a figure, every pixel a square.

use super::area::Area;
use crate::heatmap::Image;

/// Nothing in a figure is larger, whatever size a recipe gives images.
const MOST: usize = 400;

/// An image and where it lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picture<'a> {
    pub(super) at: Area,
    pub(super) image: &'a Image,
}

impl<'a> Picture<'a> {
    pub(super) fn new(image: &'a Image, (x, y): (i32, i32), height: i32) -> Self {
        let (width, height) = size(image.height(), image.width(), height);
        let at = Area {
            x,
            y,
            width,
            height,
        };
        Self { at, image }
    }
}

/// Width and height of an image that is enlarged by a whole number to about `height`, or reduced
/// where it is larger than any.
pub(super) fn size(rows: usize, columns: usize, height: i32) -> (i32, i32) {
    let (rows, columns, wanted) = (rows.max(1), columns.max(1), height.max(1) as usize);
    let factor = (wanted / rows).max(1).min((MOST / columns).max(1));
    let longest = (rows * factor).max(columns * factor);
    let reduced = |side: usize| (side * factor * MOST.min(longest) / longest).max(1) as i32;
    (reduced(columns), reduced(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_become_squares_of_whole_sides() {
        assert_eq!(size(100, 50, 200), (100, 200));
        assert_eq!(size(100, 50, 100), (50, 100));
        assert_eq!(size(100, 50, 299), (100, 200));
        assert_eq!(size(224, 224, 200), (224, 224));
    }

    #[test]
    fn large_and_odd_images_keep_their_shape_and_have_a_side() {
        assert_eq!(size(4096, 2048, 200), (200, 400));
        assert_eq!(size(1, 4096, 200), (400, 1));
        assert_eq!(size(10, 300, 200), (300, 10));
        assert_eq!(size(0, 0, 0), (1, 1));
    }
}
