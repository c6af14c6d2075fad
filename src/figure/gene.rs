//! The figure of one gene.

use super::{
    canvas::{Anchor, Area, BLACK, Canvas, Colour, GREY, PALE, Text, WHITE},
    error::FigureError,
    font,
    panel::{self, Columns, Drawn, HEADER, Panel},
};
use crate::heatmap::{Colormap, Recipe};

pub(super) const MARGIN: i32 = 16;
const TITLE: f64 = 18.0;
const SUBTITLE: f64 = 11.0;
const NOTES: f64 = 10.0;
/// The strip that nobody can overlook.
const BANNER: i32 = 22;
const WARNING: Colour = [176, 0, 32];
/// Between panels.
const GAP: i32 = 22;
const LEAST_WIDTH: i32 = 420;

/// A gene's expression, condition by condition.
#[derive(Clone, Debug)]
pub struct GeneFigure<'a> {
    /// The gene.
    pub title: &'a str,
    /// What else is known of it.
    pub subtitle: String,
    /// Whether the data are simulated: a banner says so.
    pub synthetic: bool,
    /// How the images were drawn.
    pub recipe: &'a Recipe,
    /// The colours of matrices; images have the recipe's.
    pub colormap: Colormap,
    /// What the time axis is called, with its unit.
    pub time_title: &'a str,
    /// The conditions, from the top.
    pub panels: Vec<Panel<'a>>,
}

impl<'a> GeneFigure<'a> {
    /// A figure without panels, in the recipe's colours.
    pub fn new(title: &'a str, recipe: &'a Recipe) -> Self {
        Self {
            title,
            subtitle: String::new(),
            synthetic: false,
            recipe,
            colormap: recipe.colormap,
            time_title: "time",
            panels: Vec::new(),
        }
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// A matrix is not whole or its labels are not as many, it cannot be drawn by the recipe, or
    /// the figure would be too large to read.
    pub fn draw(&self) -> Result<Canvas<'a>, FigureError> {
        let drawn = self.measure()?;
        let (columns, width) = self.columns(&drawn);
        let notes = notes(&drawn);
        let bodies = self.panels.iter().zip(&drawn);
        let heights: Vec<i32> = bodies
            .map(|(panel, drawn)| HEADER + panel::height(panel, drawn.as_ref(), self.recipe) + GAP)
            .collect();
        let height = self.head() + heights.iter().sum::<i32>() + self.foot(&notes);
        let mut canvas = Canvas::new(width, height, &self.description())?;
        let mut top = self.draw_head(&mut canvas);
        for ((panel, drawn), height) in self.panels.iter().zip(&drawn).zip(heights) {
            let how = (self.recipe, self.colormap, self.time_title);
            panel::draw(
                &mut canvas,
                panel,
                drawn.as_ref(),
                how,
                (columns, MARGIN, top),
            );
            top += height;
        }
        draw_notes(&mut canvas, &notes, top);
        Ok(canvas)
    }

