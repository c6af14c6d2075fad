//! Regions of the genome.

/// Regions of the genome, for a filter.
#[derive(Clone, Debug, Default)]
pub struct Regions {}
