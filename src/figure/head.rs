//! What stands above a figure: banner, title and subtitle.

use super::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::{Colour, GREY, WHITE},
    error::FigureError,
    font,
    text::{Anchor, Text},
};

pub(super) const MARGIN: i32 = 16;
const TITLE: f64 = 18.0;
const SUBTITLE: f64 = 11.0;
/// The strip that nobody can overlook.
const BANNER: i32 = 22;
pub(super) const WARNING: Colour = [176, 0, 32];

/// The head of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    pub(super) synthetic: bool,
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
}

impl Head<'_> {
    /// The title for those who do not see the page.
    pub(super) fn description(&self) -> String {
        let synthetic = if self.synthetic { "SYNTHETIC " } else { "" };
        format!("{synthetic}{}", self.title)
    }

    fn banner(&self) -> i32 {
        if self.synthetic { BANNER } else { 0 }
    }

    pub(super) fn height(&self) -> i32 {
        let subtitle = if self.subtitle.is_empty() { 0 } else { 18 };
        self.banner() + MARGIN + 30 + subtitle
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_, impl Backend>) -> Result<(), FigureError> {
        let strip = Area::new((0, 0), (canvas.width(), self.banner()));
        if self.synthetic {
            canvas.fill(strip, WARNING)?;
            let warning = "SYNTHETIC: not from real data, no result";
            let text = Text::new(warning, (strip.centre().0, 15), 12.0);
            canvas.text(text.anchored(Anchor::Middle).coloured(WHITE))?;
        }
        let (top, width) = (strip.height + MARGIN, canvas.width() - 2 * MARGIN);
        let title = font::shorten(self.title, TITLE, width);
        canvas.text(Text::new(&title, (MARGIN, top + 14), TITLE))?;
        let subtitle = font::shorten(self.subtitle, SUBTITLE, width);
        canvas.text(Text::new(&subtitle, (MARGIN, top + 33), SUBTITLE).coloured(GREY))
    }
}
