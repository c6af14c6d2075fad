//! All cells of a time point in one column.

use ndarray::Array2;

use super::write_down;
use crate::heatmap::{cells::CellsRef, error::Error, memory::reset, stretch::stretch};

/// Fills each column of the grid with its time point's cells, sorted by cell
/// type and stretched to `length`, or to the largest time point's number.
///
/// Source: section 2.2 of the paper, "a stretching or compressing
/// transformation to the expression vector at each time point, ensuring
/// uniform column length".
///
/// # Errors
///
/// A time point has no cell.
pub fn fill_column(
    cells: &CellsRef<'_>,
    length: Option<u32>,
    grid: &mut Array2<f64>,
) -> Result<(), Error> {
    let rows = column_length(cells, length)?;
    reset(grid, (rows, cells.times.len()), f64::NAN);
    for t in 0..cells.times.len() {
        write_down(grid.column_mut(t), stretch(cells.time_point(t), rows));
    }
    Ok(())
}

/// What every time point is stretched to: `length`, or the largest time point's number of cells.
pub(in crate::heatmap) fn column_length(
    cells: &CellsRef<'_>,
    length: Option<u32>,
) -> Result<usize, Error> {
    let mut largest = 0;
    for (t, &time) in cells.times.iter().enumerate() {
        let number = cells.time_point(t).len();
        if number == 0 {
            return Err(Error::NoCells { time });
        }
        largest = largest.max(number);
    }
    Ok(length.map_or(largest, |length| length as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELLS: CellsRef = CellsRef {
        cell_types: 2,
        times: &[6.0, 7.0],
        offsets: &[0, 1, 2, 4, 5],
        values: &[0.0, 2.0, 5.0, 6.0, 9.0],
    };

    #[test]
    fn a_time_point_without_cells_is_named() {
        let cells = CellsRef {
            offsets: &[0, 2, 5, 5, 5],
            ..CELLS
        };
        let error = fill_column(&cells, None, &mut Array2::default((0, 0))).unwrap_err();
        assert!(error.to_string().contains("no cell at time 7"), "{error}");
    }
}
