//! The record at which a value stands.

use super::change::Change;

/// The part of a record that consequences refer to.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The 1-based POS.
    pub position: u64,
    /// The bases of REF.
    pub reference: &'a [u8],
    /// The ALTs, in order.
    pub alternates: &'a [&'a [u8]],
    /// What a program that split or trimmed the record wrote of the site before: OLD_MULTIALLELIC or
    /// OLD_VARIANT of vt, or the tag of `bcftools norm --old-rec-tag`; else empty.
    pub original: &'a [u8],
}

impl Site<'_> {
    pub(super) fn change<'b>(&'b self, alternate: &'b [u8]) -> Change<'b> {
        Change::new(self.position, self.reference, alternate)
    }
}
