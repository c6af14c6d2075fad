//! The values of some genes in some cells.

use std::ops::Range;

use ndarray::Array2;

use super::{GroupedError, GroupedFile, Stop};
use crate::atlas::{Axis, Block, NO_GROUP, WrongValue};

impl GroupedFile {
    /// Reads the matrix once: the values of `genes` (distinct, in the matrix's numbers) in the cells
    /// of `groups`, genes × cells, cells in the order of the file.
    ///
    /// # Errors
    ///
    /// If the matrix cannot be read, or one of these values is not expression: finite, 0 or more.
    pub fn values_of(
        &self,
        genes: &[usize],
        groups: Range<usize>,
    ) -> Result<Array2<f32>, GroupedError> {
        let mut some = ChosenValues::new(self, genes, groups);
        let mut wrong = None;
        let read = self.matrix.for_each_block(|block| {
            some.add(block).map_err(|found| {
                wrong = Some(found);
                Stop(None)
            })
        });
        match (read, wrong) {
            (_, Some(wrong)) => Err(self.wrong_value(wrong)),
            (Err(Stop(Some(error))), _) => Err(error.into()),
            _ => Ok(some.values),
        }
    }
}

/// What has been read.
struct ChosenValues {
    /// For each gene of the matrix its place; none where it is not wanted.
    places: Vec<Option<u32>>,
    /// The same for each cell.
    columns: Vec<Option<u32>>,
    values: Array2<f32>,
}

impl ChosenValues {
    fn new(file: &GroupedFile, genes: &[usize], groups: Range<usize>) -> Self {
        let mut places = vec![None; file.matrix.genes()];
        for (&gene, place) in genes.iter().zip(0..) {
            if let Some(slot) = places.get_mut(gene) {
                *slot = Some(place);
            }
        }
        let mut count = 0;
        let column = |&group: &u32| {
            let wanted = group != NO_GROUP && groups.contains(&(group as usize));
            count += u32::from(wanted);
            wanted.then(|| count - 1)
        };
        let columns: Vec<_> = file.groups.of_cell().iter().map(column).collect();
        Self {
            places,
            columns,
            values: Array2::zeros((genes.len(), count as usize)),
        }
    }

    fn add(&mut self, block: &Block) -> Result<(), WrongValue> {
        for (major, minors, values) in block.vectors() {
            if !self.wants(block.axis, major) {
                continue;
            }
            for (&minor, &value) in minors.iter().zip(values) {
                match block.axis {
                    Axis::Cells => self.put(minor, major, value)?,
                    Axis::Genes => self.put(major, minor, value)?,
                }
            }
        }
        Ok(())
    }

    fn wants(&self, axis: Axis, major: u32) -> bool {
        let wanted = match axis {
            Axis::Cells => &self.columns,
            Axis::Genes => &self.places,
        };
        wanted.get(major as usize).is_some_and(Option::is_some)
    }

    fn put(&mut self, gene: u32, cell: u32, value: f32) -> Result<(), WrongValue> {
        let place = self.places.get(gene as usize).copied().flatten();
        let column = self.columns.get(cell as usize).copied().flatten();
        let (Some(place), Some(column)) = (place, column) else {
            return Ok(());
        };
        if !value.is_finite() || value < 0.0 {
            let fractions = None;
            return Err(WrongValue {
                gene,
                cell,
                value,
                fractions,
            });
        }
        // What is stored twice adds up.
        self.values[[place as usize, column as usize]] += value;
        Ok(())
    }
}
