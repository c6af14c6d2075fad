//! Sums by gene and group, and what else is known of each gene.

use super::super::percentile::Histogram;

/// What is known of a gene in one condition.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct GeneStats {
    /// The highest value of a cell.
    pub(super) max: f32,
    /// The last cell that was seen, plus 1.
    stamp: u32,
    /// Its value so far.
    total: f32,
}

/// The value of a cell so far, where vectors are genes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CellTotal {
    /// The last gene that was seen, plus 1.
    stamp: u32,
    total: f32,
}

/// What changes with an entry of a gene besides its sum.
pub(super) struct Tally<'a> {
    pub(super) stats: &'a mut GeneStats,
    /// The number of cells above 0 in the group.
    pub(super) detected: &'a mut u32,
    /// The entries of the gene beyond the first of a cell.
    pub(super) repeated: &'a mut u32,
    pub(super) histogram: Option<&'a mut Histogram>,
}

impl Tally<'_> {
    /// Adds a value of a cell.
    #[inline]
    pub(super) fn add(&mut self, cell: u32, value: f32) {
        let stamp = cell.wrapping_add(1);
        let before = match self.stats.stamp == stamp {
            true => self.stats.total,
            false => 0.0,
        };
        (self.stats.stamp, self.stats.total) = (stamp, before + value);
        self.count(before, value);
    }

    /// The same, the cells' values being kept elsewhere.
    #[inline]
    pub(super) fn add_to(&mut self, so_far: &mut CellTotal, gene: u32, value: f32) {
        let stamp = gene.wrapping_add(1);
        let before = match so_far.stamp == stamp {
            true => so_far.total,
            false => 0.0,
        };
        (so_far.stamp, so_far.total) = (stamp, before + value);
        self.count(before, value);
    }

    #[inline]
    fn count(&mut self, before: f32, value: f32) {
        if value == 0.0 {
            return;
        }
        let total = before + value;
        if before > 0.0 {
            *self.repeated = self.repeated.saturating_add(1);
        } else {
            *self.detected += 1;
        }
        self.stats.max = self.stats.max.max(total);
        if let Some(histogram) = &mut self.histogram {
            histogram.remove(before);
            histogram.add(total);
        }
    }
}
