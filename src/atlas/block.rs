//! A part of an expression matrix.

/// What the stored vectors of a sparse matrix are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// One vector a cell, holding genes: CSR in anndata's orientation.
    Cells,
    /// One vector a gene, holding cells: CSC in anndata's orientation.
    Genes,
}

/// Some vectors of a sparse matrix of cells × genes, in the order of the file.
///
/// Vector `i` is that of the cell (or gene, see `axis`) `majors[i]`; its entries are
/// `offsets[i]..offsets[i + 1]` of `minors` (genes, or cells) and `values`. What is not stored is 0.
/// An entry may be stored twice: the values add up. A cell or gene may have more than one vector,
/// also over several blocks. All indices are within the matrix. Values are as they are stored: what they must be is for the reader of the block to check.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What a vector is.
    pub axis: Axis,
    /// The cell or gene of each vector.
    pub majors: Vec<u32>,
    /// Where each vector begins, and at last the number of entries.
    pub offsets: Vec<usize>,
    /// The gene or cell of each entry.
    pub minors: Vec<u32>,
    /// The value of each entry.
    pub values: Vec<f32>,
}

impl Block {
    /// An empty block.
    pub fn new(axis: Axis) -> Self {
        Self {
            axis,
            majors: Vec::new(),
            offsets: vec![0],
            minors: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Forgets the vectors and keeps the memory.
    pub fn clear(&mut self) {
        self.majors.clear();
        self.offsets.truncate(1);
        self.minors.clear();
        self.values.clear();
    }

    /// Each vector: its cell or gene, and its entries.
    pub fn vectors(&self) -> impl Iterator<Item = (u32, &[u32], &[f32])> {
        let ranges = self.offsets.iter().zip(self.offsets.iter().skip(1));
        let vectors = self.majors.iter().zip(ranges);
        vectors.map(|(&major, (&start, &end))| {
            (major, &self.minors[start..end], &self.values[start..end])
        })
    }
}
