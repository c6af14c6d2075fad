//! What moves a score, as coloured blocks.

use ndarray::{Array2, ArrayView2, Axis};

use crate::figure::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::{self, BLACK, GREY, PALE},
    error::FigureError,
    font,
    means::check_count,
    text::{Anchor, Text},
    ticks::signed,
};
use crate::heatmap::{Colormap, RowOrder};

/// Blue lowers, white does nothing, red raises: told apart with any colour vision.
pub(super) const COLOURS: Colormap = Colormap::Bwr;
/// The highest colours stand for no less, so that rounding is not painted as if it were a reason: a change
/// of 0.01 moves a probability by a quarter of a per cent at most.
const LEAST_LIMIT: f32 = 0.01;
/// So many changes of either sign have their number.
const NUMBERED: usize = 3;
const NUMBERS: f64 = 9.0;

/// By how much parts of an image move a score.
#[derive(Clone, Copy, Debug)]
pub struct Changes<'a> {
    /// Changes of the log-odds by each block, cell types × runs of times; a positive one raises the score,
    /// NaN was not measured.
    pub matrix: ArrayView2<'a, f32>,
    /// How many neighbouring times are one block; the last of a cell type may have fewer.
    pub times_per_block: usize,
}

/// Changes, row by row from the top as in the image.
#[derive(Debug)]
pub(super) struct ChangeMap {
    blocks: Array2<f32>,
    /// The numbers of the strongest; empty for others.
    numbers: Array2<String>,
    times_per_block: i32,
    times: i32,
    /// What has the highest colour.
    pub(super) limit: f32,
}

impl ChangeMap {
    /// For a matrix of so many cell types and times.
    pub(super) fn new(
        changes: &Changes<'_>,
        (rows, times): (usize, usize),
        row_order: RowOrder,
    ) -> Result<Self, FigureError> {
        let times_per_block = changes.times_per_block.clamp(1, times.max(1));
        let (found_rows, found_runs) = changes.matrix.dim();
        check_count("rows of changes", rows, found_rows)?;
        check_count("runs of times", times.div_ceil(times_per_block), found_runs)?;
        let mut blocks = changes.matrix.to_owned();
        if row_order == RowOrder::Reversed {
            blocks.invert_axis(Axis(0));
        }
        let sizes = blocks.iter().map(|change| change.abs());
        let highest = sizes.filter(|size| size.is_finite()).fold(0.0, f32::max);
        Ok(Self {
            numbers: numbers(&blocks),
            blocks,
            times_per_block: times_per_block as i32,
            times: times as i32,
            limit: highest.max(LEAST_LIMIT),
        })
    }

    pub(super) fn has_gaps(&self) -> bool {
        self.blocks.iter().any(|change| change.is_nan())
    }

    /// Whether there are numbers and space for them, cells of the other matrix being of this size.
    pub(super) fn shows_numbers(&self, (width, height): (i32, i32)) -> bool {
        let widest = font::widest(self.numbers.iter().map(String::as_str), NUMBERS);
        // The last block of a row may have fewer times than others.
        let last = self.times - (self.blocks.ncols() as i32 - 1).max(0) * self.times_per_block;
        widest > 0 && height >= 13 && widest + 4 <= width * last.min(self.times_per_block)
    }

    /// Draws the blocks over their times, each of which is so wide, from the upper left of `at` on.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        at: Area,
        cell: (i32, i32),
    ) -> Result<(), FigureError> {
        let shows_numbers = self.shows_numbers(cell);
        for ((row, run), change) in self.blocks.indexed_iter() {
            let area = self.block((row, run), at, cell);
            let colour = colour(*change, self.limit);
            canvas.fill(area, colour)?;
            if change.is_nan() {
                canvas.cross(area, BLACK)?;
            }
            self.draw_edges(canvas, area, at)?;
            if shows_numbers {
                let (x, y) = area.centre();
                let text = Text::new(&self.numbers[[row, run]], (x, y + 3), NUMBERS);
                let text = text.anchored(Anchor::Middle);
                canvas.text(text.coloured(colour::contrasting(colour)))?;
            }
        }
        canvas.frame(at, GREY)
    }

    fn block(&self, (row, run): (usize, usize), at: Area, (width, height): (i32, i32)) -> Area {
        let start = run as i32 * self.times_per_block;
        let times = self.times_per_block.min(self.times - start);
        let place = (at.x + start * width, at.y + row as i32 * height);
        Area::new(place, (times * width, height))
    }

    /// Most blocks are white: lines say where one ends.
    fn draw_edges(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        block: Area,
        at: Area,
    ) -> Result<(), FigureError> {
        if block.right() < at.right() {
            let edge = Area::new((block.right() - 1, block.y), (1, block.height));
            canvas.fill(edge, PALE)?;
        }
        if block.bottom() < at.bottom() {
            let edge = Area::new((block.x, block.bottom() - 1), (block.width, 1));
            canvas.fill(edge, PALE)?;
        }
        Ok(())
    }
}

/// White is no change; what was not measured has none.
fn colour(change: f32, limit: f32) -> colour::Colour {
    match change.is_nan() {
        true => PALE,
        false => colour::mapped(COLOURS, f64::from(0.5 + 0.5 * change / limit)),
    }
}

/// The strongest changes of either sign in digits.
fn numbers(blocks: &Array2<f32>) -> Array2<String> {
    let mut numbers = Array2::default(blocks.dim());
    for sign in [1.0, -1.0] {
        let found = blocks
            .indexed_iter()
            .map(|(at, change)| (at, sign * change));
        let mut found: Vec<_> = found.filter(|(_, size)| *size >= LEAST_LIMIT).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (at, size) in found.into_iter().take(NUMBERED) {
            numbers[at] = signed(f64::from(sign * size), 2);
        }
    }
    numbers
}
