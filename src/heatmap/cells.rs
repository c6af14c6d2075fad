//! The single cells of one gene.

use super::{
    error::Error,
    means::{check_times, shape},
    recipe::Transform,
    transform::check_values,
};

/// The expression of one gene in single cells, sorted by time point and then by
/// cell type. `offsets` is the same for all genes.
#[derive(Clone, Copy, Debug)]
pub struct CellsRef<'a> {
    /// The number of cell types.
    pub cell_types: usize,
    /// The time points, e.g. gestational weeks, strictly rising.
    pub times: &'a [f64],
    /// Where each group of cells begins in `values`, and at last their number:
    /// `times.len()` × `cell_types` + 1 offsets; the group of time point `t`
    /// and cell type `k` is number `t * cell_types + k`.
    pub offsets: &'a [usize],
    /// One raw value for each cell.
    pub values: &'a [f32],
}

impl<'a> CellsRef<'a> {
    /// Checks shape, times and values.
    ///
    /// # Errors
    ///
    /// Offsets do not cut `values` into the groups, time points do not rise, a
    /// value cannot be transformed, or there is no cell at all.
    pub fn check(&self, transform: Transform) -> Result<(), Error> {
        check_times(self.times, self.times.len())?;
        self.check_offsets()?;
        if self.values.is_empty() {
            return Err(Error::NotMeasured);
        }
        check_values(transform, self.values)
    }

    fn check_offsets(&self) -> Result<(), Error> {
        let groups = self.times.len().saturating_mul(self.cell_types);
        let expected = groups.saturating_add(1);
        if self.offsets.len() != expected {
            let what = "offsets of groups of cells";
            return Err(shape(what, expected, self.offsets.len()));
        }
        let ends = (self.offsets.first(), self.offsets.last());
        if ends != (Some(&0), Some(&self.values.len())) || !self.offsets.is_sorted() {
            let last = self.offsets.last().copied().unwrap_or(0);
            return Err(shape(
                "cells by rising offsets from 0",
                last,
                self.values.len(),
            ));
        }
        Ok(())
    }

    /// The cells of one type at one time point.
    pub fn group(&self, time: usize, cell_type: usize) -> &'a [f32] {
        let first = time * self.cell_types + cell_type;
        self.between(first, first + 1)
    }

    /// All cells of one time point, sorted by cell type.
    pub fn time_point(&self, time: usize) -> &'a [f32] {
        let first = time * self.cell_types;
        self.between(first, first + self.cell_types)
    }

    fn between(&self, first: usize, last: usize) -> &'a [f32] {
        let bounds = self.offsets.get(first).zip(self.offsets.get(last));
        bounds
            .and_then(|(&start, &end)| self.values.get(start..end))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELLS: CellsRef = CellsRef {
        cell_types: 2,
        times: &[6.0, 7.0],
        offsets: &[0, 1, 3, 3, 4],
        values: &[1.0, 2.0, 3.0, 4.0],
    };

    #[test]
    fn offsets_that_do_not_fit_are_refused() {
        for offsets in [
            &[0, 1, 3, 4][..],
            &[0, 1, 3, 2, 4],
            &[1, 1, 3, 3, 4],
            &[0, 1, 3, 3, 5],
        ] {
            let cells = CellsRef { offsets, ..CELLS };
            let error = cells.check(Transform::Log10).unwrap_err();
            assert!(matches!(error, Error::Shape { .. }), "{offsets:?}");
        }
    }

    #[test]
    fn a_cell_without_a_value_is_refused() {
        let values = &[1.0, f32::NAN, 3.0, 4.0];
        let error = CellsRef { values, ..CELLS }
            .check(Transform::None)
            .unwrap_err();
        assert!(matches!(error, Error::Value { index: 1, .. }));
    }

    #[test]
    fn no_cell_is_never_an_image() {
        let empty = CellsRef {
            offsets: &[0; 5],
            values: &[],
            ..CELLS
        };
        assert!(matches!(
            empty.check(Transform::Log10),
            Err(Error::NotMeasured)
        ));
    }
}
