//! What tells methods apart: a colour of Okabe & Ito (2008), a dash and a marker each, so that no
//! figure needs colours to be read.

use std::fmt::Write;

use plotters::style::RGBColor;

/// How a method is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink {
    pub(super) colour: RGBColor,
    /// Lengths of strokes and gaps; empty for a full line.
    dash: &'static str,
    pub(super) shape: Shape,
}

/// A marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Circle,
    Triangle,
    Square,
    Cross,
    Diamond,
}

const fn ink(colour: (u8, u8, u8), dash: &'static str, shape: Shape) -> Ink {
    let colour = RGBColor(colour.0, colour.1, colour.2);
    Ink {
        colour,
        dash,
        shape,
    }
}

const INKS: [Ink; 7] = [
    ink((0x00, 0x72, 0xB2), "", Shape::Circle),
    ink((0xD5, 0x5E, 0x00), "8 4", Shape::Triangle),
    ink((0x00, 0x9E, 0x73), "3 3", Shape::Square),
    ink((0xCC, 0x79, 0xA7), "10 3 2 3", Shape::Cross),
    ink((0xE6, 0x9F, 0x00), "14 4", Shape::Diamond),
    ink((0x56, 0xB4, 0xE9), "6 2 2 2 2 2", Shape::Circle),
    ink((0x99, 0x99, 0x99), "1 3", Shape::Triangle),
];

/// What means chance.
pub(super) const CHANCE: Ink = ink((0x76, 0x76, 0x76), "2 5", Shape::Circle);
/// Axes and text; the page's own ink takes its place.
pub(super) const BLACK: RGBColor = RGBColor(0, 0, 0);
/// Lines of a grid; the page's own takes its place.
pub(super) const GRID: RGBColor = RGBColor(0xE1, 0xE1, 0xE1);

/// The method's, by its place in the comparison. From the eighth on they come again.
pub(super) fn of(method: usize) -> Ink {
    INKS[method % INKS.len()]
}

impl Ink {
    /// `#RRGGBB`.
    fn hex(&self) -> String {
        let RGBColor(red, green, blue) = self.colour;
        format!("#{red:02X}{green:02X}{blue:02X}")
    }

    /// The line with its marker, as in the figures, to stand beside a name. Holds no text.
    pub(super) fn swatch(&self) -> String {
        let colour = self.hex();
        let marker = self.shape.outline(19, 6);
        let marker: Vec<_> = marker.iter().map(|(x, y)| format!("{x},{y}")).collect();
        format!(
            "<svg class=\"plot swatch\" viewBox=\"0 0 38 12\" aria-hidden=\"true\">\
             <polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"0,6 38,6\"/>\
             <polygon fill=\"{colour}\" points=\"{}\"/></svg>",
            marker.join(" ")
        )
    }
}

impl Shape {
    /// Its corners around a place, in pixels.
    pub(super) fn outline(self, x: i32, y: i32) -> Vec<(i32, i32)> {
        let corners: &[(i32, i32)] = match self {
            Self::Circle => &[
                (-4, -2),
                (-2, -4),
                (2, -4),
                (4, -2),
                (4, 2),
                (2, 4),
                (-2, 4),
                (-4, 2),
            ],
            Self::Triangle => &[(0, -5), (5, 4), (-5, 4)],
            Self::Square => &[(-4, -4), (4, -4), (4, 4), (-4, 4)],
            Self::Cross => &[
                (-5, -3),
                (-3, -5),
                (0, -2),
                (3, -5),
                (5, -3),
                (2, 0),
                (5, 3),
                (3, 5),
                (0, 2),
                (-3, 5),
                (-5, 3),
                (-2, 0),
            ],
            Self::Diamond => &[(0, -6), (5, 0), (0, 6), (-5, 0)],
        };
        corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect()
    }
}

/// The dashes as CSS: a line is known by its colour. plotters would draw each stroke as a line of its
/// own.
pub(super) fn css() -> String {
    let mut css = String::new();
    for ink in INKS
        .iter()
        .chain([&CHANCE])
        .filter(|ink| !ink.dash.is_empty())
    {
        let (colour, dash) = (ink.hex(), ink.dash);
        // Writing to a string does not fail.
        let _ = writeln!(
            css,
            ".plot polyline[stroke=\"{colour}\"]{{stroke-dasharray:{dash}}}"
        );
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_of_seven_methods_share_a_colour_or_a_dash() {
        let colours: BTreeSet<_> = INKS.iter().map(Ink::hex).collect();
        let dashes: BTreeSet<_> = INKS.iter().map(|ink| ink.dash).collect();
        assert_eq!((colours.len(), dashes.len()), (7, 7));
        assert!(!colours.contains(&CHANCE.hex()));
        assert_eq!(css().lines().count(), 7);
    }

    #[test]
    fn a_swatch_shows_the_colour_that_figures_have() {
        assert_eq!(of(1).swatch().matches("#D55E00").count(), 2);
        assert_eq!(of(8), of(1));
    }
}
