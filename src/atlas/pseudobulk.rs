//! Means by gene, cell type and time: the pseudobulk.

mod sums;
mod values;

use ndarray::{Array3, s};

use self::sums::{CellTotal, GeneStats, Tally};
pub use self::values::WrongValue;
use super::{Axis, Block, ConditionGroups, Groups, NO_GROUP, Values, percentile::Histogram};

/// Sums a matrix of cells × genes over the groups, as its blocks stream by.
///
/// Memory: 12 bytes for each gene and group, and 16 for each gene and condition.
///
/// Entries of one cell and gene add up. To be counted as one cell they must be in one vector, or
/// in two that follow each other.
pub struct Pseudobulk<'g> {
    groups: &'g Groups,
    /// The condition of each group.
    condition_of: Vec<u32>,
    genes: usize,
    values: Values,
    /// Group-major: a row of sums for each group.
    sums: Vec<f64>,
    /// Group-major: the number of cells above 0.
    detected: Vec<u32>,
    /// A row for each condition.
    stats: Vec<GeneStats>,
    /// A row for each condition: entries beyond the first of a cell and gene.
    repeated: Vec<u32>,
    /// The cells' values, where vectors are genes.
    totals: Vec<CellTotal>,
    /// The sums of one gene, where vectors are genes.
    row: Vec<f64>,
    /// One for each condition, where a percentile is asked for.
    histograms: Vec<Histogram>,
}

/// What is known of every gene in one condition.
#[derive(Clone, Debug)]
pub struct Expression {
    /// Genes × cell types × times; NaN where there is no cell.
    pub means: Array3<f32>,
    /// The number of cells above 0, of the shape of the means.
    pub detected: Array3<u32>,
    /// What is known of the single cells.
    pub stats: CellStats,
}

/// What is known of the single cells of one condition.
#[derive(Clone, Debug)]
pub struct CellStats {
    /// The highest value of a cell, for each gene.
    pub max: Vec<f32>,
    /// The number of entries that are not 0, for each gene.
    pub entries: Vec<u32>,
    /// The values of all cells, where they were asked for.
    pub histogram: Option<Histogram>,
}

impl<'g> Pseudobulk<'g> {
    /// Sums of 0. `histograms` says whether the values of the cells are kept for a percentile,
    /// which takes 8 MB for each condition.
    pub fn new(groups: &'g Groups, genes: usize, values: Values, histograms: bool) -> Self {
        let conditions = groups.conditions().len();
        let numbered = groups.conditions().iter().zip(0..);
        let condition_of = numbered.flat_map(|(c, index)| c.cells.iter().map(move |_| index));
        Self {
            condition_of: condition_of.collect(),
            sums: vec![0.0; groups.len() * genes],
            detected: vec![0; groups.len() * genes],
            stats: vec![GeneStats::default(); conditions * genes],
            repeated: vec![0; conditions * genes],
            totals: Vec::new(),
            row: vec![0.0; groups.len()],
            histograms: (0..conditions)
                .filter(|_| histograms)
                .map(|_| Histogram::new())
                .collect(),
            groups,
            genes,
            values,
        }
    }

    /// Adds the entries of a block. Its indices must be within the matrix.
    ///
    /// # Errors
    ///
    /// A value of a cell that is in a group is negative, infinite or not a number, or, where all
    /// are counts, is no whole number.
    pub fn add(&mut self, block: &Block) -> Result<(), WrongValue> {
        if !values::look_right(&block.values, self.values) {
            values::check(block, self.groups.of_cell(), self.values)?;
        }
        match block.axis {
            Axis::Cells => self.add_cells(block),
            Axis::Genes => self.add_genes(block),
        }
        Ok(())
    }

    fn add_cells(&mut self, block: &Block) {
        for (cell, genes, values) in block.vectors() {
            let group = self.groups.of_cell()[cell as usize];
            if group == NO_GROUP {
                continue;
            }
            let condition = self.condition_of[group as usize] as usize;
            let sums = row(&mut self.sums, group as usize, self.genes);
            let detected = row(&mut self.detected, group as usize, self.genes);
            let stats = row(&mut self.stats, condition, self.genes);
            let repeated = row(&mut self.repeated, condition, self.genes);
            let mut histogram = self.histograms.get_mut(condition);
            for (&gene, &value) in genes.iter().zip(values) {
                let gene = gene as usize;
                sums[gene] += f64::from(value);
                let mut tally = Tally {
                    stats: &mut stats[gene],
                    detected: &mut detected[gene],
                    repeated: &mut repeated[gene],
                    histogram: histogram.as_deref_mut(),
                };
                tally.add(cell, value);
            }
        }
    }

