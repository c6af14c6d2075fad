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
