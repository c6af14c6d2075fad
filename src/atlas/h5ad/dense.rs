//! A dense matrix: a value for every cell and gene.

use std::ops::Range;

use super::{column::check_is_number, dataset::Dataset, sparse::check_extent};
use crate::atlas::{
    AtlasError, Axis, Block,
    blocks::{BLOCK_ENTRIES, BlockReader, StoredMatrix},
};

/// A dense matrix whose shape is checked.
pub(super) struct Dense {
    dataset: Dataset,
    shape: [u64; 2],
}

impl Dense {
    /// Opens a matrix, which must be of this shape: cells × genes.
    pub(super) fn open(dataset: Dataset, shape: [u64; 2]) -> Result<Self, AtlasError> {
        let [cells, genes] = shape;
        if dataset.shape() != shape {
            return Err(dataset.place().damaged(format!(
                "its shape is {:?}, and there are {cells} cells and {genes} genes",
                dataset.shape()
            )));
        }
        check_extent(dataset.place(), shape)?;
        check_is_number(dataset.place(), dataset.datatype())?;
        dataset.check_whole()?;
        Ok(Self { dataset, shape })
    }

    /// How many cells and genes are read at once: whole chunks, and whole
    /// cells where they are not too many values.
    fn tile(&self) -> [u64; 2] {
        let [cells, genes] = self.shape;
        let chunk = self.dataset.chunk();
        let of = |dimension: usize| chunk.get(dimension).copied().unwrap_or(1).max(1);
        let (chunk_cells, chunk_genes) = (of(0).min(cells.max(1)), of(1));
        if chunk_cells * genes <= BLOCK_ENTRIES {
            let rows = BLOCK_ENTRIES / (chunk_cells * genes.max(1));
            return [chunk_cells * rows.max(1), genes.max(1)];
        }
        let columns = BLOCK_ENTRIES / chunk_cells.saturating_mul(chunk_genes);
        [chunk_cells, chunk_genes.saturating_mul(columns.max(1))]
    }
}

impl StoredMatrix for Dense {
    fn shape(&self) -> [usize; 2] {
        self.shape.map(|extent| extent as usize)
    }

    fn values(&self) -> u64 {
        self.shape.iter().product()
    }

    /// Whatever is stored in which order, a vector of a block is a cell.
    fn axis(&self) -> Axis {
        Axis::Cells
    }

    fn describe(&self) -> String {
        format!("dense, {}", self.dataset.describe())
    }

    fn blocks(&self) -> Result<Box<dyn BlockReader + '_>, AtlasError> {
        Ok(Box::new(DenseBlocks {
            matrix: self,
            tile: self.tile(),
            cell: 0,
            gene: 0,
        }))
    }
}

/// Reads a matrix tile by tile.
struct DenseBlocks<'m> {
    matrix: &'m Dense,
    tile: [u64; 2],
    /// Where the next tile begins.
    cell: u64,
    gene: u64,
}

impl BlockReader for DenseBlocks<'_> {
    fn next(&mut self, block: &mut Block) -> Result<bool, AtlasError> {
        let [cells, genes] = self.matrix.shape;
        if self.cell >= cells || genes == 0 {
            return Ok(false);
        }
        let rows = self.cell..self.cell.saturating_add(self.tile[0]).min(cells);
        let columns = self.gene..self.gene.saturating_add(self.tile[1]).min(genes);
        let part = [rows.clone(), columns.clone()];
        push(block, &self.matrix.dataset.slice::<f32>(&part)?, &part);
        self.gene = columns.end;
        if self.gene == genes {
            (self.cell, self.gene) = (rows.end, 0);
        }
        Ok(true)
    }
}

/// Adds the values that are not 0.
fn push(block: &mut Block, values: &[f32], [cells, genes]: &[Range<u64>; 2]) {
    let width = (genes.end - genes.start) as usize;
    for (cell, row) in (cells.start as u32..).zip(values.chunks_exact(width.max(1))) {
        for (gene, &value) in (genes.start as u32..).zip(row) {
            if value != 0.0 {
                block.minors.push(gene);
                block.values.push(value);
            }
        }
        block.majors.push(cell);
        block.offsets.push(block.values.len());
    }
}
