//! A sparse matrix: the entries of each cell (CSR) or each gene (CSC).

use std::ops::Range;

use super::{dataset::Dataset, group::Group, object_path::ObjectPath};
use crate::atlas::{
    AtlasError, Axis, Block,
    blocks::{BLOCK_ENTRIES, BlockReader, MAX_LENGTH, StoredMatrix},
};

/// A sparse matrix whose shape and offsets are checked.
pub(super) struct Sparse {
    axis: Axis,
    shape: [u64; 2],
    /// Where the entries of each cell or gene begin, and the last ones end.
    offsets: Vec<u64>,
    indices: Dataset,
    data: Dataset,
}

impl Sparse {
    /// Opens a matrix, which must be of this shape: cells × genes.
    pub(super) fn open(group: Group, shape: [u64; 2]) -> Result<Self, AtlasError> {
        let axis = axis(&group)?;
        check_shape(&group, shape)?;
        let majors = shape[usize::from(axis == Axis::Genes)];
        let (data, indices) = (group.require("data")?, group.require("indices")?);
        let indptr = group.require("indptr")?;
        if indptr.len()? != majors + 1 {
            return Err(indptr.place().damaged(format!(
                "it has {} offsets, where {} are expected",
                indptr.len()?,
                majors + 1
            )));
        }
        check_lengths(&data, &indices)?;
        let offsets = indptr.numbers::<u64>()?;
        check_offsets(&indptr, &offsets, data.len()?)?;
        data.check_whole()?;
        indices.check_whole()?;
        Ok(Self {
            axis,
            shape,
            offsets,
            indices,
            data,
        })
    }

    /// The number of entries that are stored.
    fn entries(&self) -> u64 {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// How many entries are read at once: whole chunks.
    fn step(&self) -> u64 {
        let chunks = [&self.data, &self.indices].map(Dataset::chunk);
        let chunk = chunks.iter().flatten().copied().max().unwrap_or(1).max(1);
        chunk.saturating_mul(BLOCK_ENTRIES.div_ceil(chunk))
    }

    fn minors(&self) -> u64 {
        self.shape[usize::from(self.axis == Axis::Cells)]
    }

    /// The values and indices of some entries; both are decoded at once.
    fn read(&self, entries: Range<u64>) -> Result<(Vec<f32>, Vec<u32>), AtlasError> {
        let part = [entries.clone()];
        let (values, minors) = rayon::join(
            || self.data.slice::<f32>(&part),
            || self.indices.slice::<u32>(&part),
        );
        let (values, minors) = (values?, minors?);
        let end = self.minors();
        if let Some(place) = minors.iter().position(|&minor| u64::from(minor) >= end) {
            return Err(self.indices.place().damaged(format!(
                "entry {} (counted from 0) has the index {}, which is not below {end}",
                entries.start + place as u64,
                minors[place],
            )));
        }
        Ok((values, minors))
    }
}

impl StoredMatrix for Sparse {
    fn shape(&self) -> [usize; 2] {
        self.shape.map(|extent| extent as usize)
    }

    fn values(&self) -> u64 {
        self.entries()
    }

    fn axis(&self) -> Axis {
        self.axis
    }

    fn describe(&self) -> String {
        let format = match self.axis {
            Axis::Cells => "CSR",
            Axis::Genes => "CSC",
        };
        format!("{format}, {}", self.data.describe())
    }

    fn blocks(&self) -> Result<Box<dyn BlockReader + '_>, AtlasError> {
        Ok(Box::new(SparseBlocks {
            matrix: self,
            entry: 0,
            major: 0,
            step: self.step(),
        }))
    }
}

fn axis(group: &Group) -> Result<Axis, AtlasError> {
    let format = match group.text("encoding-type")? {
        Some(format) => Some(format),
        // Before anndata 0.7.
        None => group.text("h5sparse_format")?,
    };
    match format.as_deref() {
        Some("csr_matrix" | "csr") => Ok(Axis::Cells),
        Some("csc_matrix" | "csc") => Ok(Axis::Genes),
        Some(other) => Err(group.place().unsupported(format!(
            "it is of the kind \"{other}\", where a matrix is expected, dense or CSR or CSC"
        ))),
        None => Err(group
            .place()
            .damaged("no attribute says whether it is CSR or CSC")),
    }
}

fn check_shape(group: &Group, expected: [u64; 2]) -> Result<(), AtlasError> {
    let shape = match group.numbers::<u64>("shape")? {
        Some(shape) => Some(shape),
        None => group.numbers::<u64>("h5sparse_shape")?,
    };
    let none = || group.place().damaged("no attribute gives its shape");
    let shape = shape.ok_or_else(none)?;
    if shape != expected {
        let [cells, genes] = expected;
        return Err(group.place().damaged(format!(
            "its shape is {shape:?}, and there are {cells} cells and {genes} genes"
        )));
    }
    check_extent(group.place(), expected)
}

pub(super) fn check_extent(place: &ObjectPath, shape: [u64; 2]) -> Result<(), AtlasError> {
    match shape.iter().find(|&&extent| extent >= MAX_LENGTH) {
        Some(extent) => Err(place.damaged(format!("{extent} cells or genes are too many"))),
        None => Ok(()),
    }
}

fn check_lengths(data: &Dataset, indices: &Dataset) -> Result<(), AtlasError> {
    let (values, places) = (data.len()?, indices.len()?);
    if values != places {
        return Err(indices.place().damaged(format!(
            "it has {places} entries, and `{}` has {values}",
            data.place().object()
        )));
    }
    Ok(())
}

fn check_offsets(indptr: &Dataset, offsets: &[u64], entries: u64) -> Result<(), AtlasError> {
    let falls = offsets.windows(2).position(|pair| pair[0] > pair[1]);
    let wrong = match (offsets.first(), offsets.last(), falls) {
        (_, _, Some(place)) => format!("its offset {} is below the one before", place + 1),
        (Some(0), Some(&last), None) if last == entries => return Ok(()),
        (Some(0), Some(last), None) => {
            format!("it ends at {last}, and there are {entries} entries")
        }
        _ => "it does not begin at 0".into(),
    };
    Err(indptr.place().damaged(wrong))
}

/// Reads a matrix from its first entry to its last.
struct SparseBlocks<'m> {
    matrix: &'m Sparse,
    /// The first entry that was not read.
    entry: u64,
    /// The cell or gene of that entry, or one before it.
    major: usize,
    step: u64,
}

impl BlockReader for SparseBlocks<'_> {
    fn next(&mut self, block: &mut Block) -> Result<bool, AtlasError> {
        let stored = self.matrix.entries();
        if self.entry >= stored {
            return Ok(false);
        }
        let end = self.entry.saturating_add(self.step).min(stored);
        (block.values, block.minors) = self.matrix.read(self.entry..end)?;
        self.cut(end, block);
        self.entry = end;
        Ok(true)
    }
}

impl SparseBlocks<'_> {
    /// Cuts the entries up to `end` into vectors.
    fn cut(&mut self, end: u64, block: &mut Block) {
        let start = self.entry;
        let offsets = &self.matrix.offsets;
        while let [from, to, ..] = offsets[self.major..] {
            if from >= end {
                break;
            }
            if to > from && to > start {
                block.majors.push(self.major as u32);
                block.offsets.push((to.min(end) - start) as usize);
            }
            if to > end {
                break;
            }
            self.major += 1;
        }
    }
}
