//! Entries with the ALTs that they belong to.

use super::{allele::is_annotatable, bcsq, bond::Bond, entry::Entry, site::Site, text::EntryText};
use crate::gene::GeneMention;

/// An entry that belongs to an ALT, with a gene that it names.
#[derive(Clone, Copy, Debug)]
pub struct BoundEntry<'a> {
    /// The ALT's 0-based index.
    pub alternate: usize,
    /// The gene.
    pub gene: GeneMention<'a>,
    /// The entry.
    pub text: EntryText<'a>,
    /// A number that the value's entries of one original ALT have in common.
    pub group: usize,
    /// The entries of how many original ALTs may be this ALT's.
    pub groups: usize,
    /// Whether it is an entry of this ALT and no other, as far as can be told.
    pub is_certain: bool,
}

/// Gives an entry to the only ALT.
pub(super) fn give_only<'a>(
    entry: &Entry<'a>,
    text: &'a [u8],
    site: &Site,
    f: &mut impl FnMut(BoundEntry<'a>),
) {
    if !site.alternates.first().is_some_and(|a| is_annotatable(a)) {
        return;
    }
    entry.for_each_mention(&mut |gene| {
        f(BoundEntry {
            alternate: 0,
            gene,
            text: EntryText::new(text),
            group: 0,
            groups: 1,
            is_certain: true,
        });
    });
}

/// Gives an entry to the ALTs of its change.
pub(super) fn give_change<'a>(
    entry: &Entry<'a>,
    text: &'a [u8],
    site: &Site,
    f: &mut impl FnMut(BoundEntry<'a>),
) {
    for (alternate, bases) in site.alternates.iter().enumerate() {
        let bond = bcsq::bond(entry.dna_change, site, bases);
        if bond == Bond::None || !is_annotatable(bases) {
            continue;
        }
        entry.for_each_mention(&mut |gene| {
            f(BoundEntry {
                alternate,
                gene,
                text: EntryText::new(text),
                group: 0,
                groups: 1,
                is_certain: bond == Bond::Certain,
            });
        });
    }
}
