//! Regions of the genome.

use std::collections::BTreeMap;

use crate::{
    gene::canonical_contig,
    variant::{Intervals, RegionList},
};

/// Regions of the genome, for a filter. Positions count from 1, and both ends belong to a region.
///
/// `chr1`, `1` and `NC_000001.11` are one contig; see [`canonical_contig`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    contigs: BTreeMap<Box<[u8]>, Intervals>,
}

impl Regions {
    /// Whether some region has a position from `start` to `end`.
    #[must_use]
    pub fn overlaps(&self, contig: &[u8], start: u64, end: u64) -> bool {
        let intervals = self.contigs.get(canonical_contig(contig));
        intervals.is_some_and(|intervals| intervals.overlaps(start, end))
    }
}

impl From<&RegionList> for Regions {
    fn from(list: &RegionList) -> Self {
        let mut contigs: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for region in list.iter() {
            let contig = canonical_contig(&region.contig);
            let found = contigs.entry(contig.into()).or_default();
            found.push((region.start, region.end));
        }
        let contigs = contigs.into_iter();
        Self {
            contigs: contigs
                .map(|(contig, intervals)| (contig, Intervals::new(intervals)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(list: &str) -> Regions {
        Regions::from(&RegionList::parse(list, |_| false).unwrap())
    }

    #[test]
    fn spellings_of_one_contig_are_one() {
        let regions = regions("chr1:100-200,NC_000001.11:300-400,chrX");
        for (contig, start, end, expected) in [
            ("1", 99, 99, false),
            ("1", 90, 100, true),
            ("chr1", 201, 299, false),
            ("NC_000001.11", 350, 350, true),
            ("X", 0, 0, true),
            ("chr2", 150, 150, false),
        ] {
            let found = regions.overlaps(contig.as_bytes(), start, end);
            assert_eq!(found, expected, "{contig}:{start}-{end}");
        }
    }
}