    fn measure(&self) -> Result<Vec<Option<Drawn<'a>>>, FigureError> {
        let measure = |panel: &Panel<'a>| {
            let means = panel.means.as_ref();
            means
                .map(|means| Drawn::new(means, self.recipe, self.colormap))
                .transpose()
        };
        self.panels.iter().map(measure).collect()
    }

    /// Where things lie, and the width of the page.
    fn columns(&self, drawn: &[Option<Drawn<'a>>]) -> (Columns, i32) {
        let most =
            |what: fn(&Drawn<'a>) -> i32| drawn.iter().flatten().map(what).max().unwrap_or(0);
        let matrix = most(|drawn| drawn.size.0).max(220);
        let columns = Columns::new(
            MARGIN,
            most(|drawn| drawn.labels),
            matrix,
            most(Drawn::bar_width),
        );
        let images = self.panels.iter().filter_map(|panel| panel.input);
        let input = images
            .map(|image| panel::input_size(image, self.recipe).0)
            .max();
        let right = columns.input + input.unwrap_or(0);
        (columns, (right + MARGIN).max(LEAST_WIDTH))
    }

    fn description(&self) -> String {
        let synthetic = if self.synthetic { "SYNTHETIC " } else { "" };
        let mut text = format!("{synthetic}{}", self.title);
        let labels = self.panels.iter().map(|panel| panel.label);
        for part in [self.subtitle.as_str()].into_iter().chain(labels) {
            if !part.is_empty() {
                text.push_str("; ");
                text.push_str(part);
            }
        }
        text
    }

    fn head(&self) -> i32 {
        head(self.synthetic, &self.subtitle)
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>) -> i32 {
        draw_head(canvas, self.synthetic, self.title, &self.subtitle)
    }

    fn foot(&self, notes: &[String]) -> i32 {
        if notes.is_empty() {
            0
        } else {
            16 * notes.len() as i32 + 8
        }
    }
}

/// The height of banner, title and subtitle.
pub(super) fn head(synthetic: bool, subtitle: &str) -> i32 {
    let banner = if synthetic { BANNER } else { 0 };
    let subtitle = if subtitle.is_empty() { 0 } else { 18 };
    banner + MARGIN + 30 + subtitle
}

/// Draws banner, title and subtitle, and returns where what follows begins.
pub(super) fn draw_head(
    canvas: &mut Canvas<'_>,
    synthetic: bool,
    title: &str,
    subtitle: &str,
) -> i32 {
    let mut top = 0;
    if synthetic {
        let strip = Area {
            x: 0,
            y: 0,
            width: canvas.width(),
            height: BANNER,
        };
        canvas.fill(strip, WARNING);
        let text = Text::new(
            "SYNTHETIC: not from real data, no result",
            (strip.centre().0, 15),
            12.0,
        );
        canvas.text(text.anchored(Anchor::Middle).coloured(WHITE));
        top = BANNER;
    }
    let room = canvas.width() - 2 * MARGIN;
    let title = font::shorten(title, TITLE, room);
    canvas.text(Text::new(&title, (MARGIN, top + MARGIN + 14), TITLE));
    let subtitle = font::shorten(subtitle, SUBTITLE, room);
    canvas.text(Text::new(&subtitle, (MARGIN, top + MARGIN + 33), SUBTITLE).coloured(GREY));
    head(synthetic, &subtitle)
}

/// What marks in the matrices mean; the first is about crosses where there are any.
fn notes(drawn: &[Option<Drawn<'_>>]) -> Vec<String> {
    let any = |what: fn(&Drawn<'_>) -> bool| drawn.iter().flatten().any(what);
    let mut notes = Vec::new();
    if any(|drawn| drawn.cells.has_empty_rows()) {
        notes.push(
            "× not measured: interpolated along time; 0 for a cell type without any cell".into(),
        );
    } else if any(|drawn| drawn.cells.has_gaps()) {
        notes.push("× not measured: interpolated along time".into());
    }
    if any(|drawn| drawn.cells.shows_counts(drawn.cell)) {
        notes.push("number: cells measured".into());
    }
    notes
}

fn draw_notes(canvas: &mut Canvas<'_>, notes: &[String], top: i32) {
    for (note, i) in notes.iter().zip(0_i32..) {
        let y = top + 16 * i;
        let mut x = MARGIN;
        if let Some(text) = note.strip_prefix('×') {
            let sample = Area {
                x,
                y,
                width: 12,
                height: 12,
            };
            canvas.fill(sample, PALE);
            canvas.cross(sample, BLACK);
            x = sample.right() + 2;
            canvas.text(Text::new(text, (x, y + 10), NOTES).coloured(GREY));
        } else {
            canvas.text(Text::new(note, (x, y + 10), NOTES).coloured(GREY));
        }
    }
}

#[cfg(test)]
mod tests;
