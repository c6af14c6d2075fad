//! Entry by entry through a value, each to the ALTs that it belongs to.

use super::{
    Binder, BoundEntry, ConsequenceField, EntryText, Site, allele::is_annotatable, bcsq,
    binding::Bond, entry::Entry, format,
};

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
            self.walk_changes(value, site, every, f);
        } else if self.are_of_only_alternate(value, site, binder, every) {
            self.walk_only_alternate(value, site, binder, f);
        } else {
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

    /// Whether a record has one ALT and all entries are its own. The entries to
    /// give are put down, less those of the gene of the entry before, as most
    /// transcripts are.
    fn are_of_only_alternate(
        &self,
        value: &[u8],
        site: &Site,
        binder: &mut Binder,
        every: bool,
    ) -> bool {
        let [alternate] = site.alternates else {
            return false;
        };
        let Some(allele) = self.format.only_allele(value, site, alternate) else {
            return false;
        };
        let mut gene_text = None;
        for range in format::ranges(value) {
            let text = &value[range.clone()];
            if !format::begins_with(text, allele) {
                return false;
            }
            if gene_text.is_some_and(|gene_text| self.format.repeats_gene(text, gene_text)) {
                continue;
            }
            binder.push(range);
            if !every {
                let is_hit = self.format.entry(text).hits_gene();
                gene_text = self.format.gene_text(text).filter(|_| is_hit);
            }
        }
        true
    }

    fn walk_only_alternate<'a>(
        &self,
        value: &'a [u8],
        site: &Site,
        binder: &Binder,
        f: &mut impl FnMut(BoundEntry<'a>),
    ) {
        if !site.alternates.first().is_some_and(|a| is_annotatable(a)) {
            return;
        }
        for text in binder.entries().map(|range| &value[range]) {
            let text_ = EntryText::new(text);
            self.format.entry(text).for_each_mention(&mut |gene| {
                f(BoundEntry {
                    alternate: 0,
                    gene,
                    text: text_,
                    group: 0,
                    groups: 1,
                    is_certain: true,
                });
            });
        }
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
