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
            let places = (0..blocks.len()).map(|block| blocks.place(block));
            let all = places.flat_map(|(row, times)| times.map(move |time| row * shape[1] + time));
            assert_eq!(
                all.collect::<Vec<_>>(),
                (0..shape[0] * shape[1]).collect::<Vec<_>>()
            );
        }
        assert!(Blocks::new([0, 0], 1).is_empty());
    }
}
