//! A wide table: a row each gene, a column each population of cells.

mod error;
mod layout;
mod map;

use std::path::Path;

use ndarray::Array3;

use self::layout::WideLayout;
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
    /// Reads tables of a row each gene and a column each population, whose cell types and times
    /// `map` tells. Tabs or commas, compressed or not, as [`ExpressionTable::read`]. The gene's symbol is the
    /// first column, whatever its name, unless `map` names another; columns `gene_id`, `hgnc_id`
    /// and `synonyms` are understood as there. A field that is empty, `.`, `NA` or `NaN` was not
    /// measured; neither was a combination of cell type and time without a column.
    ///
    /// Several tables are joined by the gene's symbol. What a gene has no row for was not measured. A
    /// column that stands in several must have one value for a gene, unless `map` says to merge: then it
    /// becomes the mean of them.
    ///
    /// # Errors
    ///
    /// If a file cannot be read; a column is not in `map`, or one of `map` is in no table; a
    /// gene is twice in one table, a value is not expression, or two tables contradict one another.
    pub fn read_wide(paths: &[impl AsRef<Path>], map: &TableMap) -> Result<Self, WideError> {
        let tables = paths.iter().map(|path| WideTable::open(path.as_ref(), map));
        let tables = tables.collect::<Result<Vec<_>, _>>()?;
        let layout = WideLayout::new(map, &tables)?;
        let mut reading = WideReader::new(map, &layout);
        for (index, mut table) in tables.into_iter().enumerate() {
            reading.read(index, &mut table)?;
        }
        Ok(Self {
            path: paths
                .first()
                .map(|path| path.as_ref().into())
                .unwrap_or_default(),
            means: reading.means(),
            genes: reading.genes.into_genes(),
            conditions: layout.conditions,
            atlas: map.atlas(),
            synthetic: map.synthetic,
            values: map.values,
        })
    }
}

/// A table that is open, and where it names its genes.
struct WideTable {
    rows: Delimited,
    genes: NameColumns,
}

impl WideTable {
    fn open(path: &Path, map: &TableMap) -> Result<Self, TableError> {
        let rows = Delimited::open(path)?;
        let symbol = match &map.gene {
            Some(name) => rows.require(&[name])?,
            None => 0,
        };
        let genes = NameColumns::with_symbol(&rows, symbol);
        Ok(Self { rows, genes })
    }
}

/// The genes so far, with their values.
struct WideReader<'a> {
    map: &'a TableMap,
    layout: &'a WideLayout,
    genes: TableGenes,
    /// For each gene sum and number of the values of each of the layout's columns.
    values: Vec<Vec<(f64, u32)>>,
    /// For each gene the last table that had a row of it.
    seen_in: Vec<usize>,
}

impl<'a> WideReader<'a> {
    fn new(map: &'a TableMap, layout: &'a WideLayout) -> Self {
        Self {
            map,
            layout,
            genes: TableGenes::default(),
            values: Vec::new(),
            seen_in: Vec::new(),
        }
    }

    fn read(&mut self, index: usize, table: &mut WideTable) -> Result<(), WideError> {
        let mut is_empty = true;
        while let Some(row) = table.rows.next()? {
            is_empty = false;
            let added = self.add(index, &row, &table.genes);
            added.map_err(|error| error.at(table.rows.path(), table.rows.line_number()))?;
        }
        match is_empty {
            true => Err(table.rows.empty("row below its header").into()),
            false => Ok(()),
        }
    }

    fn add(&mut self, table: usize, row: &Row, genes: &NameColumns) -> Result<(), RowError> {
        let gene = self.genes.index(row, genes)?;
        if gene == self.values.len() {
            self.values.push(vec![(0.0, 0); self.layout.columns.len()]);
            self.seen_in.push(table);
        } else if std::mem::replace(&mut self.seen_in[gene], table) == table {
            let symbol = self.genes.genes()[gene].symbol.clone();
            return Err(RowError::GeneTwice(symbol));
        }
        for &(column, place) in &self.layout.sources[table] {
            if let Some(found) = value(row, column, self.map.values)? {
                self.put(gene, place, found, row.name(column))?;
            }
        }
        Ok(())
    }

    fn put(&mut self, gene: usize, place: usize, found: f32, column: &str) -> Result<(), RowError> {
        let (sum, count) = &mut self.values[gene][place];
        let known = (*sum / f64::from(*count)) as f32;
        if self.map.merge.is_none() && *count > 0 && known != found {
            return Err(RowError::Contradicts {
                gene: self.genes.genes()[gene].symbol.clone(),
                column: column.into(),
                known,
                found,
            });
        }
        *sum += f64::from(found);
        *count += 1;
        Ok(())
    }

    /// For each condition genes × cell types × times: the mean of the columns of each place, over those
    /// that were measured.
    fn means(&self) -> Vec<Array3<f32>> {
        let conditions = self.layout.conditions.iter().enumerate();
        conditions
            .map(|(index, condition)| {
                let [cell_types, times] = condition.shape();
                let mut means = Array3::zeros((self.values.len(), cell_types, times));
                let genes = means.outer_iter_mut().zip(&self.values);
                genes.for_each(|(means, values)| self.layout.fill(index, values, means));
                means
            })
            .collect()
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
