//! Indexes as they are read: where each contig's records lie in the file.

use std::{fs::File, io, io::Read, path::Path};

use noodles_bgzf::{self as bgzf, VirtualPosition};
use noodles_csi::{
    self as csi,
    binning_index::{
        self, BinningIndex, ReferenceSequence as _, index::reference_sequence, merge_chunks,
    },
};
use noodles_tabix as tabix;

pub use noodles_csi::binning_index::index::reference_sequence::bin::Chunk;

/// A CSI or TBI index. Of its offsets only those of the bins are used: what writers put into the
/// linear index, or what stands for it in CSI, differs, and a wrong one loses records.
#[derive(Debug)]
pub struct Index {
    min_shift: u8,
    depth: u8,
    /// The contigs of a VCF; BCF has them in its header.
    names: Option<Vec<Box<[u8]>>>,
    contigs: Vec<Bins>,
}

#[derive(Debug)]
struct Bins {
    bins: Vec<(usize, Vec<Chunk>)>,
    /// The number of records, where the index has it.
    count: Option<u64>,
}

impl Index {
    /// Reads an index, of whatever kind its first bytes say.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut magic = [0; 4];
        bgzf::io::Reader::new(File::open(path)?).read_exact(&mut magic)?;
        let index = match &magic {
            b"CSI\x01" => Self::new(&csi::fs::read(path)?),
            b"TBI\x01" => Self::new(&tabix::fs::read(path)?),
            _ => return Err(invalid("it is neither CSI nor TBI")),
        };
        index.check()?;
        Ok(index)
    }

    fn new<I: reference_sequence::Index>(index: &binning_index::Index<I>) -> Self {
        let names = index.header().map(|header| {
            let names = header.reference_sequence_names().iter();
            names.map(|name| name.as_slice().into()).collect()
        });
        let contigs = index.reference_sequences().iter().map(|contig| {
            let bins = contig.bins().iter();
            Bins {
                bins: bins.map(|(id, bin)| (*id, bin.chunks().into())).collect(),
                count: contig.metadata().map(|metadata| {
                    metadata.mapped_record_count() + metadata.unmapped_record_count()
                }),
            }
        });
        Self {
            min_shift: index.min_shift(),
            depth: index.depth(),
            names,
            contigs: contigs.collect(),
        }
    }

    /// Bins that there cannot be would hide records.
    fn check(&self) -> io::Result<()> {
        let bits = u32::from(self.min_shift) + 3 * u32::from(self.depth);
        if self.depth > 15 || bits > 62 {
            return Err(invalid("its bins are larger than any contig"));
        }
        let count = first_of_level(u32::from(self.depth) + 1);
        let mut all = self.contigs.iter().flat_map(|contig| &contig.bins);
        match all.find(|(id, _)| *id as u64 >= count) {
            Some((id, _)) => Err(invalid(&format!("it has a bin {id} of {count}"))),
            None => Ok(()),
        }
    }

    /// The contigs' names.
    pub fn names(&self) -> Option<&[Box<[u8]>]> {
        self.names.as_deref()
    }

    /// The number of records of a contig, where it is known.
    pub fn count(&self, contig: usize) -> Option<u64> {
        match self.contigs.get(contig) {
            Some(bins) => bins.count,
            None => Some(0),
        }
    }

    /// Where the last record ends; `None` where there is none.
    pub fn end(&self) -> Option<VirtualPosition> {
        let bins = self.contigs.iter().flat_map(|contig| &contig.bins);
        bins.flat_map(|(_, chunks)| chunks)
            .map(|chunk| chunk.end())
            .max()
    }

    /// The stretches of the file that hold all records of a contig that touch what `is_hit`, asked
    /// for the first and the last position of bins, wants; in the order of the file.
    pub fn chunks(&self, contig: usize, is_hit: impl Fn(u64, u64) -> bool) -> Vec<Chunk> {
        let bins = self
            .contigs
            .get(contig)
            .map_or(&[][..], |contig| &contig.bins);
        let hit = bins.iter().filter(|(id, _)| {
            let (first, last) = self.extent(*id as u64);
            is_hit(first, last)
        });
        let chunks: Vec<_> = hit.flat_map(|(_, chunks)| chunks).copied().collect();
        join(&merge_chunks(&chunks))
    }

    /// The first and the last position of a bin, counted from 1 (SAM specification, section 5.3).
    fn extent(&self, id: u64) -> (u64, u64) {
        let depth = u32::from(self.depth);
        let level = (0..=depth).rev().find(|&level| first_of_level(level) <= id);
        let level = level.unwrap_or(0);
        let bits = u32::from(self.min_shift) + 3 * (depth - level);
        let number = id - first_of_level(level);
        ((number << bits) + 1, (number + 1) << bits)
    }
}

/// The first bin of a level; that of a level too far is the number of bins.
fn first_of_level(level: u32) -> u64 {
    ((1 << (3 * level)) - 1) / 7
}

/// A gap that is sooner read than jumped over: that of a block.
const GAP: u64 = 1 << 16;

/// Joins stretches that lie near one another. Between those of a contig lie only its own records.
fn join(chunks: &[Chunk]) -> Vec<Chunk> {
    let mut joined: Vec<Chunk> = Vec::new();
    for &chunk in chunks {
        match joined.last_mut() {
            Some(last) if chunk.start().compressed() <= last.end().compressed() + GAP => {
                *last = Chunk::new(last.start(), last.end().max(chunk.end()));
            }
            _ => joined.push(chunk),
        }
    }
    joined
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_reach_as_far_as_the_specification_says() {
        let index = Index {
            min_shift: 14,
            depth: 5,
            names: None,
            contigs: Vec::new(),
        };
        for (id, first, last) in [
            (0, 1, 1 << 29),
            (1, 1, 1 << 26),
            (8, 7 << 26, 1 << 29),
            (9, 1, 1 << 23),
            (585, 1, 1 << 17),
            (4681, 1, 1 << 14),
            (4682, (1 << 14) + 1, 2 << 14),
            (37448, 32767 << 14, 1 << 29),
        ] {
            let found = index.extent(id);
            let first = if id == 8 || id == 37448 {
                first + 1
            } else {
                first
            };
            assert_eq!(found, (first, last), "{id}");
        }
        assert_eq!(first_of_level(6), 37449);
    }

    #[test]
    fn stretches_that_are_near_are_read_as_one() {
        let at = |block: u64, offset| VirtualPosition::try_from((block, offset)).unwrap();
        let chunks = [
            Chunk::new(at(0, 5), at(100, 7)),
            Chunk::new(at(200, 0), at(300, 0)),
            Chunk::new(at(300 + GAP + 1, 0), at(400 + GAP, 0)),
        ];
        let joined = join(&chunks);
        assert_eq!(joined, [Chunk::new(at(0, 5), at(300, 0)), chunks[2]]);
    }
}
