//! Which mentions are of one gene.

use super::key::{Key, Kind, kinds};

/// For each mention the first that is of the same gene.
///
/// Kind by kind, from the strongest, those that share a name are one, unless two of them have a
/// stronger kind of name both: that is not the same, or they were one already. Of those that
/// contradict one another none is joined by the name, nor are those that two names together would
/// join; so the answer is the same in whatever order the mentions are. Those that say nothing
/// stronger are one in any case.
pub(super) fn partition(mentions: &[Key]) -> Vec<usize> {
    let mut sets = Sets::new(mentions);
    for kind in Kind::ALL {
        sets.join_by(kind, mentions);
    }
    (0..mentions.len()).map(|i| sets.first(i)).collect()
}

/// Disjoint sets of mentions. Each is known by its first.
#[derive(Clone)]
struct Sets {
    parents: Vec<usize>,
    /// Of each first, the kinds of which its set has a name.
    kinds: Vec<u8>,
}

impl Sets {
    fn new(mentions: &[Key]) -> Self {
        Self {
            parents: (0..mentions.len()).collect(),
            kinds: mentions.iter().map(kinds).collect(),
        }
    }

    fn first(&mut self, mut i: usize) -> usize {
        while self.parents[i] != i {
            self.parents[i] = self.parents[self.parents[i]];
            i = self.parents[i];
        }
        i
    }

    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.parents[a.max(b)] = a.min(b);
        self.kinds[a.min(b)] |= self.kinds[a.max(b)];
    }

    fn join_by(&mut self, kind: Kind, mentions: &[Key]) {
        let bearers = bearers(kind, mentions);
        let groups = bearers.chunk_by(|a, b| a.0 == b.0);
        let mut proposed = self.clone();
        for group in groups {
            let mut group = self.firsts(kind, group);
            if are_apart(group.iter().map(|&i| self.kinds[i] & kind.stronger())) {
                join(&mut proposed, &group);
            }
            group.retain(|&i| self.kinds[i] & kind.stronger() == 0);
            join(self, &group);
        }
        self.agree(kind, proposed, &bearers);
    }

    /// The sets of those that bear a name.
    fn firsts(&mut self, kind: Kind, bearers: &[(u32, usize)]) -> Vec<usize> {
        let mut firsts: Vec<_> = bearers.iter().map(|(_, i)| self.first(*i)).collect();
        // A gene's symbols are its list's to tell.
        firsts.retain(|&i| kind != Kind::Symbol || self.kinds[i] & Kind::Listed.bit() == 0);
        firsts.sort_unstable();
        firsts.dedup();
        firsts
    }

    /// Takes over the proposed sets in which nothing contradicts.
    fn agree(&mut self, kind: Kind, mut proposed: Self, bearers: &[(u32, usize)]) {
        let mut sets: Vec<_> = bearers
            .iter()
            .map(|(_, i)| (proposed.first(*i), self.first(*i)))
            .collect();
        sets.sort_unstable();
        sets.dedup();
        for set in sets.chunk_by(|a, b| a.0 == b.0) {
            let members: Vec<_> = set.iter().map(|(_, member)| *member).collect();
            if are_apart(members.iter().map(|&i| self.kinds[i] & kind.stronger())) {
                join(self, &members);
            }
        }
    }
}

/// The mentions that have a name of a kind, by the name.
fn bearers(kind: Kind, mentions: &[Key]) -> Vec<(u32, usize)> {
    let names = mentions.iter().enumerate();
    let names = names.filter_map(|(i, key)| Some((key[kind as usize]?, i)));
    let mut bearers: Vec<_> = names.collect();
    bearers.sort_unstable();
    bearers
}

/// Whether no two have a kind in common.
fn are_apart(kinds: impl Iterator<Item = u8>) -> bool {
    let mut seen = 0;
    for kinds in kinds {
        if seen & kinds != 0 {
            return false;
        }
        seen |= kinds;
    }
    true
}

fn join(sets: &mut Sets, members: &[usize]) {
    for pair in members.windows(2) {
        sets.union(pair[0], pair[1]);
    }
}
