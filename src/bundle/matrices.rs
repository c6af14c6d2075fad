//! The section of expression matrices: little-endian 32-bit floats.
//!
//! Condition by condition, gene by gene, each matrix row-major, cell types ×
//! times. All matrices of a condition have one size, so each is found by
//! arithmetic. NaN is a combination that was not measured; a gene that is
//! absent from a condition has nothing but NaN.

use std::ops::Range;

use ndarray::Array2;

use super::manifest::Condition;

pub(super) const VALUE_LEN: usize = size_of::<f32>();

/// Where each matrix is within the section.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrices {
    /// One for each condition.
    blocks: Vec<ConditionMatrices>,
    genes: usize,
    len: usize,
}

/// The matrices of a condition.
#[derive(Clone, Debug)]
struct ConditionMatrices {
    start: usize,
    /// Cell types and times.
    shape: [usize; 2],
    /// The bytes of one matrix.
    matrix: usize,
}

impl Matrices {
    /// `None` where the section would be too large to address.
    pub(super) fn new(conditions: &[Condition], genes: usize) -> Option<Self> {
        Self::of_shapes(conditions.iter().map(Condition::shape), genes)
    }

    /// For conditions whose matrices are rows × columns.
    pub(super) fn of_shapes(
        shapes: impl Iterator<Item = [usize; 2]>,
        genes: usize,
    ) -> Option<Self> {
        let mut blocks = Vec::new();
        let mut end: usize = 0;
        for shape in shapes {
            let [rows, columns] = shape;
            let matrix = rows.checked_mul(columns)?.checked_mul(VALUE_LEN)?;
            blocks.push(ConditionMatrices {
                start: end,
                shape,
                matrix,
            });
            end = end.checked_add(matrix.checked_mul(genes)?)?;
        }
        Some(Self {
            blocks,
            genes,
            len: end,
        })
    }

    /// The bytes of the whole section.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The bytes of one matrix, empty where the condition has none; `None`
    /// past the last gene or condition.
    pub(super) fn range(&self, gene: usize, condition: usize) -> Option<Range<usize>> {
        let block = self.blocks.get(condition)?;
        let start = block.start + (gene < self.genes).then_some(gene)? * block.matrix;
        Some(start..start + block.matrix)
    }

    /// The bytes of all matrices of a condition.
    pub(super) fn all_of(&self, condition: usize) -> Option<Range<usize>> {
        let block = self.blocks.get(condition)?;
        Some(block.start..block.start + block.matrix * self.genes)
    }

    /// Reads one matrix out of the section, cell types × times; `None` where the gene is absent.
    pub(super) fn read(
        &self,
        section: &[u8],
        gene: usize,
        condition: usize,
    ) -> Option<Array2<f32>> {
        let bytes = section.get(self.range(gene, condition)?)?;
        let (values, _) = bytes.as_chunks::<VALUE_LEN>();
        let values = values.iter().map(|&bytes| f32::from_le_bytes(bytes));
        let shape = self.blocks.get(condition)?.shape;
        let matrix = Array2::from_shape_vec(shape, values.collect()).ok()?;
        is_present(&matrix).then_some(matrix)
    }
}

/// Appends values to a section, such as the matrices of a condition: genes × cell types × times. All
/// NaNs become one, so that the same content gives the same bytes.
pub(super) fn encode<'v>(values: impl IntoIterator<Item = &'v f32>, section: &mut Vec<u8>) {
    let values = values.into_iter();
    section.reserve(values.size_hint().0 * VALUE_LEN);
    for &value in values {
        let value = if value.is_nan() { f32::NAN } else { value };
        section.extend(value.to_le_bytes());
    }
}

/// Whether anything was measured.
pub(super) fn is_present<'m>(matrix: impl IntoIterator<Item = &'m f32>) -> bool {
    matrix.into_iter().any(|value| !value.is_nan())
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, Axis, array, s};

    use super::*;
    use crate::bundle::manifest::tests::manifest;

    #[test]
    fn conditions_of_different_shape_are_addressed() {
        let mut conditions = manifest().conditions;
        conditions[1].times.truncate(1);
        let matrices = Matrices::new(&conditions, 3).unwrap();
        assert_eq!(matrices.range(0, 0), Some(0..24));
        assert_eq!(matrices.range(2, 0), Some(48..72));
        assert_eq!(matrices.range(0, 1), Some(72..80));
        assert_eq!(matrices.range(2, 1), Some(88..96));
        assert_eq!(matrices.len(), 96);
        assert_eq!(matrices.range(3, 1), None);
        assert_eq!(matrices.range(0, 2), None);
    }

    #[test]
    fn values_survive_and_a_gene_of_nans_is_absent() {
        let mut conditions = manifest().conditions;
        conditions.truncate(1);
        let matrices = Matrices::new(&conditions, 2).unwrap();
        let mut section = Vec::new();
        let mut values = Array3::from_elem((2, 2, 3), -f32::NAN);
        let first = array![[0.0, 1.5, f32::NAN], [3e-39, 5.0, 6.0]];
        values.index_axis_mut(Axis(0), 0).assign(&first);
        encode(&values, &mut section);
        let read = matrices.read(&section, 0, 0).unwrap();
        assert_eq!(read.slice(s![0, ..2]), first.slice(s![0, ..2]));
        assert!(read[[0, 2]].is_nan());
        assert_eq!(read.row(1), first.row(1));
        assert_eq!(matrices.read(&section, 1, 0), None);
        assert_eq!(section[24..28], f32::NAN.to_le_bytes());
    }

    #[test]
    fn absurd_sizes_do_not_overflow() {
        assert!(Matrices::new(&manifest().conditions, usize::MAX / 4).is_none());
    }
}
