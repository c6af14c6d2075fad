//! Regions of the genome, as options and files name them.

mod file;
mod intervals;
mod list;

use std::{io, path::PathBuf};

use rustc_hash::FxHashMap;

pub use self::intervals::Intervals;

/// Why regions cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    /// A region of a list is not one.
    #[error(
        "\"{region}\" is not a region: {why}; write CHROM, CHROM:POS, CHROM:FROM-TO or CHROM:FROM-, counted from 1, with {{CHROM}} for a name that has a colon"
    )]
    List {
        /// The region.
        region: String,
        /// What is wrong.
        why: &'static str,
    },
    /// A file cannot be opened, read or decompressed.
    #[error("cannot read the regions {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line of a file is no region.
    #[error("{}:{line}: expected {expected}; correct the line or remove it", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The 1-based number of the line.
        line: u64,
        /// What the line should have.
        expected: &'static str,
    },
    /// A list or a file has no region, and so nothing would pass.
    #[error("no region in {0}: give at least one, or leave the option out")]
    Empty(String),
}

/// A stretch of a contig. Positions count from 1, and both ends belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The contig, as it was written.
    pub contig: Box<[u8]>,
    /// The first position; 0 for a whole contig, whose telomere is at 0.
    pub start: u64,
    /// The last position; `u64::MAX` where none was named.
    pub end: u64,
}

/// Regions in the order in which they were named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionList(Vec<Region>);

impl RegionList {
    /// The regions.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.0.iter()
    }

    /// Adds the regions of another after these.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The contigs in the order in which they are named first, each with its intervals.
    #[must_use]
    pub fn by_contig(&self) -> Vec<(&[u8], Intervals)> {
        let mut numbers = FxHashMap::default();
        let mut contigs: Vec<(&[u8], Vec<_>)> = Vec::new();
        for region in self.iter() {
            let number = *numbers.entry(&region.contig).or_insert_with(|| {
                contigs.push((&region.contig, Vec::new()));
                contigs.len() - 1
            });
            contigs[number].1.push((region.start, region.end));
        }
        let contigs = contigs.into_iter();
        contigs
            .map(|(contig, intervals)| (contig, Intervals::new(intervals)))
            .collect()
    }

    fn add(&mut self, contig: &[u8], start: u64, end: u64) {
        self.0.push(Region {
            contig: contig.into(),
            start,
            end,
        });
    }
}

impl From<Region> for RegionList {
    fn from(region: Region) -> Self {
        Self(vec![region])
    }
}
