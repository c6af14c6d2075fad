//! The single cells of each gene, out of a matrix in whatever order.

use std::ops::Range;

use super::{Axis, Block, Groups, NO_GROUP};

/// The bytes that an entry takes.
const ENTRY: usize = size_of::<(u32, f32)>();

/// The entries that a pass collects are not those that were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the matrix is not what it was when its values were counted: was the file written to?")]
pub struct Changed;

/// Where each cell is among those of its condition, sorted by group; within a group cells keep
/// their order.
#[derive(Clone, Debug)]
pub struct CellOrder {
    /// For each cell its condition and its place; `None` where it is in no group.
    places: Vec<Option<(u32, u32)>>,
    /// The number of cells of each condition.
    cells: Vec<usize>,
}

impl CellOrder {
    /// The order of the cells that are in a group.
    pub fn new(groups: &Groups) -> Self {
        let mut next = Vec::with_capacity(groups.len());
        for (condition, index) in groups.conditions().iter().zip(0_u32..) {
            let offsets = condition.offsets();
            let starts = offsets.iter().take(condition.cells.len());
            next.extend(starts.map(|&start| (index, start as u32)));
        }
        let place = |&group: &u32| {
            let slot = next.get_mut(group as usize).filter(|_| group != NO_GROUP)?;
            let place = *slot;
            slot.1 += 1;
            Some(place)
        };
        Self {
            places: groups.of_cell().iter().map(place).collect(),
            cells: groups.conditions().iter().map(|c| c.kept()).collect(),
        }
    }

    /// The number of conditions.
    pub fn conditions(&self) -> usize {
        self.cells.len()
    }
}

/// The genes of each pass: the entries of as many as fit into `budget` bytes, at least one.
/// `entries` has for each condition the number of entries of each gene.
pub fn passes(entries: &[&[u32]], budget: usize) -> Vec<Range<usize>> {
    let genes = entries.first().map_or(0, |entries| entries.len());
    let room = budget / ENTRY;
    let mut passes: Vec<Range<usize>> = Vec::new();
    let mut filled = 0_usize;
    for gene in 0..genes {
        let more: usize = entries.iter().map(|entries| entries[gene] as usize).sum();
        match passes.last_mut() {
            Some(pass) if filled.saturating_add(more) <= room => pass.end = gene + 1,
            _ => {
                passes.push(gene..gene + 1);
                filled = 0;
            }
        }
        filled += more;
    }
    passes
}

/// Collects the entries of some genes, as blocks stream by.
#[derive(Debug)]
pub struct GeneCells<'o> {
    order: &'o CellOrder,
    genes: Range<usize>,
    /// Where the entries of each gene and condition begin, and at last their number.
    starts: Vec<usize>,
    /// Where the next entry of each gene and condition goes.
    next: Vec<usize>,
    /// The place of the cell and the value.
    entries: Vec<(u32, f32)>,
}

impl<'o> GeneCells<'o> {
    /// Nothing collected.
    pub fn new(order: &'o CellOrder) -> Self {
        Self {
            order,
            genes: 0..0,
            starts: Vec::new(),
            next: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Begins a pass for other genes in the same memory. `entries` has for each condition the
    /// number of entries of each gene.
    pub fn start(&mut self, genes: Range<usize>, entries: &[&[u32]]) {
        self.starts.clear();
        let mut start = 0;
        for gene in genes.clone() {
            for entries in entries {
                self.starts.push(start);
                start += entries[gene] as usize;
            }
        }
        self.next.clone_from(&self.starts);
        self.starts.push(start);
        self.entries.resize(start, (0, 0.0));
        self.genes = genes;
    }

    /// Collects the entries of a block. Its indices must be within the matrix.
    ///
    /// # Errors
    ///
    /// A gene has more entries than were counted.
    pub fn add(&mut self, block: &Block) -> Result<(), Changed> {
        match block.axis {
            Axis::Cells => self.add_cells(block),
            Axis::Genes => self.add_genes(block),
        }
    }

    fn add_cells(&mut self, block: &Block) -> Result<(), Changed> {
        for (cell, genes, values) in block.vectors() {
            let Some(place) = self.order.places[cell as usize] else {
                continue;
            };
            for (&gene, &value) in genes.iter().zip(values) {
                let within = (gene as usize).wrapping_sub(self.genes.start);
                if within < self.genes.len() && value != 0.0 {
                    self.push(within, place, value)?;
                }
            }
        }
        Ok(())
    }

    fn add_genes(&mut self, block: &Block) -> Result<(), Changed> {
        for (gene, cells, values) in block.vectors() {
            let within = (gene as usize).wrapping_sub(self.genes.start);
            if within >= self.genes.len() {
                continue;
            }
            for (&cell, &value) in cells.iter().zip(values) {
                if let Some(place) = self.order.places[cell as usize].filter(|_| value != 0.0) {
                    self.push(within, place, value)?;
                }
            }
        }
        Ok(())
    }

    #[inline]
    fn push(
        &mut self,
        gene: usize,
        (condition, place): (u32, u32),
        value: f32,
    ) -> Result<(), Changed> {
        let row = gene * self.order.conditions() + condition as usize;
        let next = &mut self.next[row];
        if *next >= self.starts[row + 1] {
            return Err(Changed);
        }
        self.entries[*next] = (place, value);
        *next += 1;
        Ok(())
    }

    /// Ends a pass.
    ///
    /// # Errors
    ///
    /// A gene has fewer entries than were counted.
    pub fn check(&self) -> Result<(), Changed> {
        let ends = self.starts.iter().skip(1);
        match self.next.iter().eq(ends) {
            true => Ok(()),
            false => Err(Changed),
        }
    }

    /// The genes of the pass.
    pub fn genes(&self) -> Range<usize> {
        self.genes.clone()
    }

    /// The values of all cells of a gene in a condition, sorted by group, in `values`. A gene of
    /// another pass has none.
    pub fn fill(&self, gene: usize, condition: usize, values: &mut Vec<f32>) {
        values.clear();
        values.resize(self.order.cells.get(condition).copied().unwrap_or(0), 0.0);
        for &(place, value) in self.entries(gene, condition) {
            values[place as usize] += value;
        }
    }

    /// The places and values of the cells of a gene that are not 0, in the order of the file; a
    /// place that is there twice adds up.
    pub fn entries(&self, gene: usize, condition: usize) -> &[(u32, f32)] {
        if !self.genes.contains(&gene) || condition >= self.order.conditions() {
            return &[];
        }
        let row = (gene - self.genes.start) * self.order.conditions() + condition;
        &self.entries[self.starts[row]..self.starts[row + 1]]
    }
}

#[cfg(test)]
mod tests;
