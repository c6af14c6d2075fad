//! The figure of why a gene has its score.

mod alike;
mod changes;
mod level_bar;
mod pair;
#[cfg(test)]
mod tests;

use self::{alike::Thumbnails, pair::Pair};
pub use self::{
    alike::{AlikeGene, AlikeGroup},
    changes::Changes,
};
use super::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::WHITE,
    error::FigureError,
    font,
    head::{Head, MARGIN, WARNING},
    means::Means,
    notes::{self, Note},
    page::{Drawing, Page},
    panel::{self, HEADER, Style},
    text::Text,
};
use crate::heatmap::{Colormap, Recipe};

const SENTENCE: f64 = 12.0;
/// A line of a sentence.
const SENTENCE_LINE: i32 = 17;
/// Between sentence, matrices and genes.
const SPACE: i32 = 12;
/// Between panels.
const GAP: i32 = 26;
/// Narrower, a sentence would be a column of words.
const LEAST_WIDTH: i32 = 620;
/// The space around the warning's text.
const PADDING: i32 = 8;

/// Why a gene has its scores: its expression, beside it what moves a score, and below the genes that it is
/// most like, condition by condition.
#[derive(Clone, Debug)]
pub struct WhyFigure<'a> {
    /// The gene.
    pub title: &'a str,
    /// What else is known of it.
    pub subtitle: String,
    /// Whether the data are simulated: a banner says so.
    pub synthetic: bool,
    /// How the images were drawn.
    pub recipe: &'a Recipe,
    /// The colours of expression; images have the recipe's.
    pub colormap: Colormap,
    /// What the time axis is called, with its unit.
    pub time_title: &'a str,
    /// The conditions, from the top.
    pub panels: Vec<WhyPanel<'a>>,
    /// How changes were found: lines at the foot, wrapped to the figure's width.
    pub notes: Vec<String>,
}

/// Why a gene has its score in one condition.
#[derive(Clone, Debug)]
pub struct WhyPanel<'a> {
    /// The condition in words.
    pub label: &'a str,
    /// What else is known of the gene in this condition, e.g. its score.
    pub note: String,
    /// What whoever reads the reasons must know first; empty where there is nothing.
    pub warning: String,
    /// Why, in words.
    pub sentence: String,
    /// The gene's expression.
    pub means: Means<'a>,
    /// What moves its score.
    pub changes: Changes<'a>,
    /// The genes that it is like, in groups.
    pub alike: Vec<AlikeGroup<'a>>,
}

