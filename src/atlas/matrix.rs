//! A matrix of cells × genes that is read from its beginning to its end.

mod stream;

use super::{
    AtlasError, Axis, Block,
    h5ad::{Dense, Sparse},
    mtx::Entries,
};

/// No matrix has as many cells or genes: their numbers are `i32` and `u32` in many places.
pub(super) const MAX_LENGTH: u64 = 1 << 31;

/// About how many entries a block has.
pub(super) const BLOCK_ENTRIES: u64 = 1 << 19;

/// A matrix of an open file: its shape and offsets are checked, its values are
/// still in the file.
pub struct Matrix {
    source: Source,
}

enum Source {
    Sparse(Sparse),
    Dense(Dense),
    Entries(Entries),
}

/// What reads the blocks of a matrix one after the other.
pub(super) trait Blocks: Send {
    /// Reads the next block into an empty one; false after the last.
    fn next(&mut self, block: &mut Block) -> Result<bool, AtlasError>;
}

impl Matrix {
    pub(super) fn sparse(matrix: Sparse) -> Self {
        let source = Source::Sparse(matrix);
        Self { source }
    }

    pub(super) fn dense(matrix: Dense) -> Self {
        let source = Source::Dense(matrix);
        Self { source }
    }

    pub(super) fn entries(matrix: Entries) -> Self {
        let source = Source::Entries(matrix);
        Self { source }
    }

    fn shape(&self) -> [usize; 2] {
        match &self.source {
            Source::Sparse(matrix) => matrix.shape(),
            Source::Dense(matrix) => matrix.shape(),
            Source::Entries(matrix) => matrix.shape(),
        }
    }

    /// The number of cells.
    pub fn cells(&self) -> usize {
        self.shape()[0]
    }

    /// The number of genes.
    pub fn genes(&self) -> usize {
        self.shape()[1]
    }

    /// The number of values that are stored: those of a dense matrix include the zeros.
    pub fn stored(&self) -> u64 {
        match &self.source {
            Source::Sparse(matrix) => matrix.stored(),
            Source::Dense(matrix) => matrix.stored(),
            Source::Entries(matrix) => matrix.stored(),
        }
    }

    /// What the vectors of its blocks are.
    pub fn axis(&self) -> Axis {
        match &self.source {
            Source::Sparse(matrix) => matrix.axis(),
            Source::Dense(_) => Dense::AXIS,
            Source::Entries(_) => Entries::AXIS,
        }
    }

    /// How it is stored, such as `CSR, float32, gzip`.
    pub fn describe(&self) -> String {
        match &self.source {
            Source::Sparse(matrix) => matrix.describe(),
            Source::Dense(matrix) => matrix.describe(),
            Source::Entries(matrix) => matrix.describe(),
        }
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
        match &self.source {
            Source::Sparse(matrix) => stream::run(matrix.blocks(), matrix.axis(), f),
            Source::Dense(matrix) => stream::run(matrix.blocks(), Dense::AXIS, f),
            Source::Entries(matrix) => stream::run(matrix.blocks()?, Entries::AXIS, f),
        }
    }
}
