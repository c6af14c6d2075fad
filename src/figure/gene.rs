//! The figure of one gene.

use super::{
    canvas::{Backend, Canvas},
    error::FigureError,
    head::{Head, MARGIN},
    notes::{self, Note},
    page::{Drawing, Page},
    panel::{self, Drawn, Edges, HEADER, Panel, Style},
};
use crate::heatmap::{Colormap, Recipe, Scale};

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
        let height = self.head().height() + heights.iter().sum::<i32>() + notes::height(&notes);
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
    notes: Vec<Note>,
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
        notes::draw(canvas, &self.notes, top)
    }
}

/// What marks in the matrices mean.
fn notes(drawn: &[Option<Drawn<'_>>], recipe: &Recipe) -> Vec<Note> {
    let all = drawn.iter().flatten();
    let crosses = notes::crosses(all.clone().map(|drawn| &drawn.cells), recipe);
    let mut notes: Vec<Note> = crosses.into_iter().collect();
    if all
        .clone()
        .any(|drawn| drawn.cells.shows_counts(drawn.cell))
    {
        notes.push(Note::plain("number: cells measured"));
    }
    if all.count() > 0 && recipe.scale == Scale::Residual {
        let text = "colours: how far from the mean of the 300 genes nearest in level";
        notes.push(Note::plain(text));
    }
    notes
}

#[cfg(test)]
mod tests;
