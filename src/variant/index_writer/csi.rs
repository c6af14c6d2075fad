//! CSI indexes.

use std::io;

use noodles_csi::{
    self as csi,
    binning_index::{
        Indexer, ReferenceSequence as _,
        index::{
            ReferenceSequence,
            header::{Builder, ReferenceSequenceNames},
            reference_sequence::index::{BinnedIndex, LinearIndex},
        },
    },
};
use rustc_hash::FxHashMap;

use super::{
    invalid,
    scan::{Contig, Placed},
};
use crate::variant::{Format, Header, header::attribute, vcf};

/// Bases that the smallest bin spans, as a power of two (SAM specification, CSI).
const MIN_SHIFT: u8 = 14;
/// What is indexed at least (bases), whatever lengths the header gives.
const MIN_LENGTH: u64 = 1 << 31;

/// Indexes the records that `scan` gives. Contigs may come in any order, the records of each
/// together.
///
/// # Errors
///
/// Returns an error where the records are not sorted or cannot be read.
pub fn index(
    format: Format,
    header: &Header,
    scan: impl FnOnce(&mut dyn FnMut(&Placed) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<csi::Index> {
    let depth = depth(header);
    let mut indexer = Indexer::<LinearIndex>::new(MIN_SHIFT, depth)
        .ok_or_else(|| io::Error::other("a contig is too long to be indexed"))?;
    let mut names = ReferenceSequenceNames::new();
    // Contig indexes by order of appearance.
    let mut indexes = FxHashMap::default();
    scan(&mut |placed| {
        check_end(placed, depth)?;
        let id = match placed.contig {
            Contig::Name(name) => names.insert_full(name.into()).0,
            Contig::Index(index) => {
                let next = indexes.len();
                *indexes.entry(index).or_insert(next)
            }
        };
        let context = Some((id, placed.start, placed.end, true));
        indexer.add_record(context, placed.chunk).map_err(invalid)
    })?;
    let linear = indexer.build(0);
    let references = linear.reference_sequences();
    let references = references.iter().map(|r| with_offsets(r, depth));
    let builder = csi::Index::builder()
        .set_min_shift(MIN_SHIFT)
        .set_depth(depth)
        .set_unplaced_unmapped_record_count(0);
    if format.is_bcf() {
        let references = in_header_order(references.collect(), &indexes, header);
        return Ok(builder.set_reference_sequences(references).build());
    }
    let aux = Builder::vcf().set_reference_sequence_names(names).build();
    let builder = builder.set_header(aux);
    Ok(builder
        .set_reference_sequences(references.collect())
        .build())
}

fn check_end(placed: &Placed, depth: u8) -> io::Result<()> {
    let longest = 1_usize << (MIN_SHIFT + 3 * depth);
    if usize::from(placed.end) > longest {
        return Err(io::Error::other(format!(
            "a record ends at {}, far beyond the lengths in the header's ##contig lines; correct them",
            placed.end
        )));
    }
    Ok(())
}

type References = Vec<ReferenceSequence<BinnedIndex>>;

fn in_header_order(
    appeared: References,
    indexes: &FxHashMap<usize, usize>,
    header: &Header,
) -> References {
    let highest = indexes.keys().max().map_or(0, |index| index + 1);
    let mut ordered = vec![empty(); highest.max(contig_lines(header).count())];
    for (&index, &id) in indexes {
        if let Some(reference) = appeared.get(id) {
            ordered[index] = reference.clone();
        }
    }
    ordered
}

fn empty() -> ReferenceSequence<BinnedIndex> {
    ReferenceSequence::new(Default::default(), BinnedIndex::new(), None)
}

/// Gives each bin the offset of the first record that reaches into the window that it begins with,
/// as htslib does (`update_loff` in hts.c): readers skip what lies before. The binned index of
/// noodles has the first record of the bin there, so that they would skip a long deletion that
/// reaches in from a wider bin.
fn with_offsets(
    reference: &ReferenceSequence<LinearIndex>,
    depth: u8,
) -> ReferenceSequence<BinnedIndex> {
    let offset = |bin| reference.index().get(first_window(bin, depth)).copied();
    let bins = reference.bins();
    let offsets = bins
        .keys()
        .map(|&bin| (bin, offset(bin).unwrap_or_default()));
    ReferenceSequence::new(
        bins.clone(),
        offsets.collect(),
        reference.metadata().cloned(),
    )
}

/// The first of the smallest bins' windows that a bin covers (`hts_bin_bot` in hts.h).
fn first_window(bin: usize, depth: u8) -> usize {
    let (mut level, mut first) = (0, 0);
    while level < depth && bin > 8 * first {
        level += 1;
        first = 8 * first + 1;
    }
    (bin - first) << (3 * (depth - level))
}

/// As many levels of bins as the longest contig needs.
fn depth(header: &Header) -> u8 {
    let length = |line| attribute(line, b"length").and_then(vcf::parse_integer);
    let lengths = contig_lines(header).filter_map(length);
    let lengths = lengths.filter_map(|length| u64::try_from(length).ok());
    let longest = lengths.max().unwrap_or(0).max(MIN_LENGTH);
    let covers = |depth: &u8| 1 << (MIN_SHIFT + 3 * depth) >= longest;
    (0..=15).find(covers).unwrap_or(15)
}

fn contig_lines(header: &Header) -> impl Iterator<Item = &[u8]> {
    header.meta().filter(|line| line.starts_with(b"##contig="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bin_begins_with_its_first_window() {
        // SAM specification, section 5.3: bins 1-8, 9-72, 73-584, 585-4680, 4681-37448.
        for (bin, window) in [
            (0, 0),
            (1, 0),
            (2, 4096),
            (9, 0),
            (10, 512),
            (73, 0),
            (584, 511 * 64),
            (585, 0),
            (586, 8),
            (4681, 0),
            (4682, 1),
            (37448, 32767),
        ] {
            assert_eq!(first_window(bin, 5), window, "{bin}");
        }
    }
}
