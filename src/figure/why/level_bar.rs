//! A level colour bar, to stand below a matrix.

use crate::figure::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::{self, BLACK, GREY},
    colour_bar,
    error::FigureError,
    font,
    text::{Anchor, Text},
    ticks::{self, Tick},
};
use crate::heatmap::{Colormap, Recipe};

const HEIGHT: i32 = 10;
const SIZE: f64 = 10.0;
const LINE: i32 = 13;
/// Between two numbers.
const SPACE: i32 = 6;

/// A level colour bar.
#[derive(Debug)]
pub(super) struct LevelBar {
    ticks: Vec<Tick>,
    titles: [String; 2],
    colormap: Colormap,
    length: i32,
}

impl LevelBar {
    /// Of expression.
    pub(super) fn expression(
        recipe: &Recipe,
        colormap: Colormap,
        ceiling: f64,
        length: i32,
    ) -> Self {
        let ticks = ticks::ticks(recipe, ceiling, length);
        Self::new(ticks, colour_bar::titles(recipe), colormap, length)
    }

    /// Of changes of log-odds, up to a limit on both sides of 0.
    pub(super) fn changes(limit: f32, colormap: Colormap, length: i32) -> Self {
        let ticks = ticks::changes(limit.into(), length);
        let titles = ["change of log-odds", "blue lowers, red raises the score"];
        Self::new(ticks, titles.map(String::from), colormap, length)
    }

    /// The first of ticks have precedence where numbers would meet.
    fn new(ticks: Vec<Tick>, titles: [String; 2], colormap: Colormap, length: i32) -> Self {
        let mut kept: Vec<Tick> = Vec::new();
        for tick in ticks {
            let width = |tick: &Tick| font::width(&tick.label, SIZE);
            let is_free = kept.iter().all(|other| {
                let between = (tick.height - other.height).abs();
                between >= (width(&tick) + width(other)) / 2 + SPACE
            });
            if is_free {
                kept.push(tick);
            }
        }
        Self {
            ticks: kept,
            titles,
            colormap,
            length,
        }
    }

    /// With numbers and title.
    pub(super) fn height() -> i32 {
        HEIGHT + 4 + 3 * LINE
    }

    /// The wider of bar and titles.
    pub(super) fn width(&self) -> i32 {
        let titles = font::widest(self.titles.iter().map(String::as_str), SIZE);
        titles.max(self.length)
    }

    /// Draws it from its upper left on.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        (x, y): (i32, i32),
    ) -> Result<(), FigureError> {
        for i in 0..self.length {
            let value = (f64::from(i) + 0.5) / f64::from(self.length);
            let column = Area::new((x + i, y), (1, HEIGHT));
            canvas.fill(column, colour::mapped(self.colormap, value))?;
        }
        canvas.frame(Area::new((x, y), (self.length, HEIGHT)), GREY)?;
        let bottom = y + HEIGHT;
        for tick in &self.ticks {
            let at = x + tick.height;
            canvas.line((at, bottom + 1), (at, bottom + 3), BLACK)?;
            let text = Text::new(&tick.label, (at, bottom + 2 + LINE), SIZE);
            canvas.text(text.anchored(Anchor::Middle))?;
        }
        for (title, line) in self.titles.iter().zip(2..) {
            let text = Text::new(title, (x, bottom + 3 + line * LINE), SIZE);
            canvas.text(text.coloured(GREY))?;
        }
        Ok(())
    }
}
