//! Lines of text.

use super::colour::{BLACK, Colour};

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
}

/// The text without what XML forbids and what no reader can see: control characters.
pub(super) fn printable(text: &str) -> String {
    let is_hidden = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let shown = |c| if is_hidden(c) { '\u{FFFD}' } else { c };
    text.chars().map(shown).collect()
}
