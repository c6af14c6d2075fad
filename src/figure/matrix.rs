//! A matrix as coloured cells.

use ndarray::{Array2, Axis};

use super::{
    area::Area,
    axis::{LABEL, every},
    canvas::{Backend, Canvas},
    colour::{self, GREY},
    error::FigureError,
    font,
    means::Means,
    text::{Anchor, Text},
};
use crate::heatmap::{
    Colormap, Recipe, RowOrder, Scale, fill_mean, fill_residual,
    residual::{MAX_RESIDUAL, UsualRef, shade},
};

const NUMBERS: f64 = 8.0;

/// What a matrix shows, row by row from the top as in the image.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    /// Transformed expression, or how unusual it is; gaps filled.
    grid: Array2<f64>,
    is_residual: bool,
    cell_types: Vec<&'a str>,
    measured: Array2<bool>,
    /// Of cells; empty where they are not known.
    counts: Array2<String>,
    /// What has the highest colour.
    pub(super) ceiling: f64,
}

impl<'a> Cells<'a> {
    pub(super) fn new(means: &Means<'a>, recipe: &Recipe) -> Self {
        let usual = means.usual.filter(|_| recipe.scale == Scale::Residual);
        let grid = grid(means, recipe, usual);
        let highest = grid.iter().copied().fold(0.0, f64::max);
        let counts = means.cells.unwrap_or_default().iter().map(count);
        let cells = Self {
            counts: Array2::from_shape_vec(grid.dim(), counts.collect()).unwrap_or_default(),
            grid,
            is_residual: usual.is_some(),
            cell_types: means.cell_types.iter().map(String::as_str).collect(),
            measured: means.matrix.mapv(|mean| !mean.is_nan()),
            ceiling: match recipe.scale {
                Scale::PerGene if highest > 0.0 => highest,
                Scale::PerGene => 1.0,
                Scale::Residual => MAX_RESIDUAL,
                _ => f64::from(means.ceiling),
            },
        };
        match recipe.row_order {
            RowOrder::Given => cells,
            RowOrder::Reversed => cells.reversed(),
        }
    }

    fn reversed(mut self) -> Self {
        self.cell_types.reverse();
        self.grid.invert_axis(Axis(0));
        self.measured.invert_axis(Axis(0));
        self.counts.invert_axis(Axis(0));
        self
    }

    pub(super) fn has_gaps(&self) -> bool {
        self.measured.iter().any(|is_measured| !is_measured)
    }

    /// Whether a cell type has no measurement at all.
    pub(super) fn has_empty_rows(&self) -> bool {
        let mut rows = self.measured.rows().into_iter();
        rows.any(|row| !row.iter().any(|is_measured| *is_measured))
    }

    /// Whether there are numbers of cells, and space for them.
    pub(super) fn shows_counts(&self, (width, height): (i32, i32)) -> bool {
        let widest = || font::widest(self.counts.iter().map(String::as_str), NUMBERS);
        !self.counts.is_empty() && height >= 12 && widest() + 4 <= width
    }

    /// Draws the cells, each of this size, from the upper left of `at` on.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        at: Area,
        size: (i32, i32),
        map: Colormap,
    ) -> Result<(), FigureError> {
        let shows_counts = self.shows_counts(size);
        for ((row, column), value) in self.grid.indexed_iter() {
            let cell = Area::new(
                (at.x + column as i32 * size.0, at.y + row as i32 * size.1),
                (size.0, size.1),
            );
            let value = match self.is_residual {
                true => shade(*value),
                false => value / self.ceiling,
            };
            let colour = colour::mapped(map, value);
            canvas.fill(cell, colour)?;
            if !self.measured[[row, column]] {
                canvas.cross(cell, colour::contrasting(colour))?;
            } else if let Some(count) = self.counts.get([row, column]).filter(|_| shows_counts) {
                let (x, y) = cell.centre();
                let text = Text::new(count, (x, y + 3), NUMBERS).anchored(Anchor::Middle);
                canvas.text(text.coloured(colour::contrasting(colour)))?;
            }
        }
        canvas.frame(at, GREY)
    }

    /// Writes the cell types, every so many where rows are low, to the left of the cells, none
    /// longer than `longest`.
    pub(super) fn draw_labels(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        at: Area,
        height: i32,
        longest: i32,
    ) -> Result<(), FigureError> {
        let labels = self.cell_types.iter().zip(0_i32..).step_by(every(height));
        for (label, i) in labels {
            let middle = at.y + i * height + height / 2;
            let label = font::shorten(label, LABEL, longest);
            let text = Text::new(&label, (at.x - 6, middle + 4), LABEL);
            canvas.text(text.anchored(Anchor::End))?;
        }
        Ok(())
    }
}

