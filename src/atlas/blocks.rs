//! What a format of matrices gives: its shape, and its blocks one after the other.

use super::{AtlasError, Axis, Block};

/// No matrix has as many cells or genes: their numbers are `i32` and `u32` in many places.
pub(super) const MAX_LENGTH: u64 = 1 << 31;

/// About how many entries a block has.
pub(super) const BLOCK_ENTRIES: u64 = 1 << 19;

/// A matrix as it lies in its file.
pub(super) trait StoredMatrix: Send + Sync {
    /// The numbers of cells and genes.
    fn shape(&self) -> [usize; 2];

    /// The number of values that are stored.
    fn values(&self) -> u64;

    /// What the vectors of its blocks are.
    fn axis(&self) -> Axis;

    /// How it is stored.
    fn describe(&self) -> String;

    /// Its blocks, from the first.
    fn blocks(&self) -> Result<Box<dyn BlockReader + '_>, AtlasError>;
}

/// What reads the blocks of a matrix one after the other.
pub(super) trait BlockReader: Send {
    /// Reads the next block into an empty one; false after the last.
    fn next(&mut self, block: &mut Block) -> Result<bool, AtlasError>;
}
