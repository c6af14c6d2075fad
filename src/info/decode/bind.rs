//! Which entries are whose.

use super::{
    Score,
    entry::Entry,
    numbers::{Numbers, Said, is_same},
};
use crate::gene::{GeneMention, could_have_spelt};

/// What an ALT has.
#[derive(Debug, Default, PartialEq)]
pub struct Bound {
    /// The numbers of its entries.
    pub entries: Vec<usize>,
    /// Whether its gene is known by name alone.
    pub is_named: bool,
    /// Whether entries and fields of one value an ALT contradict each other.
    pub disagrees: bool,
}

/// What each ALT has.
pub fn bind(
    reference: &[u8],
    alternates: &[&[u8]],
    entries: &[Entry],
    numbers: &Numbers,
) -> Vec<Bound> {
    // Where each entry is spelt as an ALT of the record, nothing was respelt, if numbers agree. By
    // itself it proves nothing: `GC>GCC,GCCC` becomes `G>GC,GCC`.
    let is_one = |entry: &Entry| {
        alternates
            .iter()
            .any(|alternate| is_spelt(entry, alternate))
    };
    let is_as_written = !numbers.is_silent() && entries.iter().all(is_one);
    let bound = |(i, alternate): (usize, &&[u8])| {
        let is_candidate = |entry: &Entry| match is_as_written {
            true => is_spelt(entry, alternate),
            false => could_have_spelt(reference, alternate, &entry.allele),
        };
        let candidates = numbered(entries, is_candidate);
        bind_one(entries, candidates, is_as_written, &numbers.of(i))
    };
    alternates.iter().enumerate().map(bound).collect()
}

fn is_spelt(entry: &Entry, alternate: &[u8]) -> bool {
    entry.allele.eq_ignore_ascii_case(alternate)
}

fn numbered(entries: &[Entry], mut is_wanted: impl FnMut(&Entry) -> bool) -> Vec<usize> {
    let entries = entries.iter().enumerate();
    let wanted = entries.filter(|(_, entry)| is_wanted(entry));
    wanted.map(|(number, _)| number).collect()
}

/// Of the entries that can be an ALT's by their spelling, those of an allele that is as the numbers
/// say. Where no allele is, numbers that contradict the spelling are not believed, and others tell
/// the gene that the spelling does not.
fn bind_one(entries: &[Entry], spelt: Vec<usize>, is_as_written: bool, said: &Said) -> Bound {
    if said.is_silent() {
        return Bound::of(spelt);
    }
    let told = of_said_alleles(entries, &spelt, said);
    if !told.is_empty() || said.is_none() {
        return Bound::of(told);
    }
    let named = numbered(entries, |entry| said.names(entry));
    let is_contradicted = named.iter().any(|&number| !said.allows(&entries[number]));
    if is_as_written && !spelt.is_empty() {
        return Bound::contradicted(spelt);
    }
    if is_contradicted {
        return Bound::contradicted(union(spelt, &named));
    }
    let all: Vec<_> = (0..entries.len()).collect();
    let told = of_said_alleles(entries, &all, said);
    if !told.is_empty() {
        return Bound::of(told);
    }
    let allowed = spelt.into_iter().filter(|&i| said.allows(&entries[i]));
    Bound {
        is_named: named.is_empty(),
        ..Bound::of(union(allowed.collect(), &named))
    }
}

/// The entries of those alleles whose genes are what is said. An ALT was spelt in one way when its
/// entries were written, so that those of one allele belong together.
fn of_said_alleles(entries: &[Entry], numbers: &[usize], said: &Said) -> Vec<usize> {
    let is_said = |number: &usize| {
        let allele = &entries[*number].allele;
        let same = entries.iter().filter(|entry| entry.allele == *allele);
        said.is_of(&same.collect::<Vec<_>>())
    };
    numbers.iter().copied().filter(is_said).collect()
}

fn union(mut numbers: Vec<usize>, others: &[usize]) -> Vec<usize> {
    let new = |other: &&usize| !numbers.contains(other);
    let new: Vec<_> = others.iter().filter(new).copied().collect();
    numbers.extend(new);
    numbers
}

impl Bound {
    fn of(entries: Vec<usize>) -> Self {
        Self {
            entries,
            ..Self::default()
        }
    }

    fn contradicted(entries: Vec<usize>) -> Self {
        Self {
            disagrees: true,
            ..Self::of(entries)
        }
    }
}

impl Entry {
    /// What its gene is called.
    pub fn mention(&self) -> GeneMention<'_> {
        GeneMention {
            symbol: &self.symbol,
            ensembl_id: &self.id,
            ..GeneMention::default()
        }
    }

    /// Its scores, with the percentiles of those that are an ALT's highest.
    pub fn scores(&self, alternates: &[usize], all: &[Entry], numbers: &Numbers) -> Vec<Score> {
        let score = |column: usize| {
            let is_of = |alternate: &&usize| self.is_highest(column, **alternate, all, numbers);
            let of = alternates.iter().filter(is_of);
            let mut percentiles = of.filter_map(|&i| numbers.percentile(column, i));
            Score {
                value: self.scores[column],
                percentile: percentiles.next(),
                pattern: self.patterns[column].clone(),
                opinions: self.opinions[column].clone(),
            }
        };
        (0..self.scores.len()).map(score).collect()
    }

    /// Whether its score is the one that is said to be an ALT's highest, and no other score can be.
    fn is_highest(
        &self,
        column: usize,
        alternate: usize,
        all: &[Entry],
        numbers: &Numbers,
    ) -> bool {
        let pair = self.scores[column].zip(numbers.score(column, alternate));
        let Some((score, highest)) = pair else {
            return false;
        };
        let others = all.iter().filter_map(|entry| entry.scores[column]);
        let mut others = others.filter(|other| is_same(*other, highest));
        score == highest || is_same(score, highest) && others.all(|other| other == score)
    }
}
