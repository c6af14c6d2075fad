//! From a file and its configuration to matrices of cell types × times.

mod error;
mod some_cells;

use std::path::Path;

pub use self::error::GroupedError;
use super::{
    AtlasFile, Axis, Block, CellOrder, CellStats, Config, Expression, Frame, GeneCells, GeneNames,
    Groups, Matrix, MatrixName, Obs, Peek, Percentile, PercentileSearch, Pseudobulk, Values,
    WrongValue, passes,
};

/// A file whose cells are grouped and whose genes are named. Its values are still in the file.
pub struct GroupedFile {
    file: AtlasFile,
    cells: Frame,
    name: MatrixName,
    matrix: Matrix,
    values: Values,
    groups: Groups,
    genes: GeneNames,
    is_synthetic: bool,
}

impl GroupedFile {
    /// Opens a file and groups its cells. `cells` is the table of cells of a Matrix Market file;
    /// `only` is the key of the condition that the file is said to be of.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, lacks what `config` names, or genes cannot be told apart.
    pub fn open(
        path: &Path,
        cells: Option<&Path>,
        config: &Config,
        only: Option<&str>,
    ) -> Result<Self, GroupedError> {
        let file = AtlasFile::open(path, cells)?;
        let cells = file.cells()?;
        let groups = group(path, &cells, config, only)?;
        let genes = name_genes(&file, config)?;
        Ok(Self {
            matrix: file.matrix(&config.matrix)?,
            name: config.matrix.clone(),
            values: config.values,
            is_synthetic: file.is_synthetic()?,
            file,
            cells,
            groups,
            genes,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Whether the file says of itself that it is simulated.
    pub fn is_synthetic(&self) -> bool {
        self.is_synthetic
    }

    /// The cells by condition, cell type and time.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// The names of the genes, in the order of all that is by gene.
    pub fn genes(&self) -> &GeneNames {
        &self.genes
    }

    /// The number of cells of the file, kept or not.
    pub fn cells(&self) -> usize {
        self.matrix.cells()
    }

    /// What somebody should know of cells and genes, a sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = self.groups.warnings();
        warnings.extend(self.genes.warnings.iter().cloned());
        warnings
    }

    /// Reads the matrix once: what is known of every gene, for each condition of
    /// [`GroupedFile::groups`]. `histograms`: see [`Pseudobulk::new`]. `progress` is told the
    /// number of cells so far.
    ///
    /// # Errors
    ///
    /// If the matrix cannot be read, or a value is not expression or, where counts are
    /// expected, no count.
    pub fn expression(
        &self,
        histograms: bool,
        mut progress: impl FnMut(usize),
    ) -> Result<Vec<Expression>, GroupedError> {
        let mut sums = Pseudobulk::new(&self.groups, self.matrix.genes(), self.values, histograms);
        let mut wrong = None;
        let read = self.matrix.for_each_block(|block| {
            progress(self.cells_until(block));
            sums.add(block).map_err(|found| {
                wrong = Some(found);
                Stop(None)
            })
        });
        match (read, wrong) {
            (_, Some(wrong)) => Err(self.wrong_value(wrong)),
            (Err(Stop(Some(error))), _) => Err(error.into()),
            _ => Ok(sums.finish()),
        }
    }

    /// Reads the matrix once for as many genes as fit into `budget` bytes at a time, and gives
    /// `each` the single cells of these genes. `stats` is that of this file's conditions. `progress`
    /// is told the number of cells so far in the pass.
    ///
    /// # Errors
    ///
    /// What `each` returns ends the reading. Otherwise, if the matrix cannot be read or has
    /// changed.
    pub fn for_each_pass<E: From<GroupedError>>(
        &self,
        stats: &[CellStats],
        budget: usize,
        mut progress: impl FnMut(usize),
        mut each: impl FnMut(&GeneCells) -> Result<(), E>,
    ) -> Result<(), E> {
        let entries: Vec<_> = stats.iter().map(|s| s.entries.as_slice()).collect();
        let order = CellOrder::new(&self.groups);
        let mut cells = GeneCells::new(&order);
        for genes in passes(&entries, budget) {
            cells.start(genes, &entries);
            self.matrix.for_each_block(|block| {
                progress(self.cells_until(block));
                cells.add(block).map_err(|changed| self.changed(changed))
            })?;
            cells.check().map_err(|changed| self.changed(changed))?;
            each(&cells)?;
        }
        Ok(())
    }

    /// The percentile `p` (0 to 100) of the values of all genes in all kept cells of a condition,
    /// zeros counted, as `numpy.percentile` has it. `stats` has histograms. Whole numbers
    /// below 8192 take no reading; others take passes as [`GroupedFile::for_each_pass`]. `None`
    /// without histograms or genes.
    ///
    /// # Errors
    ///
    /// As [`GroupedFile::for_each_pass`].
    pub fn percentile(
        &self,
        stats: &[CellStats],
        condition: usize,
        p: f64,
        budget: usize,
    ) -> Result<Option<Percentile>, GroupedError> {
        let histogram = stats.get(condition).and_then(|s| s.histogram.as_ref());
        let groups = self.groups.conditions().get(condition);
        let Some((histogram, groups)) = histogram.zip(groups) else {
            return Ok(None);
        };
        let all = groups.kept() as u64 * self.matrix.genes() as u64;
        let mut look = match histogram.percentile(all, p) {
            None => return Ok(None),
            Some(PercentileSearch::Found(found)) => return Ok(Some(found)),
            Some(PercentileSearch::Again(look)) => look,
        };
        let mut values = Vec::new();
        self.for_each_pass(
            stats,
            budget,
            |_| (),
            |cells| {
                for gene in cells.genes() {
                    cells.fill(gene, condition, &mut values);
                    look.add(&values);
                }
                Ok::<_, GroupedError>(())
            },
        )?;
        let found = look.finish().ok_or_else(|| self.changed(super::Changed))?;
        Ok(Some(found))
    }

    fn changed(&self, source: super::Changed) -> GroupedError {
        GroupedError::Changed {
            path: self.path().into(),
            source,
        }
    }

    /// How many cells have been read after this block, genes being taken for their share.
    fn cells_until(&self, block: &Block) -> usize {
        let majors = block.majors.last().map_or(0, |&major| major as usize + 1);
        match block.axis {
            Axis::Cells => majors,
            Axis::Genes => {
                let share = majors as f64 / self.matrix.genes().max(1) as f64;
                (share * self.matrix.cells() as f64) as usize
            }
        }
    }

    fn wrong_value(&self, wrong: WrongValue) -> GroupedError {
        let name = |names: &[String], index: u32| {
            let found = names.get(index as usize).cloned();
            found.unwrap_or_else(|| format!("number {}", u64::from(index) + 1))
        };
        let gene = self.genes.genes.get(wrong.gene as usize);
        let why = match wrong.fractions {
            None => "expression is a finite number of 0 or more, before centring or scaling".into(),
            Some((fractions, values)) => self.no_counts(fractions, values),
        };
        GroupedError::Value {
            path: self.path().into(),
            what: format!(
                "in {} the gene {} has the value {} in the cell {}; {why}",
                self.name,
                gene.map_or("", |gene| &gene.symbol),
                wrong.value,
                name(self.cells.index(), wrong.cell),
            ),
        }
    }

    fn no_counts(&self, fractions: usize, values: usize) -> String {
        let percent = 100.0 * fractions as f64 / values.max(1) as f64;
        let others = self.matrices_of_counts();
        let remedy = match others.as_slice() {
            [] => "no other matrix of the file holds counts".into(),
            others => format!(
                "whole numbers are in {}: name it by `matrix`",
                others.join(", ")
            ),
        };
        format!(
            "{fractions} of {values} values there ({percent:.0} %) are no whole numbers, so these counts look normalised or logged already; {remedy}. To take the values as they are, say values = \"normalised\""
        )
    }

    fn matrices_of_counts(&self) -> Vec<String> {
        let others = self.file.matrices().unwrap_or_default().into_iter();
        let others = others.filter(|name| *name != self.name);
        let counts = |name: &MatrixName| {
            let matrix = self.file.matrix(name).ok()?;
            Peek::at(&matrix).ok().filter(Peek::are_counts)
        };
        let others = others.filter(|name| counts(name).is_some());
        others.map(|name| name.to_string()).collect()
    }
}

/// Reading ended early: because of the file, or for a reason that is known elsewhere.
struct Stop(Option<super::AtlasError>);

impl From<super::AtlasError> for Stop {
    fn from(error: super::AtlasError) -> Self {
        Self(Some(error))
    }
}

fn group(
    path: &Path,
    cells: &Frame,
    config: &Config,
    only: Option<&str>,
) -> Result<Groups, GroupedError> {
    let columns = &config.columns;
    let condition = columns.condition.as_deref().map(|name| cells.column(name));
    let condition = condition.transpose()?;
    let obs = Obs {
        cell_type: &cells.column(&columns.cell_type)?,
        time: &cells.column(&columns.time)?,
        condition: condition.as_ref(),
    };
    Groups::new(config, obs, only).map_err(|source| GroupedError::Groups {
        path: path.into(),
        source: Box::new(source),
    })
}

fn name_genes(file: &AtlasFile, config: &Config) -> Result<GeneNames, GroupedError> {
    let genes = file.genes(&config.matrix)?;
    let names = genes.column_names();
    let named = GeneNames::new(&config.genes, genes.index(), &names, |name| {
        genes.column(name)
    });
    named.map_err(|source| GroupedError::Genes {
        path: file.path().into(),
        source: Box::new(source),
    })
}
