//! The ways in which entries are bound to ALTs, one after the other.

use super::{Binder, group::Group, reading::Reading};
use crate::gene::consequence::{
    allele::{Spelling, is_sequence, is_structural, spellings_at},
    bond::Bond,
    change::is_rotation,
    original::Original,
    site::Site,
};

impl Binder {
    pub(super) fn bind_as_spelt(&mut self, reading: &Reading) -> bool {
        let site = reading.site;
        let Some(spelling) = self.explains(reading, site) else {
            return false;
        };
        for group in 0..self.groups.len() {
            let allele = reading.allele(&self.groups[group]);
            for (i, alternate) in site.alternates.iter().enumerate() {
                if spelling.matches(site, alternate, allele) {
                    self.set(group, i, Bond::Certain);
                }
            }
            self.narrow(reading, group);
        }
        true
    }

    /// The way of spelling by which every entry spells an ALT of a site, that of its number if there
    /// is such a way. `VEP --minimal` writes `A` for the first of two insertions where VEP otherwise
    /// means the second, and only the other entries tell.
    fn explains(&self, reading: &Reading, site: &Site) -> Option<Spelling> {
        let spellings = spellings_at(reading.format.spellings, site);
        let occurs =
            |spelling: &Spelling, group: &Group| spelling.occurs(site, reading.allele(group));
        let is_numbered = |spelling: &Spelling, group: &Group| {
            let alternate = reading.index(group).and_then(|i| site.alternates.get(i));
            alternate.is_some_and(|a| spelling.matches(site, a, reading.allele(group)))
        };
        let all = |is: &dyn Fn(&Spelling, &Group) -> bool| {
            let explains = |spelling: &&Spelling| self.groups.iter().all(|g| is(spelling, g));
            spellings.iter().find(explains).copied()
        };
        all(&is_numbered).or_else(|| all(&occurs))
    }

    /// Of ALTs that are spelt alike, `ALLELE_NUM` names one.
    fn narrow(&mut self, reading: &Reading, group: usize) {
        let Some(index) = reading.index(&self.groups[group]) else {
            return;
        };
        if index < self.alternates && self.bond(group, index) == Bond::Certain {
            for other in (0..self.alternates).filter(|&other| other != index) {
                self.set(group, other, Bond::None);
            }
        }
    }

    pub(super) fn bind_by_original(&mut self, reading: &Reading) -> bool {
        let site = reading.site;
        let Some(original) = Original::read(site.original) else {
            return false;
        };
        let alternates: Vec<_> = original.alternates().collect();
        let before = Site {
            position: original.position,
            reference: original.reference,
            alternates: &alternates,
            original: b"",
        };
        let place = |alternate: &&[u8]| {
            let change = site.change(alternate);
            let mut changes = alternates.iter().map(|alternate| before.change(alternate));
            changes.position(|before| before.is(&change))
        };
        let places: Option<Vec<_>> = site.alternates.iter().map(place).collect();
        let (Some(places), Some(spelling)) = (places, self.explains(reading, &before)) else {
            return false;
        };
        for group in 0..self.groups.len() {
            let allele = reading.allele(&self.groups[group]);
            let spells = |place: usize| spelling.matches(&before, alternates[place], allele);
            let numbered = reading.index(&self.groups[group]);
            let numbered = numbered.filter(|&place| place < alternates.len() && spells(place));
            for (i, &place) in places.iter().enumerate() {
                if numbered.map_or_else(|| spells(place), |numbered| numbered == place) {
                    self.set(group, i, Bond::Certain);
                }
            }
        }
        true
    }

    /// Binds by `ALLELE_NUM` where each group has one of an ALT of its own that it can spell, and all
    /// alleles were trimmed by as many bases.
    pub(super) fn bind_by_number(&mut self, reading: &Reading) -> bool {
        let site = reading.site;
        if self.alternates < 2 || self.groups.is_empty() {
            return false;
        }
        let mut taken = vec![false; self.alternates];
        let mut trimmed = None;
        for group in &self.groups {
            let (Some(index), Some(bases)) = (reading.index(group), reading.bases(group)) else {
                return false;
            };
            let Some(alternate) = site.alternates.get(index).filter(|a| is_sequence(a)) else {
                return false;
            };
            let lost = bases.len() as i64 - alternate.len() as i64;
            let agrees = *trimmed.get_or_insert(lost) == lost
                && site.change(alternate).may_be_of(bases)
                && !std::mem::replace(&mut taken[index], true);
            if !agrees {
                return false;
            }
        }
        for group in 0..self.groups.len() {
            let index = reading.index(&self.groups[group]);
            index
                .into_iter()
                .for_each(|i| self.set(group, i, Bond::Certain));
        }
        true
    }

    pub(super) fn bind_by_descent(&mut self, reading: &Reading) {
        let site = reading.site;
        for group in 0..self.groups.len() {
            for (i, alternate) in site.alternates.iter().enumerate() {
                let bond = descends(reading, &self.groups[group], alternate);
                self.set(group, i, bond);
            }
        }
        let has_own = |alternate| self.groups_of(alternate) > 0;
        let have_own: Vec<_> = (0..self.alternates).map(has_own).collect();
        for group in 0..self.groups.len() {
            if (0..self.alternates).all(|i| self.bond(group, i) == Bond::None) {
                self.bind_to_untold(reading, group, &have_own);
            }
        }
    }

    /// An allele that nothing explains belongs to every ALT of which it cannot be told that it is
    /// another's, so that no gene is lost. Bases and structural variants do not become one another:
    /// these belong to one another only where the ALT has no entry of its own.
    fn bind_to_untold(&mut self, reading: &Reading, group: usize, have_own: &[bool]) {
        let (allele, bases) = (
            reading.allele(&self.groups[group]),
            reading.bases(&self.groups[group]),
        );
        let is_told = bases.is_some() || is_structural(allele);
        let bond = match self.alternates {
            1 => Bond::Certain,
            _ => Bond::Possible,
        };
        for (i, alternate) in reading.site.alternates.iter().enumerate() {
            let is_other = allele == b"*"
                || bases.is_some() && is_sequence(alternate)
                || is_told && have_own[i];
            if !is_other {
                self.set(group, i, bond);
            }
        }
    }
}

/// Whether a group's allele is an ALT, or may have become it.
fn descends(reading: &Reading, group: &Group, alternate: &[u8]) -> Bond {
    let (site, allele) = (reading.site, reading.allele(group));
    let mut spellings = spellings_at(reading.format.spellings, site).iter();
    if spellings.any(|spelling| spelling.matches(site, alternate, allele)) {
        return Bond::Certain;
    }
    match reading.bases(group) {
        Some(bases) if is_sequence(alternate) => descent(site, alternate, bases),
        _ => Bond::None,
    }
}

/// Bases that hold those of a substitution are as good as its own, and so are those of an insertion
/// that was shifted.
fn descent(site: &Site, alternate: &[u8], bases: &[u8]) -> Bond {
    let change = site.change(alternate);
    let is_shifted = || !change.inserted.is_empty() && is_rotation(bases, change.inserted);
    match change.may_be_of(bases) {
        true if change.is_substitution() || is_shifted() => Bond::Certain,
        true => Bond::Possible,
        false => Bond::None,
    }
}
