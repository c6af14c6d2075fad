//! Which pixels show the cells of one type at one time.

use ndarray::{Array2, Axis};

use super::Renderer;
use crate::heatmap::{
    cells::CellsRef,
    error::Error,
    fill::{fill_block, fill_column, fill_gaps},
    means::{check_times, shape},
    recipe::Fill,
};

/// What images of a condition show: so many cells of each type at each time.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The number of cell types.
    pub cell_types: usize,
    /// The time points, strictly rising.
    pub times: &'a [f64],
    /// How many cells there are, row-major cell types × times.
    pub cells: &'a [u64],
}

impl Renderer {
    /// How much of each pixel, from 0 to 1, shows the cells of one type at one time, height × width:
    /// the image of cells of which these are 1 and all others 0, before colours. Where values are resized
    /// after colouring and at even times, each pixel of any image is so much of their colours and the rest
    /// of others.
    ///
    /// # Errors
    ///
    /// There are not as many numbers of cells as cell types and times, times do not rise, or a time has no
    /// cells where the recipe has a column of them (fill `column`).
    pub fn share(
        &mut self,
        shown: Shown<'_>,
        cell_type: usize,
        time: usize,
    ) -> Result<Array2<f32>, Error> {
        check_times(shown.times, shown.times.len())?;
        let expected = shown.cell_types * shown.times.len();
        if shown.cells.len() != expected {
            return Err(shape("numbers of cells", expected, shown.cells.len()));
        }
        match self.recipe.fill {
            Fill::Mean => self.fill_mean_share(shown, cell_type, time),
            Fill::Block | Fill::Column => self.fill_cells_share(shown, cell_type, time)?,
        }
        self.arrange(shown.times);
        let grey = self.grid.view().insert_axis(Axis(2));
        self.resizer.resize(grey, &mut self.colours);
        let shares = self.colours.index_axis(Axis(2), 0);
        Ok(shares.mapv(|share| share as f32))
    }

    fn fill_mean_share(&mut self, shown: Shown<'_>, cell_type: usize, time: usize) {
        let columns = shown.times.len();
        let share = |place: (usize, usize)| match shown.cells[place.0 * columns + place.1] {
            0 => f64::NAN,
            _ => f64::from(u8::from(place == (cell_type, time))),
        };
        self.grid = Array2::from_shape_fn((shown.cell_types, columns), share);
        fill_gaps(&mut self.grid, shown.times);
    }

    fn fill_cells_share(
        &mut self,
        shown: Shown<'_>,
        cell_type: usize,
        time: usize,
    ) -> Result<(), Error> {
        let columns = shown.times.len();
        let (mut values, mut offsets) = (Vec::new(), vec![0]);
        for column in 0..columns {
            for row in 0..shown.cell_types {
                let is_it = (row, column) == (cell_type, time);
                let count = shown.cells[row * columns + column] as usize;
                values.resize(values.len() + count, f32::from(u8::from(is_it)));
                offsets.push(values.len());
            }
        }
        let cells = CellsRef {
            cell_types: shown.cell_types,
            times: shown.times,
            offsets: &offsets,
            values: &values,
        };
        match self.recipe.fill {
            Fill::Block => fill_block(&cells, self.recipe.length, &mut self.grid),
            _ => fill_column(&cells, self.recipe.length, &mut self.grid)?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::{
        Image, Recipe,
        recipe::{RowOrder, TimeSpacing},
        render_cells,
    };

    const TIMES: [f64; 3] = [6.0, 6.5, 9.0];
    const CELLS: [u64; 6] = [5, 30, 12, 25, 7, 20];

    /// Cells by time, then by type; those of a group have another value.
    fn drawn(recipe: &Recipe, group: Option<(usize, usize)>) -> Image {
        let (mut values, mut offsets) = (Vec::new(), vec![0]);
        for time in 0..3 {
            for row in 0..2 {
                let count = CELLS[row * 3 + time] as usize;
                let cells = (0..count).map(|cell| match group == Some((row, time)) {
                    true => 9.0,
                    false => (cell % 4) as f32,
                });
                values.extend(cells);
                offsets.push(values.len());
            }
        }
        let cells = CellsRef {
            cell_types: 2,
            times: &TIMES,
            offsets: &offsets,
            values: &values,
        };
        render_cells(recipe, &cells, 1.0).unwrap()
    }

    #[test]
    fn pixels_that_differ_are_those_that_show_the_cells() {
        let shown = Shown {
            cell_types: 2,
            times: &TIMES,
            cells: &CELLS,
        };
        for fill in [Fill::Column, Fill::Block] {
            for row_order in [RowOrder::Given, RowOrder::Reversed] {
                for time_spacing in [TimeSpacing::Even, TimeSpacing::ByValue] {
                    let recipe = Recipe {
                        fill,
                        row_order,
                        time_spacing,
                        ..Recipe::default()
                    };
                    let mut renderer = Renderer::new(recipe.clone()).unwrap();
                    let before = drawn(&recipe, None);
                    for group in [(0, 0), (0, 1), (1, 2), (1, 0)] {
                        let after = drawn(&recipe, Some(group));
                        let shares = renderer.share(shown, group.0, group.1).unwrap();
                        let highest = recipe.colormap.rgb(1.0).map(|value| value as f32);
                        for ((y, x), &share) in shares.indexed_iter() {
                            let pixel = |image: &Image| [0, 1, 2].map(|c| image.view()[[y, x, c]]);
                            let (was, is) = (pixel(&before), pixel(&after));
                            let differs = was.iter().zip(is).any(|(a, b)| (a - b).abs() > 1e-5);
                            assert!(share > 0.0 || !differs, "{recipe:?} {group:?} {y} {x}");
                            let is_highest =
                                is.iter().zip(highest).all(|(a, b)| (a - b).abs() < 1e-5);
                            assert!(
                                share < 0.999_999 || is_highest,
                                "{recipe:?} {group:?} {y} {x} {is:?}"
                            );
                        }
                        assert!(
                            shares.iter().any(|&share| share > 0.9),
                            "{recipe:?} {group:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn shares_of_all_cells_are_one() {
        let shown = Shown {
            cell_types: 2,
            times: &TIMES,
            cells: &CELLS,
        };
        for fill in [Fill::Column, Fill::Block, Fill::Mean] {
            let recipe = Recipe {
                fill,
                ..Recipe::default()
            };
            let mut renderer = Renderer::new(recipe).unwrap();
            let mut sum = Array2::<f32>::zeros((100, 50));
            for group in 0..6 {
                sum += &renderer.share(shown, group / 3, group % 3).unwrap();
            }
            assert!(sum.iter().all(|share| (share - 1.0).abs() < 1e-5));
        }
    }
}
