//! The colour bar: which colour is how much expression.

use super::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::{self, BLACK, GREY},
    error::FigureError,
    font,
    text::{Anchor, Text},
    ticks::{Tick, ticks},
};
use crate::heatmap::{Colormap, Recipe, Scale, Transform};

const WIDTH: i32 = 12;
const NUMBERS: f64 = 10.0;
const TITLE: f64 = 10.0;
/// From the bar to its numbers.
const GAP: i32 = 6;

/// A colour bar of one panel.
#[derive(Debug)]
pub(super) struct ColourBar {
    ticks: Vec<Tick>,
    titles: [String; 2],
    colormap: Colormap,
    height: i32,
}

impl ColourBar {
    pub(super) fn new(recipe: &Recipe, colormap: Colormap, ceiling: f64, height: i32) -> Self {
        Self {
            ticks: ticks(recipe, ceiling, height),
            titles: titles(recipe),
            colormap,
            height,
        }
    }

    /// Its width with numbers and title.
    pub(super) fn width(&self) -> i32 {
        WIDTH + GAP + self.numbers() + 8 + 2 * TITLE as i32 + 4
    }

    fn numbers(&self) -> i32 {
        font::widest(self.ticks.iter().map(|tick| tick.label.as_str()), NUMBERS)
    }

    /// Draws it from its upper left on.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        (x, y): (i32, i32),
    ) -> Result<(), FigureError> {
        let height = self.height;
        let area = |y, height| Area::new((x, y), (WIDTH, height));
        for i in 0..height {
            let value = (f64::from(height - i) - 0.5) / f64::from(height);
            canvas.fill(area(y + i, 1), colour::mapped(self.colormap, value))?;
        }
        canvas.frame(area(y, height), GREY)?;
        for tick in &self.ticks {
            let at = y + height - tick.height;
            canvas.line((x + WIDTH + 1, at), (x + WIDTH + 3, at), BLACK)?;
            canvas.text(Text::new(&tick.label, (x + WIDTH + GAP, at + 4), NUMBERS))?;
        }
        let first = x + WIDTH + GAP + self.numbers() + 8 + TITLE as i32;
        for (title, x) in self.titles.iter().zip([first, first + TITLE as i32 + 3]) {
            let text = Text::new(title, (x, y + height / 2), TITLE).upright();
            canvas.text(text.anchored(Anchor::Middle).coloured(GREY))?;
        }
        Ok(())
    }
}

/// What colours show, in two lines.
pub(crate) fn titles(recipe: &Recipe) -> [String; 2] {
    match recipe.scale {
        Scale::Residual => ["unusual for its level".into(), "standard deviations".into()],
        _ => ["mean expression".into(), scale_name(recipe)],
    }
}

/// How expression was transformed, in words.
fn scale_name(recipe: &Recipe) -> String {
    match recipe.transform {
        Transform::Log10 if recipe.pseudocount == 1.0 => "log10(1 + x) scale".into(),
        Transform::Log10 => format!("log10(1 + x/{}) scale", recipe.pseudocount),
        Transform::Log1p => "ln(1 + x) scale".into(),
        Transform::Arcsine => "arcsine(√x) scale".into(),
        Transform::None => "as stored".into(),
    }
}
