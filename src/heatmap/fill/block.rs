//! The cells of each cell type in a block of their own.

use ndarray::{Array2, s};

use super::{fill_gaps, write_down};
use crate::heatmap::{cells::CellsRef, memory::reset, stretch::stretch};

/// Fills the grid with one block of `length` rows a cell type, or of the
/// largest group's number of cells; within it each time point's cells are
/// stretched to the block. Blocks without cells are filled along time
/// ([`fill_gaps`]).
pub fn fill_block(cells: &CellsRef<'_>, length: Option<u32>, grid: &mut Array2<f64>) {
    let sizes = cells.offsets.iter().zip(cells.offsets.iter().skip(1));
    let largest = sizes.map(|(start, end)| end.saturating_sub(*start)).max();
    let block = length.map_or(largest.unwrap_or(0), |n| n as usize);
    reset(
        grid,
        (block * cells.cell_types, cells.times.len()),
        f64::NAN,
    );
    for time in 0..cells.times.len() {
        for cell_type in 0..cells.cell_types {
            let values = stretch(cells.group(time, cell_type), block);
            write_down(grid.slice_mut(s![cell_type * block.., time]), values);
        }
    }
    fill_gaps(grid, cells.times);
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn blocks_are_aligned_and_gaps_filled() {
        let cells = CellsRef {
            cell_types: 2,
            times: &[6.0, 7.0, 8.0],
            offsets: &[0, 1, 3, 3, 5, 6, 6],
            values: &[1.0, 10.0, 20.0, 30.0, 40.0, 3.0],
        };
        let mut grid = Array2::default((0, 0));
        fill_block(&cells, None, &mut grid);
        let expected = array![
            [1.0, 2.0, 3.0],
            [1.0, 2.0, 3.0],
            [10.0, 30.0, 30.0],
            [20.0, 40.0, 40.0]
        ];
        assert_eq!(grid, expected);
    }

    #[test]
    fn a_block_length_can_be_given() {
        let cells = CellsRef {
            cell_types: 1,
            times: &[6.0],
            offsets: &[0, 2],
            values: &[1.0, 3.0],
        };
        let mut grid = Array2::default((0, 0));
        fill_block(&cells, Some(3), &mut grid);
        assert_eq!(grid, array![[1.0], [2.0], [3.0]]);
    }
}
