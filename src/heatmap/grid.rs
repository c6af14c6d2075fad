//! The matrix that the steps work on.

/// A matrix of values, row-major: rows from top to bottom, columns are time
/// points. Steps change it in place, so that one serves for many images.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl Grid {
    /// Makes it `rows` × `columns`, every value not measured (NaN), in the
    /// memory that it has.
    pub fn reset(&mut self, rows: usize, columns: usize) {
        self.rows = rows;
        self.columns = columns;
        self.values.clear();
        self.values.resize(rows * columns, f64::NAN);
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns, i.e. time points.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// All values, row-major.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// All values, row-major, to change.
    pub fn values_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }

    /// Writes `values` down column `column` from row `top` on; what would lie
    /// outside is left out.
    pub fn write_down(&mut self, top: usize, column: usize, values: impl Iterator<Item = f64>) {
        let start = top * self.columns + column;
        let places = self.values.iter_mut().skip(start);
        for (place, value) in places.step_by(self.columns.max(1)).zip(values) {
            *place = value;
        }
    }

    /// Turns it upside down.
    pub fn reverse_rows(&mut self) {
        // Reversing everything and then each row leaves only rows reversed.
        self.values.reverse();
        for row in self.values.chunks_exact_mut(self.columns.max(1)) {
            row.reverse();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::default();
        grid.reset(3, 2);
        grid.write_down(0, 0, [1.0, 2.0, 3.0].into_iter());
        grid.write_down(0, 1, [4.0, 5.0, 6.0].into_iter());
        grid
    }

    #[test]
    fn columns_are_written_from_top_to_bottom() {
        assert_eq!(grid().values(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }

    #[test]
    fn reversing_keeps_time_in_order() {
        let mut grid = grid();
        grid.reverse_rows();
        assert_eq!(grid.values(), [3.0, 6.0, 2.0, 5.0, 1.0, 4.0]);
    }

    #[test]
    fn reset_forgets_the_last_image() {
        let mut grid = grid();
        grid.reset(1, 2);
        assert!(grid.values().len() == 2 && grid.values().iter().all(|v| v.is_nan()));
    }
}