impl<'a> WhyFigure<'a> {
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
            notes: Vec::new(),
        }
    }

    /// Lays it out.
    ///
    /// # Errors
    ///
    /// A matrix is not whole, its labels or blocks are not as many, it cannot be drawn by the recipe, or
    /// the figure would be too large to read.
    pub fn lay_out(&self) -> Result<Page<impl Drawing>, FigureError> {
        let pair = |panel| Pair::new(panel, self.recipe, self.colormap);
        let pairs = self.panels.iter().map(pair);
        let pairs: Vec<_> = pairs.collect::<Result<_, _>>()?;
        let columns = pair::columns(MARGIN, &pairs);
        let width = (columns.right + MARGIN).max(LEAST_WIDTH);
        let notes = self.wrapped_notes(&pairs, width - 2 * MARGIN);
        let drawn = self.panels.iter().zip(pairs);
        let drawn: Vec<_> = drawn
            .map(|(panel, pair)| Drawn::new(panel, pair, width - 2 * MARGIN))
            .collect();
        let heights = drawn.iter().map(|drawn| drawn.height() + GAP);
        let height = self.head().height() + heights.sum::<i32>() + notes::height(&notes);
        let layout = Layout {
            figure: self,
            drawn,
            columns,
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

    /// What marks mean, and how changes were found.
    fn wrapped_notes(&self, pairs: &[Pair<'_>], width: i32) -> Vec<Note> {
        let crosses = notes::crosses(pairs.iter().map(|pair| &pair.cells), self.recipe);
        let mut notes: Vec<Note> = crosses.into_iter().collect();
        if pairs.iter().any(|pair| pair.map.has_gaps()) {
            let text =
                "on the right: nothing was measured in the block, so that nothing is replaced";
            notes.push(Note::crossed(text));
        }
        if pairs.iter().any(Pair::shows_numbers) {
            notes.push(Note::plain("numbers: the strongest changes of either sign"));
        }
        let own = self.notes.iter();
        let own = own.flat_map(|note| font::wrap(note, notes::SIZE, width));
        notes.extend(own.map(|line| Note::plain(&line)));
        notes
    }

    /// Who does not see the figure has its sentences.
    fn description(&self) -> String {
        let mut text = self.head().description();
        for panel in &self.panels {
            for part in [&panel.warning, &panel.sentence] {
                if !part.is_empty() {
                    text.push_str("; ");
                    text.push_str(part);
                }
            }
        }
        text
    }
}

/// A panel, measured out.
#[derive(Debug)]
struct Drawn<'f, 'a> {
    panel: &'f WhyPanel<'a>,
    warning: Vec<String>,
    sentence: Vec<String>,
    pair: Pair<'a>,
    alike: Thumbnails<'f>,
}

impl<'f, 'a> Drawn<'f, 'a> {
    fn new(panel: &'f WhyPanel<'a>, pair: Pair<'a>, width: i32) -> Self {
        Self {
            panel,
            warning: font::wrap(&panel.warning, SENTENCE, width - 2 * PADDING),
            sentence: font::wrap(&panel.sentence, SENTENCE, width),
            pair,
            alike: Thumbnails::new(&panel.alike, width),
        }
    }

    /// Of the warning, the sentence, the matrices and the genes, each with the space below.
    fn heights(&self) -> [i32; 4] {
        let text = |lines: &[String], around| match lines.len() as i32 {
            0 => 0,
            lines => lines * SENTENCE_LINE + around,
        };
        let alike = match self.alike.height {
            0 => 0,
            height => height + SPACE,
        };
        let warning = text(&self.warning, 2 * PADDING + SPACE);
        let sentence = text(&self.sentence, SPACE);
        [warning, sentence, self.pair.height() + SPACE, alike]
    }

    fn height(&self) -> i32 {
        HEADER + self.heights().iter().sum::<i32>()
    }

    fn draw<'d, B: Backend>(
        &'d self,
        canvas: &mut Canvas<'d, B>,
        style: Style<'_>,
        columns: pair::Columns,
        top: i32,
    ) -> Result<(), FigureError> {
        let panel = self.panel;
        panel::header(canvas, panel.label, &panel.note, (MARGIN, top + 14))?;
        let mut y = top + HEADER;
        let [warning, sentence, pair, _] = self.heights();
        self.draw_warning(canvas, y, warning - SPACE)?;
        y += warning;
        for (line, i) in self.sentence.iter().zip(0_i32..) {
            let place = (MARGIN, y + i * SENTENCE_LINE + 12);
            canvas.text(Text::new(line, place, SENTENCE))?;
        }
        y += sentence;
        self.pair.draw(canvas, style, columns, y)?;
        self.alike.draw(canvas, (MARGIN, y + pair))
    }

    /// A strip that nobody can overlook.
    fn draw_warning(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        y: i32,
        height: i32,
    ) -> Result<(), FigureError> {
        if self.warning.is_empty() {
            return Ok(());
        }
        let width = canvas.width() - 2 * MARGIN;
        canvas.fill(Area::new((MARGIN, y), (width, height)), WARNING)?;
        for (line, i) in self.warning.iter().zip(0_i32..) {
            let place = (MARGIN + PADDING, y + PADDING + i * SENTENCE_LINE + 12);
            canvas.text(Text::new(line, place, SENTENCE).coloured(WHITE))?;
        }
        Ok(())
    }
}

/// A figure, measured out.
#[derive(Debug)]
struct Layout<'f, 'a> {
    figure: &'f WhyFigure<'a>,
    drawn: Vec<Drawn<'f, 'a>>,
    columns: pair::Columns,
    notes: Vec<Note>,
}

impl Drawing for Layout<'_, '_> {
    fn draw<'d, B: Backend>(&'d self, canvas: &mut Canvas<'d, B>) -> Result<(), FigureError> {
        let figure = self.figure;
        let style = Style {
            recipe: figure.recipe,
            colormap: figure.colormap,
            time_title: figure.time_title,
        };
        figure.head().draw(canvas)?;
        let mut top = figure.head().height();
        for drawn in &self.drawn {
            drawn.draw(canvas, style, self.columns, top)?;
            top += drawn.height() + GAP;
        }
        notes::draw(canvas, &self.notes, top)
    }
}
