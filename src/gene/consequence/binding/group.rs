//! Entries of one original ALT.

use std::ops::Range;

/// Entries of one original ALT: of one `Allele` and `ALLELE_NUM`.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) allele: Range<usize>,
    pub(super) number: Range<usize>,
}
