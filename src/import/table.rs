//! A pseudobulk table: the mean expression of each gene in each cell type at
//! each time, a row each; or a row each gene, with a column each population.

mod axes;
mod wide;

use std::path::{Path, PathBuf};

use ndarray::{Array3, Axis};

pub use self::wide::{ColumnPlace, MapCondition, Merge, TableMap, TableValues, WideError};

use self::axes::TableAxes;
use super::{
    condition_key::condition_key,
    table_genes::{NameColumns, TableGenes},
};
use crate::{
    bundle::{Atlas, Condition},
    delimited::{Delimited, Row, RowError, TableError},
    gene::Gene,
    heatmap::{Fill, Recipe},
};

/// Genes with their expression by condition, cell type and time.
#[derive(Clone, Debug)]
pub struct ExpressionTable {
    pub(super) path: PathBuf,
    pub(super) conditions: Vec<Condition>,
    pub(super) genes: Vec<Gene>,
    /// For each condition genes × cell types × times; NaN was not measured.
    pub(super) means: Vec<Array3<f32>>,
    pub(super) atlas: Atlas,
    pub(super) synthetic: bool,
    values: TableValues,
}

impl ExpressionTable {
    /// Reads a table with a header, separated by tabs or, where the header has
    /// none, by commas; compressed by gzip or not.
    ///
    /// | column | what |
    /// | --- | --- |
    /// | `gene`, `symbol` or `gene_symbol` | the symbol |
    /// | `gene_id` (optional) | the Ensembl gene ID; a version is dropped |
    /// | `hgnc_id` (optional) | the HGNC ID |
    /// | `synonyms` (optional) | other names, separated by `;` or `\|` |
    /// | `sex` or `condition` | the condition's label |
    /// | `cell_type` | the cell type |
    /// | `time` | a number, perhaps after letters: `6`, `PCW6.5` |
    /// | `mean`, `mean_expression` or `expression` | 0 or more |
    ///
    /// Genes, conditions and cell types keep the order in which they first
    /// appear (cell types within their condition), times ascend. What has no
    /// row was not measured. `keys` gives labels their condition keys; for
    /// others see [`condition_key`](super::condition_key).
    ///
    /// # Errors
    ///
    /// If the file cannot be read, a column is missing, or a row cannot be
    /// used; the error names the line.
    pub fn read(path: impl AsRef<Path>, keys: &[(String, String)]) -> Result<Self, TableError> {
        let path = path.as_ref();
        let mut table = Delimited::open(path)?;
        let columns = MeanColumns::find(&table)?;
        let mut reading = LongReader::default();
        while let Some(row) = table.next()? {
            let added = reading.add(&row, &columns);
            added.map_err(|error| error.at(table.path(), table.line_number()))?;
        }
        if reading.blocks.is_empty() {
            return Err(table.empty("row below its header"));
        }
        Ok(reading.finish(path, keys))
    }

    /// The conditions with their axes.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// The genes.
    pub fn genes(&self) -> &[Gene] {
        &self.genes
    }

    /// The genes, to give them identifiers and names.
    pub fn genes_mut(&mut self) -> &mut [Gene] {
        &mut self.genes
    }

    /// Leaves out the genes that are not kept; `is_kept` has one a gene.
    pub fn retain(&mut self, is_kept: &[bool]) {
        let kept: Vec<_> = (0..self.genes.len()).filter(|&i| is_kept[i]).collect();
        self.means
            .iter_mut()
            .for_each(|means| *means = means.select(Axis(0), &kept));
        self.genes = kept
            .iter()
            .map(|&gene| std::mem::take(&mut self.genes[gene]))
            .collect();
    }

    /// What it says of where the data is from: of a wide table what its mapping does.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// How its genes are drawn unless somebody wants it otherwise: means, which there are alone,
    /// and by the transform that [`TableValues::transform`] gives.
    pub fn recipe(&self) -> Recipe {
        Recipe {
            fill: Fill::Mean,
            transform: self.values.transform(),
            ..Recipe::default()
        }
    }

    /// The recipe that draws how unusual values are for their gene's level, by the transform that
    /// [`TableValues::residual_transform`] gives.
    pub fn residual_recipe(&self) -> Recipe {
        Recipe::residual(self.values.residual_transform())
    }
}

