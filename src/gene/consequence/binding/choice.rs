//! The choice among entries of several original ALTs, by HGVS.

use super::{Binder, reading::Reading};
use crate::gene::consequence::{
    allele::is_sequence, bond::Bond, change::Change, format::Format, hgvs::Verdict, site::Site,
};

impl Binder {
    /// Sets aside entries that HGVS contradicts, where it agrees with others.
    pub(super) fn choose(&mut self, reading: &Reading) {
        for (i, alternate) in reading.site.alternates.iter().enumerate() {
            if !is_sequence(alternate) || !self.is_open(i) && !reading.may_share_spelling(alternate)
            {
                continue;
            }
            let change = reading.site.change(alternate);
            let asked = (0..self.groups.len()).map(|group| self.ask(reading, i, group, &change));
            let verdicts: Vec<_> = asked.collect();
            if !verdicts.contains(&Verdict::Agrees) {
                continue;
            }
            self.chosen[i] = true;
            for (group, verdict) in verdicts.into_iter().enumerate() {
                match verdict {
                    Verdict::Contradicts => self.set(group, i, Bond::None),
                    Verdict::Agrees => self.set(group, i, Bond::Certain),
                    Verdict::Silent => {}
                }
            }
        }
    }

    /// Whether anything may still tell more of an ALT's entries.
    fn is_open(&self, alternate: usize) -> bool {
        let mut bonds = (0..self.groups.len()).map(|group| self.bond(group, alternate));
        self.groups_of(alternate) > 1 || bonds.any(|bond| bond == Bond::Possible)
    }

    /// What HGVS says of a group and an ALT: whether any of its entries agrees, else whether any
    /// contradicts.
    fn ask(&self, reading: &Reading, alternate: usize, group: usize, change: &Change) -> Verdict {
        if self.bond(group, alternate) == Bond::None {
            return Verdict::Silent;
        }
        let of_group = self.entries.iter().zip(&self.group_of);
        let of_group = of_group.filter(|(_, found)| **found == group);
        let mut verdict = Verdict::Silent;
        for (entry, _) in of_group {
            match reading
                .format
                .verdict(&reading.value[entry.clone()], change)
            {
                Verdict::Agrees => return Verdict::Agrees,
                Verdict::Contradicts => verdict = Verdict::Contradicts,
                Verdict::Silent => {}
            }
        }
        verdict
    }

    /// Whether HGVS, which chose the entries of an ALT, contradicts one of them.
    pub(super) fn is_set_aside(
        &self,
        format: &Format,
        text: &[u8],
        site: &Site,
        alternate: usize,
    ) -> bool {
        self.chosen[alternate] && {
            let change = site.change(site.alternates[alternate]);
            format.verdict(text, &change) == Verdict::Contradicts
        }
    }
}
