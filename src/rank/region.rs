//! Regions of the genome.

use std::collections::BTreeMap;

use crate::{
    contig::{Release, canonical_contig, may_compare, release},
    variant::{Intervals, RegionList},
};

/// Regions of the genome, for a filter. Positions count from 1, and both ends belong to a region.
///
/// `chr1`, `1` and `NC_000001.11` are one contig, `NC_000001.10` is another than the last; see
/// [`is_same_contig`](crate::gene::is_same_contig).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    contigs: BTreeMap<Box<[u8]>, Vec<Part>>,
}

/// The regions that name a contig by one release, or by none.
type Part = (Option<Release>, Intervals);

impl Regions {
    /// Whether some region has a position from `start` to `end`.
    #[must_use]
    pub fn overlaps(&self, contig: &[u8], start: u64, end: u64) -> bool {
        let found = self.contigs.get(canonical_contig(contig));
        let own = release(contig);
        found.into_iter().flatten().any(|(release, intervals)| {
            may_compare(*release, own) && intervals.overlaps(start, end)
        })
    }
}

impl From<&RegionList> for Regions {
    fn from(list: &RegionList) -> Self {
        let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for region in list.iter() {
            let contig = (canonical_contig(&region.contig), release(&region.contig));
            let intervals = found.entry(contig).or_default();
            intervals.push((region.start, region.end));
        }
        let mut contigs: BTreeMap<Box<[u8]>, Vec<_>> = BTreeMap::new();
        for ((contig, release), intervals) in found {
            let releases = contigs.entry(contig.into()).or_default();
            releases.push((release, Intervals::new(intervals)));
        }
        Self { contigs }
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
            ("CM000663.2", 350, 350, true),
            ("NC_000001.10", 350, 350, false),
            ("NC_000001.10", 150, 150, true),
            ("X", 0, 0, true),
            ("chr2", 150, 150, false),
        ] {
            let found = regions.overlaps(contig.as_bytes(), start, end);
            assert_eq!(found, expected, "{contig}:{start}-{end}");
        }
    }
}
