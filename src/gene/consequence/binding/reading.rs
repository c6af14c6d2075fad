//! What the entries of a value say of their alleles.

use super::group::Group;
use crate::gene::consequence::{
    allele::{Spelling, is_sequence, is_symbolic},
    format::Format,
    site::Site,
};

/// A value at a record.
pub(super) struct Reading<'r> {
    pub(super) format: &'r Format,
    pub(super) value: &'r [u8],
    pub(super) site: &'r Site<'r>,
}

impl<'r> Reading<'r> {
    pub(super) fn allele(&self, group: &Group) -> &'r [u8] {
        &self.value[group.allele.clone()]
    }

    /// The index of the ALT that `ALLELE_NUM` counts. VEP takes a record with symbolic ALTs for one
    /// structural variant and numbers it 1, whatever the ALT.
    pub(super) fn index(&self, group: &Group) -> Option<usize> {
        let number = &self.value[group.number.clone()];
        let number: usize = std::str::from_utf8(number).ok()?.parse().ok()?;
        let index = number.checked_sub(1)?;
        let alternate = self.site.alternates.get(index);
        (!alternate.is_some_and(|alternate| is_symbolic(alternate))).then_some(index)
    }

    /// The bases of an allele, of SnpEff's `ALT-REFERENCE` those before the sign; `None` where it is
    /// no sequence.
    pub(super) fn bases(&self, group: &Group) -> Option<&'r [u8]> {
        match self.allele(group) {
            b"-" => Some(b""),
            allele => {
                let sign = memchr::memchr(b'-', allele).unwrap_or(allele.len());
                let (bases, compared) = allele.split_at(sign);
                let compared = compared.strip_prefix(b"-").unwrap_or(b"A");
                (is_sequence(bases) && is_sequence(compared)).then_some(bases)
            }
        }
    }

    /// Whether several ALTs of the original site may have been spelt as this one.
    pub(super) fn may_share_spelling(&self, alternate: &[u8]) -> bool {
        let is_minimal = self.format.spellings.first() == Some(&Spelling::Minimal);
        is_minimal && is_sequence(alternate) && !self.site.change(alternate).is_substitution()
    }
}
