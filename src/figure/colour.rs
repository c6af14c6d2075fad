//! Colours of figures.

use crate::heatmap::Colormap;

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

pub(super) const BLACK: Colour = [0, 0, 0];
pub(super) const WHITE: Colour = [255, 255, 255];
/// Text of less weight, still 7:1 on white.
pub(super) const GREY: Colour = [85, 85, 85];
pub(super) const PALE: Colour = [225, 225, 225];

/// The colour of a value in 0-1.
pub(super) fn mapped(map: Colormap, value: f64) -> Colour {
    map.rgb(value)
        .map(|channel| (channel * 255.0).round() as u8)
}

/// Black or white, whichever is seen on the colour. Source: luma of ITU-R BT.601.
pub(super) fn contrasting([red, green, blue]: Colour) -> Colour {
    let luma = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    if luma > 127_500 { BLACK } else { WHITE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_seen_on_every_colour() {
        assert_eq!(contrasting([0, 0, 128]), WHITE);
        assert_eq!(contrasting([255, 255, 0]), BLACK);
        assert_eq!(contrasting([128, 0, 0]), WHITE);
    }
}
