//! Matrix Market files as 10x Genomics' Cell Ranger writes them: genes × cells, with the names of
//! both beside it.

mod cells;
mod entries;
mod header;
mod lines;
mod names;

use std::path::{Path, PathBuf};

use self::{cells::CellTable, entries::Entries, names::NameTable};
use super::{AtlasError, Frame, Matrix, MatrixName};

const MATRIX: [&str; 2] = ["matrix.mtx.gz", "matrix.mtx"];
const BARCODES: [&str; 2] = ["barcodes.tsv.gz", "barcodes.tsv"];
const FEATURES: [&str; 4] = [
    "features.tsv.gz",
    "features.tsv",
    "genes.tsv.gz",
    "genes.tsv",
];

/// A matrix and the names of its cells and genes.
pub(super) struct Mtx {
    matrix: PathBuf,
    barcodes: NameTable,
    features: NameTable,
    cells: Option<PathBuf>,
}

impl Mtx {
    /// Opens the matrix in a folder.
    pub(super) fn open_folder(folder: &Path, cells: Option<&Path>) -> Result<Self, AtlasError> {
        Self::open(&find(folder, "", &MATRIX)?, cells)
    }

    /// Opens a matrix; what its name has before `matrix.mtx` is expected in the other names too.
    pub(super) fn open(matrix: &Path, cells: Option<&Path>) -> Result<Self, AtlasError> {
        let folder = matrix.parent().unwrap_or(Path::new(""));
        let name = matrix.file_name().unwrap_or_default().to_string_lossy();
        let prefix = MATRIX.iter().find_map(|end| name.strip_suffix(end));
        let prefix = prefix.unwrap_or_default();
        let file = Self {
            matrix: matrix.to_path_buf(),
            barcodes: NameTable::read(&find(folder, prefix, &BARCODES)?)?,
            features: NameTable::read(&find(folder, prefix, &FEATURES)?)?,
            cells: cells.map(Path::to_path_buf),
        };
        file.barcodes.check_distinct()?;
        Ok(file)
    }

    pub(super) fn cells(&self) -> Result<Frame, AtlasError> {
        let barcodes = self.barcodes.first_column();
        let columns = match &self.cells {
            Some(cells) => CellTable::open(cells, &barcodes)?,
            None => CellTable::none(self.barcodes.path()),
        };
        Ok(Frame::new(barcodes, Box::new(columns)))
    }

    pub(super) fn genes(&self, matrix: &MatrixName) -> Result<Frame, AtlasError> {
        self.check_name(matrix)?;
        let index = self.features.first_column();
        Ok(Frame::new(index, Box::new(self.features.clone())))
    }

    pub(super) fn matrix(&self, name: &MatrixName) -> Result<Matrix, AtlasError> {
        self.check_name(name)?;
        let shape = [self.barcodes.len(), self.features.len()];
        Ok(Matrix::new(Entries::open(&self.matrix, shape)?))
    }

    fn check_name(&self, name: &MatrixName) -> Result<(), AtlasError> {
        if *name == MatrixName::X {
            return Ok(());
        }
        Err(AtlasError::Missing {
            path: self.matrix.clone(),
            object: name.to_string(),
            found: "one matrix, \"X\"".into(),
        })
    }
}

/// The first of these files that is in a folder.
fn find(folder: &Path, prefix: &str, names: &[&str]) -> Result<PathBuf, AtlasError> {
    let names: Vec<_> = names.iter().map(|name| format!("{prefix}{name}")).collect();
    let mut paths = names.iter().map(|name| folder.join(name));
    let found = paths.find(|path| path.is_file());
    found.ok_or_else(|| AtlasError::Mismatch {
        path: folder.to_path_buf(),
        what: format!(
            "a matrix of 10x Genomics needs one of these files here: {}",
            names.join(", ")
        ),
    })
}