    fn add_genes(&mut self, block: &Block) {
        let of_cell = self.groups.of_cell();
        self.totals.resize(of_cell.len(), CellTotal::default());
        for (gene, cells, values) in block.vectors() {
            for (&cell, &value) in cells.iter().zip(values) {
                let group = of_cell[cell as usize];
                if group == NO_GROUP {
                    continue;
                }
                self.row[group as usize] += f64::from(value);
                let condition = self.condition_of[group as usize] as usize;
                let place = condition * self.genes + gene as usize;
                let mut tally = Tally {
                    stats: &mut self.stats[place],
                    detected: &mut self.detected[group as usize * self.genes + gene as usize],
                    repeated: &mut self.repeated[place],
                    histogram: self.histograms.get_mut(condition),
                };
                tally.add_to(&mut self.totals[cell as usize], gene, value);
            }
            let sums = self
                .sums
                .iter_mut()
                .skip(gene as usize)
                .step_by(self.genes.max(1));
            for (sum, added) in sums.zip(&mut self.row) {
                *sum += std::mem::take(added);
            }
        }
    }

    /// The means, for each condition of the groups.
    pub fn finish(mut self) -> Vec<Expression> {
        let groups = self.groups.conditions();
        // Sums and counts are large: each goes before the next is turned round.
        let means: Vec<_> = groups.iter().map(|groups| self.means(groups)).collect();
        self.sums = Vec::new();
        let detected = |groups| self.by_gene(groups, &self.detected, 0, |count, _| count);
        let detected: Vec<_> = groups.iter().map(detected).collect();
        self.detected = Vec::new();
        let matrices = means.into_iter().zip(detected);
        let expression = |(index, (means, detected))| self.expression(index, means, detected);
        let mut expression: Vec<_> = matrices.enumerate().map(expression).collect();
        for (condition, histogram) in expression.iter_mut().zip(self.histograms) {
            condition.stats.histogram = Some(histogram);
        }
        expression
    }

    fn expression(
        &self,
        condition: usize,
        means: Array3<f32>,
        detected: Array3<u32>,
    ) -> Expression {
        let of_condition = condition * self.genes..(condition + 1) * self.genes;
        let stats = &self.stats[of_condition.clone()];
        let first = detected.outer_iter().map(|cells| cells.sum());
        let entries = first.zip(&self.repeated[of_condition]);
        let stats = CellStats {
            max: stats.iter().map(|gene| gene.max).collect(),
            entries: entries
                .map(|(first, more): (u32, _)| first.saturating_add(*more))
                .collect(),
            histogram: None,
        };
        Expression {
            means,
            detected,
            stats,
        }
    }

    fn means(&self, groups: &ConditionGroups) -> Array3<f32> {
        self.by_gene(groups, &self.sums, f32::NAN, |sum, cells| {
            (sum / cells as f64) as f32
        })
    }

    /// What `of` makes of a group's value and number of cells, genes × cell types × times; `empty`
    /// where there is no cell.
    fn by_gene<T: Copy, U: Copy>(
        &self,
        groups: &ConditionGroups,
        by_group: &[T],
        empty: U,
        of: impl Fn(T, usize) -> U,
    ) -> Array3<U> {
        let (types, times) = (groups.cell_types.len(), groups.times.len());
        let mut by_gene = Array3::from_elem((self.genes, types, times), empty);
        let cells = groups.cells.iter().enumerate();
        for (group, &cells) in cells.filter(|&(_, &cells)| cells > 0) {
            let (time, cell_type) = (group / types, group % types);
            let start = (groups.first + group) * self.genes;
            let places = by_gene.slice_mut(s![.., cell_type, time]);
            for (place, &value) in places.into_iter().zip(&by_group[start..start + self.genes]) {
                *place = of(value, cells);
            }
        }
        by_gene
    }
}

fn row<T>(rows: &mut [T], index: usize, len: usize) -> &mut [T] {
    &mut rows[index * len..(index + 1) * len]
}

#[cfg(test)]
mod tests;