/// Where the columns of a long table are.
struct MeanColumns {
    gene: NameColumns,
    condition: usize,
    cell_type: usize,
    time: usize,
    mean: usize,
}

impl MeanColumns {
    fn find(table: &Delimited) -> Result<Self, TableError> {
        Ok(Self {
            gene: NameColumns::find(table)?,
            condition: table.require(&["condition", "sex"])?,
            cell_type: table.require(&["cell_type"])?,
            time: table.require(&["time"])?,
            mean: table.require(&["mean", "mean_expression", "expression"])?,
        })
    }
}

/// What has been read of one condition.
struct ConditionRows {
    label: String,
    axes: TableAxes,
    /// For each gene its values, in the order in which the combinations of
    /// cell type and time first appear; NaN for none yet.
    values: Vec<Vec<f32>>,
}

#[derive(Default)]
struct LongReader {
    genes: TableGenes,
    blocks: Vec<ConditionRows>,
}

impl LongReader {
    fn add(&mut self, row: &Row, columns: &MeanColumns) -> Result<(), RowError> {
        let gene = self.genes.index(row, &columns.gene)?;
        let cell_type = row.text(columns.cell_type)?;
        let time = row.text(columns.time)?;
        let mean = expression(row, columns.mean)?;
        let block = self.block(row.text(columns.condition)?);
        let slot = block.axes.slot(cell_type, time)?;
        if block.insert(gene, slot, mean) {
            return Ok(());
        }
        let condition = block.label.clone();
        Err(RowError::Repeated {
            gene: self.genes.genes()[gene].symbol.clone(),
            condition,
            cell_type: cell_type.into(),
            time: time.into(),
        })
    }

    /// There are few conditions, and most rows have that of the row before.
    fn block(&mut self, label: &str) -> &mut ConditionRows {
        let found = self.blocks.iter().rposition(|block| block.label == label);
        let index = found.unwrap_or_else(|| {
            self.blocks.push(ConditionRows {
                label: label.into(),
                axes: TableAxes::default(),
                values: Vec::new(),
            });
            self.blocks.len() - 1
        });
        &mut self.blocks[index]
    }

    fn finish(self, path: &Path, keys: &[(String, String)]) -> ExpressionTable {
        let genes = self.genes.into_genes();
        let (conditions, means) = self
            .blocks
            .into_iter()
            .map(|block| block.finish(genes.len(), keys))
            .unzip();
        ExpressionTable {
            path: path.into(),
            conditions,
            genes,
            means,
            atlas: Atlas::default(),
            synthetic: false,
            values: TableValues::Means,
        }
    }
}

impl ConditionRows {
    /// Whether there was no value before.
    fn insert(&mut self, gene: usize, slot: usize, mean: f32) -> bool {
        if self.values.len() <= gene {
            self.values.resize_with(gene + 1, Vec::new);
        }
        let values = &mut self.values[gene];
        if values.len() <= slot {
            values.resize(slot + 1, f32::NAN);
        }
        std::mem::replace(&mut values[slot], mean).is_nan()
    }

    fn finish(self, genes: usize, keys: &[(String, String)]) -> (Condition, Array3<f32>) {
        let condition = Condition {
            key: condition_key(&self.label, keys),
            cell_types: self.axes.cell_types().to_vec(),
            times: self.axes.sorted_times(),
            label: self.label,
            ..Condition::default()
        };
        let [cell_types, times] = condition.shape();
        let places = self.axes.places();
        let mut means = Array3::from_elem((genes, cell_types, times), f32::NAN);
        for (mut matrix, values) in means.outer_iter_mut().zip(self.values) {
            for (value, &place) in values.into_iter().zip(&places) {
                matrix[place] = value;
            }
        }
        (condition, means)
    }
}

fn expression(row: &Row, column: usize) -> Result<f32, RowError> {
    let text = row.text(column)?;
    let told = |value: &str| (row.name(column).to_string(), value.to_string());
    let mean: f32 = text.parse().map_err(|_| {
        let (column, value) = told(text);
        RowError::NotANumber { column, value }
    })?;
    if !mean.is_finite() || mean < 0.0 {
        let (column, value) = told(text);
        return Err(RowError::NotExpression { column, value });
    }
    Ok(mean)
}

#[cfg(test)]
mod tests;
