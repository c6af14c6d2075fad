//! `BCSQ` entries that stand at another record.
//!
//! Of variants that change one codon together, `bcftools csq` describes the consequence at one
//! record and writes `@POS` at the others. The record at POS may come before or after.

use std::collections::BTreeMap;

use super::Error;
use crate::{
    gene::{ConsequenceField, ConsequenceKind, GeneMention, Site, bcsq_references},
    variant::{Key, Reader},
};

/// How far back a record may refer: farther than the longest human gene.
const REACH: u64 = 4_000_000;
/// Stretches of input that are read ahead at most for a record that is referred to.
const MAX_EXTENSIONS: usize = 256;

/// A contig by the order of appearance, and a position on it.
type ContigPosition = (u64, u64);

/// The compound consequences near the current window.
#[derive(Debug, Default)]
pub struct Compounds {
    values: BTreeMap<ContigPosition, Vec<Box<[u8]>>>,
    gathered: Contigs,
    resolved: Contigs,
}

/// Numbers contigs as they come.
#[derive(Debug, Default)]
struct Contigs {
    name: Vec<u8>,
    number: u64,
}

impl Contigs {
    fn number(&mut self, contig: &[u8]) -> u64 {
        if self.name != contig {
            self.name.clear();
            self.name.extend_from_slice(contig);
            self.number += 1;
        }
        self.number
    }
}

impl Compounds {
    /// Takes up the compound consequences of a window, and has it grow until it holds the records
    /// that its own refer to.
    ///
    /// # Errors
    ///
    /// Returns an error where more input cannot be read.
    pub fn gather(
        &mut self,
        field: &ConsequenceField,
        key: &Key,
        reader: &mut Reader,
    ) -> Result<(), Error> {
        if field.kind() != ConsequenceKind::Bcsq {
            return Ok(());
        }
        if reader.selection().is_some() {
            return self.look_up(key, reader);
        }
        let mut awaited = (0, 0);
        let (mut first, mut last) = (None, (0, 0));
        let mut from = 0;
        for _ in 0..MAX_EXTENSIONS {
            for i in from..reader.len() {
                if let Some(place) = self.gather_one(key, reader, i, &mut awaited) {
                    first = first.or(Some(place));
                    last = place;
                }
            }
            from = reader.len();
            // Several records may stand at the awaited position.
            if awaited.0 != last.0 || awaited.1 < last.1 || !reader.extend()? {
                break;
            }
        }
        first.into_iter().for_each(|first| self.forget(first));
        Ok(())
    }

    /// Takes up what a window of regions refers to, which may lie outside of them.
    fn look_up(&mut self, key: &Key, reader: &mut Reader) -> Result<(), Error> {
        for i in 0..reader.len() {
            let record = reader.record(i);
            let (Some(value), Some(contig)) = (record.info(key), record.contig()) else {
                continue;
            };
            let number = self.gathered.number(contig);
            let places = bcsq_references(value).map(|position| (number, position));
            let new = |place: &ContigPosition| !self.values.contains_key(place);
            let places: Vec<_> = places.filter(new).collect();
            self.forget((number, record.position().unwrap_or(0)));
            let contig = contig.to_vec();
            for place in places {
                self.look_up_one(key, reader, &contig, place)?;
            }
        }
        Ok(())
    }

    fn look_up_one(
        &mut self,
        key: &Key,
        reader: &mut Reader,
        contig: &[u8],
        place: ContigPosition,
    ) -> Result<(), Error> {
        let Some(found) = reader.look_up(contig, place.1)? else {
            return Ok(());
        };
        let values = (0..found.len()).filter_map(|i| found.record(i).info(key));
        let values = values.filter(|value| memchr::memchr(b'+', value).is_some());
        let values: Vec<Box<[u8]>> = values.map(Into::into).collect();
        if !values.is_empty() {
            self.values.insert(place, values);
        }
        Ok(())
    }

    /// Takes up one record; returns where it is.
    fn gather_one(
        &mut self,
        key: &Key,
        reader: &Reader,
        i: usize,
        awaited: &mut ContigPosition,
    ) -> Option<ContigPosition> {
        let record = reader.record(i);
        let value = record.info(key)?;
        let contig = self.gathered.number(record.contig()?);
        let place = (contig, record.position()?);
        if memchr::memchr(b'+', value).is_some() {
            self.values.entry(place).or_default().push(value.into());
        }
        if let Some(farthest) = bcsq_references(value).max() {
            *awaited = (*awaited).max((contig, farthest));
        }
        Some(place)
    }

    /// Drops what is too far back to be referred to from the window's first record.
    fn forget(&mut self, (contig, position): ContigPosition) {
        let first = (contig, position.saturating_sub(REACH));
        if self
            .values
            .keys()
            .next()
            .is_some_and(|place| *place < first)
        {
            self.values = self.values.split_off(&first);
        }
    }

    /// Gives the genes of the records that a value refers to; returns how many references lead
    /// nowhere. To be called for the records in order.
    pub fn resolve(
        &mut self,
        field: &ConsequenceField,
        contig: &[u8],
        value: &[u8],
        site: &Site,
        f: &mut impl FnMut(usize, GeneMention),
    ) -> u64 {
        if field.kind() != ConsequenceKind::Bcsq {
            return 0;
        }
        let contig = self.resolved.number(contig);
        let mut dangling = 0;
        for position in bcsq_references(value) {
            match self.values.get(&(contig, position)) {
                Some(values) => give(field, values, site, f),
                None => dangling += 1,
            }
        }
        dangling
    }
}

/// Gives the genes of the changes that list the site or, where none does, of all.
fn give(
    field: &ConsequenceField,
    values: &[Box<[u8]>],
    site: &Site,
    f: &mut impl FnMut(usize, GeneMention),
) {
    let mut is_listed = false;
    for value in values {
        is_listed |= field.visit_compound(value, site, f);
    }
    if !is_listed {
        values
            .iter()
            .for_each(|value| field.visit_referenced(value, site, f));
    }
}
