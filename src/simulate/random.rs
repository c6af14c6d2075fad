//! Streams of random numbers.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// What a stream is for. The numbers are part of what a seed means: they must not change.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// Missing combinations and cells of each, by condition.
    Design = 1,
    /// Which cells come when, by condition.
    Order = 2,
    /// The classes of all genes.
    Classes = 3,
    /// What a gene does, by gene.
    Gene = 4,
    /// The counts of a cell, by cell.
    Cell = 5,
    /// A gene's exons, by gene.
    Genome = 6,
    /// A gene's variants and those before it, by gene.
    Variants = 7,
    /// The block that is the cause of label 1, by condition.
    Planted = 8,
}

/// The streams of a seed.
pub(super) struct Streams(ChaCha8Rng);

impl Streams {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The stream of one thing: it depends on nothing but seed, purpose and index.
    pub(super) fn get(&self, purpose: Purpose, index: usize) -> ChaCha8Rng {
        let mut stream = self.0.clone();
        stream.set_stream((purpose as u64) << 48 | index as u64);
        stream
    }
}
