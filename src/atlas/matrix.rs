//! A matrix of cells × genes that is read from its beginning to its end.

mod stream;

use super::{AtlasError, Axis, Block, blocks::StoredMatrix};

/// A matrix of an open file: its shape and offsets are checked, its values are
/// still in the file.
pub struct Matrix {
    stored: Box<dyn StoredMatrix>,
}

impl Matrix {
    pub(super) fn new(stored: impl StoredMatrix + 'static) -> Self {
        let stored = Box::new(stored);
        Self { stored }
    }

    /// The number of cells.
    pub fn cells(&self) -> usize {
        self.stored.shape()[0]
    }

    /// The number of genes.
    pub fn genes(&self) -> usize {
        self.stored.shape()[1]
    }

    /// The number of values that are stored: those of a dense matrix include the zeros.
    pub fn stored(&self) -> u64 {
        self.stored.values()
    }

    /// What the vectors of its blocks are.
    pub fn axis(&self) -> Axis {
        self.stored.axis()
    }

    /// How it is stored, such as `CSR, float32, gzip`.
    pub fn describe(&self) -> String {
        self.stored.describe()
    }

    /// Reads the matrix block by block, each a few megabytes, in the file's order. Blocks are
    /// decoded on all cores while `f` works on the one before; cells and genes without an entry
    /// may be in no block.
    ///
    /// # Errors
    ///
    /// What `f` returns ends the reading. Otherwise, if the file cannot be read to its end, or an
    /// index is not within the matrix.
    pub fn for_each_block<E: From<AtlasError>>(
        &self,
        f: impl FnMut(&Block) -> Result<(), E>,
    ) -> Result<(), E> {
        stream::run(self.stored.blocks()?, self.stored.axis(), f)
    }
}
