//! How far an ALT reaches on the reference.
//!
//! | ALT | last position that it touches |
//! | --- | --- |
//! | bases, `*`, breakends, `<INS…>`, `<BND…>`, `<TRA…>`, `<CTX…>` | that of REF |
//! | any other symbolic one, where CHR2 is another contig | that of REF: END lies on CHR2 |
//! | `<DEL…>`, `<DUP…>`, `<INV…>`, `<CNV…>` | POS + SVLEN, and END where there is no SVLEN; before VCF 4.4 END first |
//! | `<*>`, `<NON_REF>` | END, or what FORMAT LEN of a sample says |
//! | other symbolic ones | END, and POS + SVLEN where there is no END |
//!
//! None reaches less far than REF. VCF 4.4 (sections 1.6.1 and 3) has an SVLEN for each ALT and
//! derives END, which is that of the longest ALT, from them. Before, END is where the variant ends,
//! while SVLEN is the difference in length between REF and ALT: 0 for an inversion, and more than
//! the stretch where it has more than two copies. So END decides where both are there.

use super::{Dictionary, FormatKey, Key, Record, breakend};
use crate::contig::canonical_contig;

/// Where the ALTs of a file's records end on the reference.
#[derive(Clone, Debug)]
pub struct Extent {
    end: Key,
    length: Key,
    other_contig: Key,
    block_length: FormatKey,
    /// The samples that have block lengths: none where the header does not know of any.
    samples: usize,
    derives_end: bool,
}

/// A part of a contig that an ALT touches; positions are 1-based, and both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The contig's name, as the record has it.
    pub contig: &'a [u8],
    /// The first position. A telomere, at 0, counts with the first base.
    pub start: u64,
    /// The last position.
    pub end: u64,
}

impl Extent {
    /// For records of a dictionary.
    #[must_use]
    pub fn new(dictionary: &Dictionary) -> Self {
        Self {
            end: Key::new("END", dictionary),
            length: Key::new("SVLEN", dictionary),
            other_contig: Key::new("CHR2", dictionary),
            block_length: FormatKey::new("LEN", dictionary),
            samples: match dictionary.format(b"LEN") {
                Some(_) => dictionary.sample_count(),
                None => 0,
            },
            derives_end: dictionary.derives_end(),
        }
    }

    /// What an ALT, with its index, touches: from POS to where it ends, and of a breakend its mate's
    /// position too. Nothing where the record's contig is not known.
    pub fn stretches<'a>(
        &self,
        record: &Record<'a>,
        (i, alternate): (usize, &'a [u8]),
    ) -> impl Iterator<Item = Stretch<'a>> + use<'a> {
        let stretch = |contig, start: u64, end: u64| Stretch {
            contig,
            start: start.max(1),
            end: end.max(1),
        };
        let end = self.end_of(record, (i, alternate));
        let contig = record.contig();
        let own = contig.map(|contig| stretch(contig, start(record), end));
        let mate = breakend::mate(alternate);
        let mate = mate.map(|(contig, position)| stretch(contig, position, position));
        own.into_iter().chain(mate)
    }

    /// The last position that a record touches, 1-based: the farthest of REF and the ALTs. A record
    /// without ALT is a block of the reference, which END ends.
    #[must_use]
    pub fn end(&self, record: &Record) -> u64 {
        let alternates = record.alternates().enumerate();
        let ends = alternates.map(|alternate| self.end_of(record, alternate));
        let reached = ends.max().or_else(|| self.stated_end(record));
        reached.unwrap_or(0).max(reference_end(record))
    }

    /// The last position under which an index must have a record, 1-based: the farthest that this
    /// or any htslib takes a record to touch, for they read our indexes. Of VCF it takes END, whatever
    /// the ALT, and since 1.22 the farthest of REF, END, SVLEN and LEN (`get_rlen` in vcf.c, `tbx_parse1`
    /// in tbx.c); of BCF what the record says itself.
    #[must_use]
    pub fn index_end(&self, record: &Record) -> u64 {
        let written = match record {
            Record::Bcf(block, _) => block.reference_len().unwrap_or(0),
            Record::Vcf(_) => 0,
        };
        let written = (start(record) + written).saturating_sub(1);
        let has_length = record.alternates().any(has_length);
        let longest = self.longest(record).filter(|_| has_length);
        let by_length = longest.map(|length| start(record).saturating_add(length));
        let stated = self.stated_end(record).max(by_length);
        self.end(record).max(written).max(stated.unwrap_or(0))
    }

