//! Assemblies of the human genome, as far as X and Y go.

use serde::Serialize;

/// An assembly of the human genome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Assembly {
    /// hg19.
    GRCh37,
    /// hg38.
    GRCh38,
}
