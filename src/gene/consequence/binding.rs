//! Which ALTs of a record the entries of a value belong to.
//!
//! Entries outlive their ALT: programs that take ALTs away, split, trim or shift a record keep the
//! consequence field whole. So an entry belongs to an ALT
//!
//! 1. that it spells, where one way of spelling explains all entries: the record is as it was;
//! 2. else to the one that its ALT of the original site became, where the record names that site;
//! 3. else to that of its `ALLELE_NUM`, where the numbers do not contradict the spelling;
//! 4. else to all that some original site could have left as they are. Of several entries for one
//!    ALT, HGVS decides where it is there.

mod choice;
mod group;
mod reading;
mod ways;

use std::ops::Range;

use self::{group::Group, reading::Reading};
use super::{
    allele::{is_annotatable, is_sequence},
    bond::Bond,
    change::Change,
    format::{self, Format},
    site::Site,
};

/// The ALTs of a value's entries; the buffers are for reuse.
#[derive(Clone, Debug, Default)]
pub struct Binder {
    /// Where the entries are in the value.
    entries: Vec<Range<usize>>,
    /// The group of each entry.
    group_of: Vec<usize>,
    groups: Vec<Group>,
    /// Group by group, for each ALT.
    bonds: Vec<Bond>,
    alternates: usize,
    /// The ALTs of which HGVS chose the entries.
    chosen: Vec<bool>,
    /// ALTs of the last record that keep the entries of several original ALTs.
    ambiguous: u64,
    /// ALTs of the last record of which no entry is.
    bare: u64,
}

impl Binder {
    /// How many ALTs of the record that was read last keep the entries of several original ALTs,
    /// since nothing tells which are theirs.
    #[must_use]
    pub fn ambiguous(&self) -> u64 {
        self.ambiguous
    }

    /// How many ALTs of the record that was read last have no entry, though others have.
    #[must_use]
    pub fn bare(&self) -> u64 {
        self.bare
    }

    pub(super) fn forget(&mut self) {
        self.entries.clear();
        (self.ambiguous, self.bare) = (0, 0);
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.entries.iter().cloned()
    }

    /// Reads the entries of a value.
    pub(super) fn read(&mut self, format: &Format, value: &[u8], site: &Site) {
        self.forget();
        self.group(format, value);
        self.alternates = site.alternates.len();
        self.bonds.clear();
        self.bonds
            .resize(self.groups.len() * self.alternates, Bond::None);
        self.chosen.clear();
        self.chosen.resize(self.alternates, false);
        let reading = Reading {
            format,
            value,
            site,
        };
        let is_bound = self.bind_as_spelt(&reading)
            || self.bind_by_original(&reading)
            || self.bind_by_number(&reading);
        if !is_bound {
            self.bind_by_descent(&reading);
        }
        self.choose(&reading);
        self.count(site);
    }

    /// Puts entries of one allele and number together. They mostly follow one another.
    fn group(&mut self, format: &Format, value: &[u8]) {
        self.group_of.clear();
        self.groups.clear();
        let mut last = 0;
        for entry in format::ranges(value) {
            let allele = format.range(value, &entry, format.allele);
            let number = format.range(value, &entry, format.allele_number);
            let is_same = |group: &Group| {
                value[group.allele.clone()] == value[allele.clone()]
                    && value[group.number.clone()] == value[number.clone()]
            };
            if !self.groups.get(last).is_some_and(is_same) {
                let found = self.groups.iter().position(is_same);
                last = found.unwrap_or(self.groups.len());
                if found.is_none() {
                    self.groups.push(Group { allele, number });
                }
            }
            self.entries.push(entry);
            self.group_of.push(last);
        }
    }

    /// The group of an entry.
    pub(super) fn group_of(&self, entry: usize) -> usize {
        self.group_of[entry]
    }

    pub(super) fn bond(&self, group: usize, alternate: usize) -> Bond {
        self.bonds[group * self.alternates + alternate]
    }

    fn set(&mut self, group: usize, alternate: usize, bond: Bond) {
        self.bonds[group * self.alternates + alternate] = bond;
    }

    /// How many groups are bound to an ALT.
    pub(super) fn groups_of(&self, alternate: usize) -> usize {
        let groups = 0..self.groups.len();
        groups
            .filter(|&group| self.bond(group, alternate) > Bond::None)
            .count()
    }

    /// Whether the entries of a group are an ALT's and no other's, as far as can be told.
    pub(super) fn is_certain(&self, group: usize, alternate: usize) -> bool {
        let bonds = || (0..self.alternates).map(|other| self.bond(group, other));
        self.bond(group, alternate) == Bond::Certain
            && self.groups_of(alternate) == 1
            && bonds().filter(|bond| *bond > Bond::None).count() == 1
    }

    /// The ALTs that an entry of a group belongs to.
    pub(super) fn alternates_of(
        &self,
        format: &Format,
        site: &Site,
        group: usize,
        text: &[u8],
    ) -> impl Iterator<Item = usize> {
        let is_its = move |&alternate: &usize| {
            self.bond(group, alternate) > Bond::None
                && is_annotatable(site.alternates[alternate])
                && !self.is_set_aside(format, text, site, alternate)
        };
        (0..self.alternates).filter(is_its)
    }

    fn count(&mut self, site: &Site) {
        if self.groups.is_empty() {
            return;
        }
        for (i, alternate) in site.alternates.iter().enumerate() {
            if is_annotatable(alternate) {
                let groups = self.groups_of(i);
                self.ambiguous += u64::from(groups > 1);
                self.bare += u64::from(groups == 0);
            }
        }
    }
}

/// Whether some original site, of which splitting, trimming or shifting left an ALT as it is, may
/// have had an ALT that stood as `allele` in the record: bases as they are, other ALTs whatever they
/// are called.
#[must_use]
pub fn could_have_spelt(reference: &[u8], alternate: &[u8], allele: &[u8]) -> bool {
    match is_sequence(alternate) && is_sequence(allele) {
        true => Change::new(0, reference, alternate).may_be_of(allele),
        false => allele.eq_ignore_ascii_case(alternate),
    }
}