    /// The last position that an ALT, with its index, touches on the record's contig, 1-based.
    #[must_use]
    pub fn end_of(&self, record: &Record, (i, alternate): (usize, &[u8])) -> u64 {
        let stated = || self.stated_end(record);
        let by_length = || self.end_by_length(record, i);
        let reached = match alternate {
            _ if !is_event(alternate) || self.lies_elsewhere(record) => None,
            _ if is_block(alternate) => stated().max(self.block_end(record)),
            _ if self.derives_end && has_length(alternate) => by_length().or_else(stated),
            _ => stated().or_else(by_length),
        };
        reached.unwrap_or(0).max(reference_end(record))
    }

    /// Whether CHR2 is another contig, by whatever names.
    fn lies_elsewhere(&self, record: &Record) -> bool {
        let own = record.contig().map(canonical_contig);
        let other = record.info(&self.other_contig);
        other.is_some_and(|name| !matches!(name, b"" | b".") && Some(canonical_contig(name)) != own)
    }

    /// END; as for htslib one that is not beyond POS says nothing.
    fn stated_end(&self, record: &Record) -> Option<u64> {
        let end = record.info_integers(&self.end).next()??;
        u64::try_from(end).ok().filter(|&end| end > start(record))
    }

    /// POS + SVLEN, whose sign is of no account (VCF 4.4, section 3). Where there are not as many
    /// values as ALTs, as programs leave it that split or join records, nobody knows which is whose:
    /// the longest then stands for each, as END does.
    fn end_by_length(&self, record: &Record, i: usize) -> Option<u64> {
        let lengths = || record.info_integers(&self.length);
        let length = match lengths().count() == record.alternate_count() {
            true => lengths().nth(i).flatten().map(i64::unsigned_abs),
            false => self.longest(record),
        };
        let length = length.filter(|&length| length > 0)?;
        Some(start(record).saturating_add(length))
    }

    fn longest(&self, record: &Record) -> Option<u64> {
        let lengths = record.info_integers(&self.length).flatten();
        lengths.map(i64::unsigned_abs).max()
    }

    /// Where the longest block of a sample ends (VCF 4.5, section 1.6.2, LEN).
    fn block_end(&self, record: &Record) -> Option<u64> {
        let (samples, mut lengths) = (record.samples(), Vec::new());
        let length_of = |i| {
            let read = samples.integers(&self.block_length, i, &mut lengths);
            let longest = lengths.iter().flatten().max().filter(|_| read.is_ok())?;
            u64::try_from(*longest).ok()
        };
        let longest = (0..self.samples).filter_map(length_of).max()?;
        Some((start(record) + longest).saturating_sub(1))
    }
}

fn start(record: &Record) -> u64 {
    record.position().unwrap_or(0)
}

fn reference_end(record: &Record) -> u64 {
    start(record) + (record.reference().len() as u64).saturating_sub(1)
}

/// Whether an ALT is symbolic and reaches beyond its place. The length of an insertion is not on the
/// reference; between breakends an ALT does not reach, and some callers write the mate's position,
/// on whatever contig, as END.
fn is_event(alternate: &[u8]) -> bool {
    const PLACES: [&[u8]; 4] = [b"<INS", b"<BND", b"<TRA", b"<CTX"];
    let kind = alternate.get(..4).unwrap_or(alternate);
    let is = |place: &&[u8]| kind.eq_ignore_ascii_case(place);
    alternate.starts_with(b"<") && !PLACES.iter().any(is)
}

/// Whether SVLEN is a length on the reference: `<DEL>`, `<DUP:TANDEM>` and the like, but not `<INS>`
/// (`svlen_on_ref_for_vcf_alt` in htslib's `hts_internal.h`).
pub(super) fn has_length(alternate: &[u8]) -> bool {
    let kinds = [b"<CNV", b"<DEL", b"<DUP", b"<INV"];
    kinds.iter().any(|kind| alternate.starts_with(*kind))
        && matches!(alternate.get(4), Some(b'>' | b':'))
        && alternate.last() == Some(&b'>')
}

/// Whether an ALT is the unspecified one of a gVCF, whose record is a block of the reference.
pub(super) fn is_block(alternate: &[u8]) -> bool {
    matches!(alternate, b"<*>" | b"<NON_REF>")
}

#[cfg(test)]
mod tests;
