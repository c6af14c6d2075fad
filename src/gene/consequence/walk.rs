//! Entry by entry through a value, each to the ALTs that it belongs to.

use super::{
    binding::Binder,
    bound::{BoundEntry, give_change, give_only},
    entry::Entry,
    field::ConsequenceField,
    format,
    site::Site,
    text::EntryText,
};

/// Entries of different genes that are held before they are given; more are rare.
const HELD: usize = 6;

impl ConsequenceField {
    /// `every`: whether entries that repeat a gene are given too.
    pub(super) fn walk<'a>(
        &self,
        value: &'a [u8],
        site: &Site,
        binder: &mut Binder,
        every: bool,
        f: &mut impl FnMut(BoundEntry<'a>),
    ) {
        binder.forget();
        if self.format.has_changes() {
            return self.walk_changes(value, site, every, f);
        }
        let of_only = match site.alternates {
            [alternate] => self.format.only_allele(value, site, alternate),
            _ => None,
        };
        let is_walked = of_only.is_some_and(|allele| match every {
            true => self.walk_only_alternate(value, allele, site, f),
            false => self.walk_genes(value, allele, site, f),
        });
        if !is_walked {
            self.walk_alleles(value, site, binder, every, f);
        }
    }

    /// Entries of `bcftools csq`, which spell their changes.
    fn walk_changes<'a>(
        &self,
        value: &'a [u8],
        site: &Site,
        every: bool,
        f: &mut impl FnMut(BoundEntry<'a>),
    ) {
        let mut previous = Entry::default();
        for text in format::texts(value) {
            let entry = self.format.entry(text);
            if every || !entry.repeats(&previous) {
                give_change(&entry, text, site, f);
                previous = entry;
            }
        }
    }

    /// Entries that all have the allele of the only ALT, less those of the gene of the entry before,
    /// as most transcripts are; `false`, with nothing given, where they have not, or name more genes
    /// than are held.
    fn walk_genes<'a>(
        &self,
        value: &'a [u8],
        allele: &[u8],
        site: &Site,
        f: &mut impl FnMut(BoundEntry<'a>),
    ) -> bool {
        let mut held = [(Entry::default(), &b""[..]); HELD];
        let (mut count, mut gene_text) = (0, None);
        for text in format::texts(value) {
            if !format::begins_with(text, allele) {
                return false;
            }
            if gene_text.is_some_and(|gene_text| self.format.repeats_gene(text, gene_text)) {
                continue;
            }
            let entry = self.format.entry(text);
            let Some(place) = held.get_mut(count) else {
                return false;
            };
            *place = (entry, text);
            count += 1;
            gene_text = self.format.gene_text(text).filter(|_| entry.hits_gene());
        }
        for (entry, text) in &held[..count] {
            give_only(entry, text, site, f);
        }
        true
    }

    /// The same with all entries.
    fn walk_only_alternate<'a>(
        &self,
        value: &'a [u8],
        allele: &[u8],
        site: &Site,
        f: &mut impl FnMut(BoundEntry<'a>),
    ) -> bool {
        let all = format::texts(value).all(|text| format::begins_with(text, allele));
        if all {
            for text in format::texts(value) {
                give_only(&self.format.entry(text), text, site, f);
            }
        }
        all
    }

    fn walk_alleles<'a>(
        &self,
        value: &'a [u8],
        site: &Site,
        binder: &mut Binder,
        every: bool,
        f: &mut impl FnMut(BoundEntry<'a>),
    ) {
        binder.read(&self.format, value, site);
        let mut previous = (usize::MAX, Entry::default());
        for (i, range) in binder.entries().enumerate() {
            let text = &value[range];
            let (group, entry) = (binder.group_of(i), self.format.entry(text));
            if !every && group == previous.0 && entry.repeats(&previous.1) {
                continue;
            }
            for alternate in binder.alternates_of(&self.format, site, group, text) {
                let bound = |gene| BoundEntry {
                    alternate,
                    gene,
                    text: EntryText::new(text),
                    group,
                    groups: binder.groups_of(alternate),
                    is_certain: binder.is_certain(group, alternate),
                };
                entry.for_each_mention(&mut |gene| f(bound(gene)));
            }
            previous = (group, entry);
        }
    }
}
