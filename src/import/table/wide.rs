//! A wide table: a row each gene, a column each population of cells.

mod error;
mod layout;
mod map;

use std::path::Path;

use ndarray::{Array2, Array3};

use self::layout::{MatrixPlace, WideLayout};
pub use self::{
    error::WideError,
    map::{ColumnPlace, MapCondition, Merge, TableMap, TableValues},
};
use super::{ExpressionTable, expression};
use crate::{
    delimited::{Delimited, Row, RowError, TableError},
    import::table_genes::{NameColumns, TableGenes},
};

/// What a field may say where nothing was measured, beside what any table may.
const NOT_A_NUMBER: [&str; 2] = ["NaN", "nan"];

impl ExpressionTable {
    /// Reads a table of a row each gene and a column each population, whose cell types and times
    /// `map` tells. Tabs or commas, compressed or not, as [`ExpressionTable::read`]. The gene's symbol is the
    /// first column, whatever its name, unless `map` names another; columns `gene_id`, `hgnc_id`
    /// and `synonyms` are understood as there. A field that is empty, `.`, `NA` or `NaN` was not
    /// measured; neither was a combination of cell type and time without a column.
    ///
    /// # Errors
    ///
    /// If the file cannot be read; a column is not in `map`, or one of `map` is not in the table; a
    /// gene is there twice, or a value is not expression.
    pub fn read_wide(path: impl AsRef<Path>, map: &TableMap) -> Result<Self, WideError> {
        let path = path.as_ref();
        let mut table = Delimited::open(path)?;
        let genes = gene_columns(&table, map)?;
        let layout = WideLayout::new(map, &table, &genes)?;
        let mut reading = WideReader::new(&layout);
        while let Some(row) = table.next()? {
            let added = reading.add(&row, &genes, map.values);
            added.map_err(|error| error.at(table.path(), table.line_number()))?;
        }
        if reading.genes.genes().is_empty() {
            return Err(table.empty("row below its header").into());
        }
        Ok(Self {
            path: path.into(),
            means: reading.means.iter().map(|genes| stack(genes)).collect(),
            genes: reading.genes.into_genes(),
            conditions: layout.conditions,
            atlas: map.atlas(),
            synthetic: map.synthetic,
            values: map.values,
        })
    }
}

fn gene_columns(table: &Delimited, map: &TableMap) -> Result<NameColumns, TableError> {
    let symbol = match &map.gene {
        Some(name) => table.require(&[name])?,
        None => 0,
    };
    Ok(NameColumns::with_symbol(table, symbol))
}

/// The matrices of genes one after another.
fn stack(genes: &[Array2<f32>]) -> Array3<f32> {
    let (cell_types, times) = genes.first().map_or((0, 0), Array2::dim);
    let value = |(gene, cell_type, time): (usize, usize, usize)| genes[gene][[cell_type, time]];
    Array3::from_shape_fn((genes.len(), cell_types, times), value)
}

/// The genes so far, with their matrices.
struct WideReader<'a> {
    layout: &'a WideLayout,
    genes: TableGenes,
    /// For each condition the matrix of each gene: cell types × times.
    means: Vec<Vec<Array2<f32>>>,
    /// Sum and number of the values of each combination, of the gene that is read.
    sums: Vec<Array2<(f64, u32)>>,
}

impl<'a> WideReader<'a> {
    fn new(layout: &'a WideLayout) -> Self {
        let conditions = layout.conditions.iter();
        let sums: Vec<_> = conditions
            .map(|c| Array2::from_elem(c.shape(), (0.0, 0)))
            .collect();
        Self {
            layout,
            genes: TableGenes::default(),
            means: vec![Vec::new(); sums.len()],
            sums,
        }
    }

    fn add(&mut self, row: &Row, genes: &NameColumns, values: TableValues) -> Result<(), RowError> {
        let known = self.genes.genes().len();
        let gene = self.genes.index(row, genes)?;
        if gene < known {
            let symbol = self.genes.genes()[gene].symbol.clone();
            return Err(RowError::GeneTwice(symbol));
        }
        for &(column, slot) in &self.layout.columns {
            if let Some(value) = value(row, column, values)? {
                self.count(slot, value);
            }
        }
        self.finish_gene();
        Ok(())
    }

    fn count(&mut self, slot: MatrixPlace, value: f32) {
        let (sum, number) = &mut self.sums[slot.condition][slot.place];
        *sum += f64::from(value);
        *number += 1;
    }

    fn finish_gene(&mut self) {
        for (means, sums) in self.means.iter_mut().zip(&mut self.sums) {
            // 0 / 0 is NaN: not measured.
            means.push(sums.mapv(|(sum, n)| (sum / f64::from(n)) as f32));
            sums.fill((0.0, 0));
        }
    }
}

/// The value of a column, `None` where it was not measured.
fn value(row: &Row, column: usize, values: TableValues) -> Result<Option<f32>, RowError> {
    let text = row.optional(Some(column));
    if text.is_empty() || NOT_A_NUMBER.contains(&text) {
        return Ok(None);
    }
    let value = expression(row, column)?;
    if values == TableValues::Fractions && value > 1.0 {
        return Err(RowError::NotAFraction {
            column: row.name(column).into(),
            value: text.into(),
        });
    }
    Ok(Some(value))
}

#[cfg(test)]
mod tests;
