//! What a file holds, for people, and a first `atlas.toml` for it.

mod columns;
mod guess;
mod starting;
mod text;
mod unnamed;

use std::path::{Path, PathBuf};

pub use self::{columns::ColumnSummary, guess::Chosen};
use super::{
    AtlasError, AtlasFile, Axis, Column, Config, ConfigError, Frame, GeneColumns, GeneNames,
    Groups, MatrixName, Obs, Peek, genes::looks_like_ids,
};

/// What a file holds. Its text is for people.
#[derive(Clone, Debug)]
pub struct AtlasSummary {
    /// The file.
    pub path: PathBuf,
    /// The number of cells.
    pub cells: usize,
    /// The matrices.
    pub matrices: Vec<MatrixSummary>,
    /// The columns of the cells.
    pub columns: Vec<ColumnSummary>,
    /// Which of them are cell type, time and condition.
    pub chosen: Chosen,
    /// The cells by condition, cell type and time, or why they are not.
    pub groups: Result<Groups, String>,
    /// A first `atlas.toml`.
    pub config: String,
}

/// A matrix, from its first values.
#[derive(Clone, Debug)]
pub struct MatrixSummary {
    /// Which.
    pub name: MatrixName,
    /// How it is stored.
    pub storage: String,
    /// Cells and genes.
    pub shape: [usize; 2],
    /// How many values are stored.
    pub stored: u64,
    /// What a stored vector is.
    pub axis: Axis,
    /// Its first values.
    pub peek: Peek,
    /// Some of the genes.
    pub genes: Vec<String>,
    /// Whether these are Ensembl IDs.
    pub genes_are_ids: bool,
    /// Where symbols and Ensembl IDs are from, or why genes cannot be named.
    pub names: Result<(String, Option<String>, Vec<String>), String>,
}

impl AtlasSummary {
    /// Looks at a file. `cells` is the table of cells of a Matrix Market file; `chosen` are the
    /// columns that are known to be the cell type, the time and the condition.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or lacks a column of `chosen`.
    pub fn of(path: &Path, cells: Option<&Path>, chosen: Chosen) -> Result<Self, AtlasError> {
        let file = AtlasFile::open(path, cells)?;
        let frame = file.cells()?;
        let names = file.matrices()?.into_iter();
        let matrices: Vec<_> = names
            .map(|name| matrix(&file, name))
            .collect::<Result<_, _>>()?;
        for name in chosen.names() {
            frame.column(name)?;
        }
        let columns: Vec<_> = frame.column_names();
        let columns = columns
            .into_iter()
            .map(|name| summary(&frame, name))
            .collect::<Vec<_>>();
        let chosen = chosen.or_guess(&columns);
        let mut description = Self {
            path: path.into(),
            cells: frame.len(),
            matrices,
            columns,
            chosen,
            groups: Err(String::new()),
            config: String::new(),
        };
        description.groups = description.group(&frame);
        description.config = description.starting_config();
        Ok(description)
    }

    /// Groups the cells as the first configuration says.
    fn group(&self, frame: &Frame) -> Result<Groups, String> {
        let text = self.bare_config();
        let config = Config::parse(&text, Path::new("atlas.toml"));
        let config = config.map_err(|error: ConfigError| error.to_string())?;
        let Chosen {
            cell_type: Some(cell_type),
            time: Some(time),
            condition,
        } = &self.chosen
        else {
            return Err(self.chosen.unnamed());
        };
        let read = |name: &str| frame.column(name).map_err(|error| error.to_string());
        let condition = condition.as_deref().map(read).transpose()?;
        let obs = Obs {
            cell_type: &read(cell_type)?,
            time: &read(time)?,
            condition: condition.as_ref(),
        };
        Groups::new(&config, obs, None).map_err(|error| error.to_string())
    }

    /// The matrix to read: counts before anything else, the raw ones first.
    fn best_matrix(&self) -> Option<&MatrixSummary> {
        let order = |summary: &&MatrixSummary| match summary.name {
            MatrixName::Raw => 0,
            MatrixName::Layer(_) => 1,
            MatrixName::X => 2,
        };
        let counts = self
            .matrices
            .iter()
            .filter(|matrix| matrix.peek.are_counts());
        let any = || {
            self.matrices
                .iter()
                .filter(|matrix| matrix.peek.impossible == 0)
        };
        counts.min_by_key(order).or_else(|| any().max_by_key(order))
    }
}

fn matrix(file: &AtlasFile, name: MatrixName) -> Result<MatrixSummary, AtlasError> {
    let matrix = file.matrix(&name)?;
    let genes = file.genes(&name)?;
    let columns = genes.column_names();
    let read = |column: &str| genes.column(column);
    let named = GeneNames::new(&GeneColumns::default(), genes.index(), &columns, read);
    Ok(MatrixSummary {
        storage: matrix.describe(),
        shape: [matrix.cells(), matrix.genes()],
        stored: matrix.stored(),
        axis: matrix.axis(),
        peek: Peek::at(&matrix)?,
        genes: genes.index().iter().take(3).cloned().collect(),
        genes_are_ids: looks_like_ids(genes.index()),
        names: named
            .map(|names| (names.symbol_from, names.id_from, names.warnings))
            .map_err(|error| error.to_string()),
        name,
    })
}

/// A column that cannot be read is told of, and is no reason not to describe the others.
fn summary(frame: &Frame, name: String) -> ColumnSummary {
    match frame.column(&name) {
        Ok(column) => ColumnSummary::of(name, &column),
        Err(error) => ColumnSummary::unreadable(name, error.to_string()),
    }
}