/// What is drawn of the means, gaps filled.
fn grid(means: &Means<'_>, recipe: &Recipe, usual: Option<UsualRef<'_>>) -> Array2<f64> {
    let mut grid = Array2::default((0, 0));
    if let Some(usual) = usual {
        fill_residual(recipe, means.matrix, usual, means.times, &mut grid);
    } else {
        fill_mean(recipe, means.matrix, means.times, &mut grid);
        grid.mapv_inplace(|value| recipe.after_interpolation(value));
    }
    grid
}

/// The number, in thousands where it is long.
fn count(number: &u64) -> String {
    match number {
        0..10_000 => number.to_string(),
        _ => format!("{}k", number / 1000),
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{array, aview2};

    use super::*;

    const MEANS: [[f32; 3]; 3] = [[0.0, f32::NAN, 9.0], [1.0, 2.0, 3.0], [f32::NAN; 3]];

    fn cells(row_order: RowOrder, scale: Scale) -> Cells<'static> {
        let cell_types: &'static [String] =
            Box::leak(Box::new(["germ".into(), "soma".into(), "never".into()]));
        let means = Means {
            cell_types,
            times: &[6.0, 7.0, 10.0],
            time_labels: &["6", "7", "10"],
            matrix: aview2(&MEANS),
            cells: Some(&[5, 0, 10_999, 1, 2, 3, 0, 0, 0]),
            ceiling: 2.0,
            usual: None,
        };
        let recipe = Recipe {
            row_order,
            scale,
            ..Recipe::default()
        };
        Cells::new(&means, &recipe)
    }

    #[test]
    fn values_are_those_of_the_image_and_gaps_are_known() {
        let cells = cells(RowOrder::Given, Scale::Max);
        // 7 weeks lie a quarter of the way from 0 to 9.
        let expected = array![0.0, 3.25_f64.log10(), 1.0];
        assert_eq!(cells.grid.row(0), expected);
        assert_eq!(cells.measured.row(0), array![true, false, true]);
        assert!(cells.has_gaps() && cells.has_empty_rows());
        assert_eq!(cells.counts[[0, 2]], "10k");
        assert_eq!(cells.ceiling, 2.0);
    }

    #[test]
    fn reversed_rows_keep_their_labels_gaps_and_counts() {
        let cells = cells(RowOrder::Reversed, Scale::Max);
        assert_eq!(cells.cell_types, ["never", "soma", "germ"]);
        assert_eq!(cells.measured.row(2), array![true, false, true]);
        assert_eq!(cells.counts.row(2), array!["5", "0", "10k"]);
        assert_eq!(cells.grid[[2, 2]], 1.0);
    }

    #[test]
    fn per_gene_has_its_own_ceiling() {
        assert_eq!(cells(RowOrder::Given, Scale::PerGene).ceiling, 1.0);
    }

    #[test]
    fn numbers_need_room() {
        let cells = cells(RowOrder::Given, Scale::Max);
        assert!(cells.shows_counts((40, 20)));
        assert!(!cells.shows_counts((14, 20)) && !cells.shows_counts((40, 11)));
    }
}
