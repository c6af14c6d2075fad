//! The figure of one gene.

use super::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::{BLACK, GREY, PALE},
    error::FigureError,
    head::{Head, MARGIN},
    page::{Drawing, Page},
    panel::{self, Drawn, Edges, HEADER, Panel, Style},
    text::Text,
};
use crate::heatmap::{Colormap, Recipe, Scale};

const NOTES: f64 = 10.0;
/// A line of notes.
const NOTE: i32 = 16;
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

    /// Lays it out.
    ///
    /// # Errors
    ///
    /// A matrix is not whole or its labels are not as many, it cannot be drawn by the recipe, or
    /// the figure would be too large to read.
    pub fn lay_out(&self) -> Result<Page<impl Drawing>, FigureError> {
        let drawn = self.measure()?;
        let (edges, width) = self.edges(&drawn);
        let notes = notes(&drawn, self.recipe);
        let bodies = self.panels.iter().zip(&drawn);
        let heights: Vec<i32> = bodies
            .map(|(panel, drawn)| HEADER + panel::height(panel, drawn.as_ref(), self.recipe) + GAP)
            .collect();
        let foot = match notes.len() as i32 {
            0 => 0,
            lines => lines * NOTE + 8,
        };
        let height = self.head().height() + heights.iter().sum::<i32>() + foot;
        let layout = Layout {
            figure: self,
            drawn,
            edges,
            heights,
            notes,
        };
        Page::new((width, height), &self.description(), layout)
    }

    fn head(&self) -> Head<'_> {
        Head {
            synthetic: self.synthetic,
            title: self.title,
            subtitle: &self.subtitle,
        }
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
    fn edges(&self, drawn: &[Option<Drawn<'a>>]) -> (Edges, i32) {
        let most =
            |what: fn(&Drawn<'a>) -> i32| drawn.iter().flatten().map(what).max().unwrap_or(0);
        let matrix = most(|drawn| drawn.size.0).max(220);
        let (labels, bar) = (most(|drawn| drawn.labels), most(Drawn::bar_width));
        let edges = Edges::new(MARGIN, labels, matrix, bar);
        let images = self.panels.iter().filter_map(|panel| panel.input);
        let input = images
            .map(|image| panel::input_size(image, self.recipe).0)
            .max();
        let right = edges.input + input.unwrap_or(0);
        (edges, (right + MARGIN).max(LEAST_WIDTH))
    }

    fn description(&self) -> String {
        let mut text = self.head().description();
        let labels = self.panels.iter().map(|panel| panel.label);
        for part in [self.subtitle.as_str()].into_iter().chain(labels) {
            if !part.is_empty() {
                text.push_str("; ");
                text.push_str(part);
            }
        }
        text
    }
}

/// A figure, measured out.
#[derive(Debug)]
struct Layout<'f, 'a> {
    figure: &'f GeneFigure<'a>,
    /// The panels' matrices.
    drawn: Vec<Option<Drawn<'a>>>,
    edges: Edges,
    /// Of the panels, with the space below.
    heights: Vec<i32>,
    notes: Vec<&'static str>,
}

impl Drawing for Layout<'_, '_> {
    fn draw<'d, B: Backend>(&'d self, canvas: &mut Canvas<'d, B>) -> Result<(), FigureError> {
        let figure = self.figure;
        let (head, style) = (
            figure.head(),
            Style {
                recipe: figure.recipe,
                colormap: figure.colormap,
                time_title: figure.time_title,
            },
        );
        head.draw(canvas)?;
        let mut top = head.height();
        for ((panel, drawn), height) in figure.panels.iter().zip(&self.drawn).zip(&self.heights) {
            panel::draw(canvas, panel, drawn.as_ref(), style, self.edges, top)?;
            top += height;
        }
        let mut notes = self.notes.iter().zip(0_i32..);
        notes.try_for_each(|(note, line)| draw_note(canvas, note, top + NOTE * line))
    }
}

/// What marks in the matrices mean; the first is about crosses where there are any.
fn notes(drawn: &[Option<Drawn<'_>>], recipe: &Recipe) -> Vec<&'static str> {
    let any = |what: fn(&Drawn<'_>) -> bool| drawn.iter().flatten().any(what);
    let mut notes = Vec::new();
    let is_residual = recipe.scale == Scale::Residual;
    if any(|drawn| drawn.cells.has_empty_rows()) && is_residual {
        notes.push(
            "× not measured: interpolated along time; white for a cell type without any cell",
        );
    } else if any(|drawn| drawn.cells.has_empty_rows()) {
        notes.push("× not measured: interpolated along time; 0 for a cell type without any cell");
    } else if any(|drawn| drawn.cells.has_gaps()) {
        notes.push("× not measured: interpolated along time");
    }
    if any(|drawn| drawn.cells.shows_counts(drawn.cell)) {
        notes.push("number: cells measured");
    }
    if any(|_| true) && is_residual {
        notes.push("colours: how far from the mean of the 300 genes nearest in level");
    }
    notes
}

fn draw_note(canvas: &Canvas<'_, impl Backend>, note: &str, y: i32) -> Result<(), FigureError> {
    let text = |text, x| Text::new(text, (x, y + 10), NOTES).coloured(GREY);
    let Some(rest) = note.strip_prefix('×') else {
        return canvas.text(text(note, MARGIN));
    };
    let sample = Area::new((MARGIN, y), (12, 12));
    canvas.fill(sample, PALE)?;
    canvas.cross(sample, BLACK)?;
    canvas.text(text(rest, sample.right() + 2))
}

#[cfg(test)]
mod tests;
