//! Files of anndata: HDF5 with matrices, and tables of cells and genes.

mod column;
mod dataset;
mod dense;
mod filters;
mod group;
mod number;
mod object_path;
mod other;
mod records;
mod sparse;
mod table;

use std::path::Path;

use self::{dense::Dense, group::Group, records::Records, sparse::Sparse, table::Table};
use super::{AtlasError, Frame, MatrixName, error::quoted, matrix::Matrix};

/// An open file of anndata.
pub(super) struct H5ad {
    root: Group,
}

/// A table of cells or genes of either generation.
enum Rows {
    Table(Table),
    Records(Records),
}

impl H5ad {
    pub(super) fn open(path: &Path) -> Result<Self, AtlasError> {
        let root = Group::open_root(path)?;
        if let Some(found) = other::recognise(&root)? {
            return Err(AtlasError::NotAnAtlas {
                path: path.into(),
                found: found.into(),
            });
        }
        let file = Self { root };
        // What is not an atlas is found now, not when a column is asked for.
        file.rows("obs")?;
        file.rows("var")?;
        Ok(file)
    }

    pub(super) fn is_synthetic(&self) -> Result<bool, AtlasError> {
        let mut group = Some(self.root.clone());
        for name in ["uns", "dsdscore"] {
            group = group.map_or(Ok(None), |group| group.group(name))?;
        }
        let mark = group.map_or(Ok(None), |group| group.dataset("synthetic"))?;
        let values = mark.map_or(Ok(Vec::new()), |mark| mark.numbers::<f64>())?;
        Ok(values.iter().any(|&value| value != 0.0))
    }

    /// The matrices that the file has, in the order X, raw/X, layers by name.
    pub(super) fn matrices(&self) -> Result<Vec<MatrixName>, AtlasError> {
        let mut names = Vec::new();
        for name in [MatrixName::X, MatrixName::Raw] {
            let (group, member) = self.home(&name)?;
            if let Some(group) = group
                && has(&group, &member)?
            {
                names.push(name);
            }
        }
        if let Some(layers) = self.root.group("layers")? {
            let layers = layers.members()?;
            names.extend(layers.into_iter().map(MatrixName::Layer));
        }
        Ok(names)
    }

    pub(super) fn cells(&self) -> Result<Frame, AtlasError> {
        self.rows("obs")?.into_frame()
    }

    pub(super) fn genes(&self, matrix: &MatrixName) -> Result<Frame, AtlasError> {
        self.gene_rows(matrix)?.into_frame()
    }

    pub(super) fn matrix(&self, name: &MatrixName) -> Result<Matrix, AtlasError> {
        let shape = [self.rows("obs")?.len()?, self.gene_rows(name)?.len()?];
        let (group, member) = self.home(name)?;
        let group = group.ok_or_else(|| self.no_matrix(name))?;
        if let Some(dataset) = group.dataset(&member)? {
            return Ok(Matrix::new(Dense::open(dataset, shape)?));
        }
        match group.group(&member)? {
            Some(sparse) => Ok(Matrix::new(Sparse::open(sparse, shape)?)),
            None => Err(self.no_matrix(name)),
        }
    }

    fn no_matrix(&self, name: &MatrixName) -> AtlasError {
        let found = self.matrices().unwrap_or_default();
        let found: Vec<_> = found.iter().map(MatrixName::to_string).collect();
        let found = format!("the matrices {}", quoted(&found));
        self.root.place().missing(&name.to_string(), found)
    }

    /// The group that a matrix is in, and its name there.
    fn home(&self, name: &MatrixName) -> Result<(Option<Group>, String), AtlasError> {
        match name {
            MatrixName::X => Ok((Some(self.root.clone()), "X".into())),
            MatrixName::Raw => match self.root.group("raw")? {
                Some(raw) => Ok((Some(raw), "X".into())),
                // Before anndata 0.7.
                None => Ok((Some(self.root.clone()), "raw.X".into())),
            },
            MatrixName::Layer(layer) => Ok((self.root.group("layers")?, layer.clone())),
        }
    }

    fn gene_rows(&self, matrix: &MatrixName) -> Result<Rows, AtlasError> {
        if *matrix != MatrixName::Raw {
            return self.rows("var");
        }
        match self.root.group("raw")? {
            Some(raw) => rows(&raw, "var", None),
            // Anndata 0.6 has its categories in a group of their own, 0.5 leaves them out.
            None if has(&self.root, "raw.var")? => {
                rows(&self.root, "raw.var", self.root.group("raw.cat")?)
            }
            None => Err(self.no_matrix(matrix)),
        }
    }

    fn rows(&self, name: &str) -> Result<Rows, AtlasError> {
        rows(&self.root, name, self.root.group("uns")?)
    }
}

fn has(group: &Group, name: &str) -> Result<bool, AtlasError> {
    Ok(group.dataset(name)?.is_some() || group.group(name)?.is_some())
}

fn rows(parent: &Group, name: &str, categories: Option<Group>) -> Result<Rows, AtlasError> {
    if let Some(group) = parent.group(name)? {
        return Table::open(group).map(Rows::Table);
    }
    match parent.dataset(name)? {
        Some(dataset) => Records::open(dataset, categories).map(Rows::Records),
        None => Err(parent.missing(name)?),
    }
}

impl Rows {
    fn len(&self) -> Result<u64, AtlasError> {
        match self {
            Self::Table(table) => Ok(table.rows()),
            Self::Records(records) => records.rows(),
        }
    }

    fn into_frame(self) -> Result<Frame, AtlasError> {
        match self {
            Self::Table(table) => table.into_frame(),
            Self::Records(records) => records.into_frame(),
        }
    }
}
