//! Into what parts a gene's expression is cut.

use std::ops::Range;

/// The blocks of a condition: each cell type × a run of neighbouring times, row-major.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks {
    cell_types: usize,
    times: usize,
    times_per_block: usize,
}

impl Blocks {
    /// Of matrices of cell types × times.
    #[must_use]
    pub fn new([cell_types, times]: [usize; 2], times_per_block: usize) -> Self {
        Self {
            cell_types,
            times,
            times_per_block: times_per_block.max(1),
        }
    }

    /// Cell types × runs of times.
    #[must_use]
    pub fn shape(&self) -> [usize; 2] {
        [self.cell_types, self.times.div_ceil(self.times_per_block)]
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let [cell_types, runs] = self.shape();
        cell_types.saturating_mul(runs)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places of a block's values in a matrix, row-major cell types × times.
    #[must_use]
    pub fn values(&self, block: usize) -> Range<usize> {
        let (cell_type, times) = self.place(block);
        let start = cell_type * self.times;
        start + times.start..start + times.end
    }

    /// The places of all values of a cell type.
    #[must_use]
    pub fn values_of(&self, cell_type: usize) -> Range<usize> {
        cell_type * self.times..(cell_type + 1) * self.times
    }

    /// The cell type and the times of a block.
    #[must_use]
    pub fn place(&self, block: usize) -> (usize, Range<usize>) {
        let [_, runs] = self.shape();
        let start = block % runs.max(1) * self.times_per_block;
        let end = (start + self.times_per_block).min(self.times);
        (block / runs.max(1), start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_each_value_once() {
        for (shape, per_block, count) in [([2, 5], 2, 6), ([3, 4], 1, 12), ([1, 3], 9, 1)] {
            let blocks = Blocks::new(shape, per_block);
            assert_eq!(blocks.len(), count);
            let every: Vec<_> = (0..shape[0] * shape[1]).collect();
            let values = (0..blocks.len()).flat_map(|block| blocks.values(block));
            assert_eq!(values.collect::<Vec<_>>(), every);
            let values = (0..shape[0]).flat_map(|row| blocks.values_of(row));
            assert_eq!(values.collect::<Vec<_>>(), every);
            let (row, times) = blocks.place(count - 1);
            let last = row * shape[1] + times.end;
            assert_eq!(blocks.values(count - 1).end, last);
        }
        assert!(Blocks::new([0, 0], 1).is_empty());
    }
}
