//! What a figure consists of, in pixels from the upper left.

use std::io::Write;

use super::{error::FigureError, picture::Picture, png, svg};

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

pub(super) const BLACK: Colour = [0, 0, 0];
pub(super) const WHITE: Colour = [255, 255, 255];
/// Text of less weight, still 7:1 on white.
pub(super) const GREY: Colour = [85, 85, 85];
pub(super) const PALE: Colour = [225, 225, 225];

/// No side is longer: pixels must not take all the memory.
const LONGEST: i32 = 16_000;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Area {
    pub(super) fn right(&self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// The pixel in its middle.
    pub(super) fn centre(&self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }
}

/// Which part of a text lies at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text. Its place is on the baseline; upright text reads upwards.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) x: i32,
    pub(super) y: i32,
    /// Pixels an em.
    pub(super) size: f64,
    pub(super) colour: Colour,
    pub(super) anchor: Anchor,
    pub(super) upright: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Mark {
    Filled(Area, Colour),
    Line((i32, i32), (i32, i32), Colour),
    Text(Text),
}

/// A figure that was drawn: shapes, text and images, to be written as PNG or SVG.
#[derive(Clone, Debug)]
pub struct Canvas<'a> {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) title: String,
    pub(super) marks: Vec<Mark>,
    /// They lie above all marks.
    pub(super) pictures: Vec<Picture<'a>>,
}

impl<'a> Canvas<'a> {
    /// A white canvas; the title is for those who do not see it.
    pub(super) fn new(width: i32, height: i32, title: &str) -> Result<Self, FigureError> {
        let longest = width.max(height);
        if longest > LONGEST {
            return Err(FigureError::TooLarge {
                what: "a side in pixels,",
                found: longest as usize,
                most: LONGEST as usize,
            });
        }
        let mut canvas = Self {
            width: width.max(1),
            height: height.max(1),
            title: printable(title),
            marks: Vec::new(),
            pictures: Vec::new(),
        };
        let page = Area {
            x: 0,
            y: 0,
            width: canvas.width,
            height: canvas.height,
        };
        canvas.fill(page, WHITE);
        Ok(canvas)
    }

    /// The width in pixels; a PNG has twice as many.
    pub fn width(&self) -> i32 {
        self.width
    }

    /// The height in pixels; a PNG has twice as many.
    pub fn height(&self) -> i32 {
        self.height
    }

    /// Writes it as SVG: text is text, images are embedded.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write_svg(&self, writer: impl Write) -> Result<(), FigureError> {
        svg::write(self, writer)
    }

    /// Writes it as PNG of 8-bit RGB, two pixels for each of the canvas, so that text is crisp.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write_png(&self, writer: impl Write) -> Result<(), FigureError> {
        png::write(self, writer)
    }

    pub(super) fn fill(&mut self, area: Area, colour: Colour) {
        self.marks.push(Mark::Filled(area, colour));
    }

    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32), colour: Colour) {
        self.marks.push(Mark::Line(from, to, colour));
    }

    /// The outline, just outside of the area.
    pub(super) fn frame(&mut self, area: Area, colour: Colour) {
        let (left, top) = (area.x - 1, area.y - 1);
        let (width, height) = (area.width + 2, area.height + 2);
        let side = |x, y, width, height| Area {
            x,
            y,
            width,
            height,
        };
        self.fill(side(left, top, width, 1), colour);
        self.fill(side(left, area.bottom(), width, 1), colour);
        self.fill(side(left, top, 1, height), colour);
        self.fill(side(area.right(), top, 1, height), colour);
    }

    /// A cross in the middle of an area.
    pub(super) fn cross(&mut self, area: Area, colour: Colour) {
        let ((x, y), arm) = (area.centre(), (area.width.min(area.height) / 4).clamp(1, 4));
        self.line((x - arm, y - arm), (x + arm, y + arm), colour);
        self.line((x - arm, y + arm), (x + arm, y - arm), colour);
    }

    pub(super) fn text(&mut self, text: Text) {
        if !text.text.is_empty() {
            self.marks.push(Mark::Text(text));
        }
    }

    pub(super) fn picture(&mut self, picture: Picture<'a>) {
        self.pictures.push(picture);
    }
}

impl Text {
    /// Black text from `(x, y)` on.
    pub(super) fn new(text: &str, (x, y): (i32, i32), size: f64) -> Self {
        Self {
            text: printable(text),
            x,
            y,
            size,
            colour: BLACK,
            anchor: Anchor::Start,
            upright: false,
        }
    }

    pub(super) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn upright(self) -> Self {
        let upright = true;
        Self { upright, ..self }
    }

    /// The rectangle that it covers.
    #[cfg(test)]
    pub(super) fn area(&self) -> Area {
        let length = super::font::width(&self.text, self.size);
        let (up, height) = ((self.size * 0.76) as i32, self.size as i32);
        let back = match self.anchor {
            Anchor::Start => 0,
            Anchor::Middle => length / 2,
            Anchor::End => length,
        };
        if self.upright {
            let (x, y) = (self.x - up, self.y + back - length);
            let (width, height) = (height, length);
            return Area {
                x,
                y,
                width,
                height,
            };
        }
        let (x, y, width) = (self.x - back, self.y - up, length);
        Area {
            x,
            y,
            width,
            height,
        }
    }
}

/// The text without what XML forbids and what no reader can see: control characters.
fn printable(text: &str) -> String {
    let is_hidden = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let shown = |c| if is_hidden(c) { '\u{FFFD}' } else { c };
    text.chars().map(shown).collect()
}
