//! Expression and what moves the score, side by side on the same axes.

use super::{
    WhyPanel,
    changes::{COLOURS, ChangeMap},
    level_bar::LevelBar,
};
use crate::figure::{
    area::Area,
    axis::{LABEL, LINE, TimeAxis},
    canvas::{Backend, Canvas},
    error::FigureError,
    font,
    matrix::Cells,
    panel::{self, LONGEST_LABEL, ROW_TITLE, Style, side},
    text::Text,
};
use crate::heatmap::{Colormap, Recipe};

/// The line above a matrix.
const HEADING: i32 = 18;
/// Between the two, so wide that numbers of one bar do not meet those of the other.
const GAP: i32 = 40;
/// From the time axis to the bar.
const ABOVE_BAR: i32 = 12;
/// Of bars: shorter they would have no room for numbers, and longer they say no more.
const BAR: (i32, i32) = (180, 300);

/// The two matrices of a panel, measured out.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) cells: Cells<'a>,
    pub(super) map: ChangeMap,
    axis: TimeAxis,
    bars: [LevelBar; 2],
    /// Width and height of a cell of either matrix.
    cell: (i32, i32),
    size: (i32, i32),
    labels: i32,
}

/// Where things of all panels stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    left: i32,
    /// The left edges of the matrices.
    matrices: [i32; 2],
    pub(super) right: i32,
}

/// The columns of panels, which stand one below another.
pub(super) fn columns(left: i32, pairs: &[Pair<'_>]) -> Columns {
    let width = pairs.iter().map(Pair::width).max().unwrap_or(0);
    let labels = pairs.iter().map(|pair| pair.labels).max().unwrap_or(0);
    let first = left + ROW_TITLE + labels + 6;
    let second = first + width + GAP;
    Columns {
        left,
        matrices: [first, second],
        right: second + width,
    }
}

impl<'a> Pair<'a> {
    pub(super) fn new(
        panel: &WhyPanel<'a>,
        recipe: &Recipe,
        colormap: Colormap,
    ) -> Result<Self, FigureError> {
        let means = &panel.means;
        means.check(recipe)?;
        let shape = means.matrix.dim();
        let (rows, columns) = (shape.0 as i32, shape.1 as i32);
        let cell = (side(columns, 300, (14, 44)), side(rows, 200, (14, 40)));
        let size = (columns * cell.0, rows * cell.1);
        let cells = Cells::new(means, recipe);
        let map = ChangeMap::new(&panel.changes, shape, recipe.row_order)?;
        let length = size.0.clamp(BAR.0, BAR.1);
        let labels = font::widest(means.cell_types.iter().map(String::as_str), LABEL);
        Ok(Self {
            bars: [
                LevelBar::expression(recipe, colormap, cells.ceiling, length),
                LevelBar::changes(map.limit, COLOURS, length),
            ],
            cells,
            map,
            axis: TimeAxis::new(means.time_labels, cell.0),
            cell,
            size,
            labels: labels.min(LONGEST_LABEL),
        })
    }

    pub(super) fn shows_numbers(&self) -> bool {
        self.map.shows_numbers(self.cell)
    }

    fn width(&self) -> i32 {
        let bars = self.bars.iter().map(LevelBar::width);
        bars.fold(self.size.0, i32::max)
    }

    /// Of the matrices with their time axes.
    fn body(&self) -> i32 {
        self.size.1 + self.axis.height + LINE
    }

    pub(super) fn height(&self) -> i32 {
        HEADING + self.body() + ABOVE_BAR + LevelBar::height()
    }

    /// Draws it, its upper edge at `top`.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        style: Style<'_>,
        columns: Columns,
        top: i32,
    ) -> Result<(), FigureError> {
        let matrix = |x| Area::new((x, top + HEADING), self.size);
        let [means, changes] = columns.matrices.map(matrix);
        self.cells.draw(canvas, means, self.cell, style.colormap)?;
        self.map.draw(canvas, changes, self.cell)?;
        let longest = means.x - 6 - columns.left - ROW_TITLE;
        self.cells
            .draw_labels(canvas, means, self.cell.1, longest)?;
        panel::row_title(canvas, means, columns.left)?;
        let headings = ["expression", "what moves the score"];
        let below = means.y + self.body() + ABOVE_BAR;
        for ((at, heading), bar) in [means, changes].into_iter().zip(headings).zip(&self.bars) {
            canvas.text(Text::new(heading, (at.x, top + 11), LABEL))?;
            self.axis.draw(canvas, at, self.cell.0)?;
            panel::time_title(canvas, at, self.axis.height, style.time_title)?;
            bar.draw(canvas, (at.x, below))?;
        }
        Ok(())
    }
}
