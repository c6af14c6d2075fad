//! Regions of the genome.

mod file;
mod list;

use std::{collections::BTreeMap, io, path::PathBuf};

use crate::gene::canonical_contig;

/// Why regions cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    /// A region of a list is not one.
    #[error(
        "\"{region}\" is not a region: {why}; write CHROM, CHROM:POS, CHROM:FROM-TO or CHROM:FROM-, counted from 1, and {{CHROM}} where a name has a colon"
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

/// Regions of the genome, for a filter. Positions count from 1, and both ends belong to a region.
///
/// `chr1`, `1` and `NC_000001.11` are one contig; see [`canonical_contig`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    /// For each contig its intervals, which are in order and neither overlap nor touch.
    contigs: BTreeMap<Box<[u8]>, Vec<Interval>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Interval {
    start: u64,
    end: u64,
}

impl Regions {
    /// Whether some region has a position from `start` to `end`.
    #[must_use]
    pub fn overlaps(&self, contig: &[u8], start: u64, end: u64) -> bool {
        let Some(intervals) = self.contigs.get(canonical_contig(contig)) else {
            return false;
        };
        let first = intervals.partition_point(|interval| interval.end < start);
        intervals
            .get(first)
            .is_some_and(|interval| interval.start <= end)
    }

    /// Adds the regions of another.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        for (contig, intervals) in other.contigs {
            self.contigs.entry(contig).or_default().extend(intervals);
        }
        self.merged()
    }

    fn add(&mut self, contig: &[u8], start: u64, end: u64) {
        let contig = canonical_contig(contig);
        if !self.contigs.contains_key(contig) {
            self.contigs.insert(contig.into(), Vec::new());
        }
        if let Some(intervals) = self.contigs.get_mut(contig) {
            intervals.push(Interval { start, end });
        }
    }

    /// Makes one of the intervals that overlap or touch.
    fn merged(mut self) -> Self {
        for intervals in self.contigs.values_mut() {
            intervals.sort_unstable();
            intervals.dedup_by(|next, held| {
                let is_one = next.start <= held.end.saturating_add(1);
                if is_one {
                    held.end = held.end.max(next.end);
                }
                is_one
            });
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(intervals: &[(&str, u64, u64)]) -> Regions {
        let mut regions = Regions::default();
        for (contig, start, end) in intervals {
            regions.add(contig.as_bytes(), *start, *end);
        }
        regions.merged()
    }

    #[test]
    fn both_ends_belong_to_a_region() {
        let regions = regions(&[("chr1", 100, 200)]);
        for (start, end, expected) in [
            (99, 99, false),
            (90, 100, true),
            (100, 100, true),
            (150, 160, true),
            (200, 300, true),
            (201, 300, false),
            (1, 1000, true),
        ] {
            assert_eq!(
                regions.overlaps(b"1", start, end),
                expected,
                "{start}-{end}"
            );
        }
        assert!(regions.overlaps(b"NC_000001.11", 150, 150));
        assert!(!regions.overlaps(b"chr2", 150, 150));
    }

    #[test]
    fn regions_that_touch_are_one() {
        let merged = regions(&[("1", 1, 10), ("1", 11, 20), ("1", 5, 7), ("chr1", 30, 40)]);
        assert_eq!(merged, regions(&[("1", 1, 20), ("1", 30, 40)]));
        assert!(!merged.overlaps(b"1", 21, 29));
        let united = regions(&[("1", 1, 10)]).union(regions(&[("1", 9, 20), ("X", 1, 1)]));
        assert_eq!(united, regions(&[("1", 1, 20), ("X", 1, 1)]));
    }

    #[test]
    fn the_answer_is_that_of_a_plain_scan() {
        let mut state = 7u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            (state >> 33) % below
        };
        let intervals: Vec<_> = (0..60)
            .map(|_| {
                let start = 1 + random(900);
                ("1", start, start + random(20))
            })
            .collect();
        let regions = regions(&intervals);
        for start in 1..950 {
            let end = start + start % 7;
            let is_hit = |(_, from, to): &&(&str, u64, u64)| *from <= end && *to >= start;
            let expected = intervals.iter().any(|i| is_hit(&i));
            assert_eq!(regions.overlaps(b"1", start, end), expected, "{start}");
        }
    }
}
