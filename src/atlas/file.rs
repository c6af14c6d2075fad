//! A single-cell file of either kind.

use std::{
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{AtlasError, Frame, Matrix, MatrixName, h5ad::H5ad, mtx::Mtx};
use crate::text;

/// HDF5's first bytes.
const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";
/// Matrix Market's.
const MATRIX_MARKET: &[u8] = b"%%MatrixMarket";

/// An open single-cell file: `.h5ad` of any anndata since 0.5, or Matrix Market as 10x Genomics'
/// Cell Ranger writes it. Matrices are read as they are needed.
///
/// ```
/// use dsdscore::atlas::{AtlasError, AtlasFile, MatrixName};
///
/// let file = AtlasFile::open("tests/atlas/fixtures/anndata-0.12-csr.h5ad".as_ref(), None)?;
/// let weeks = file.cells()?.column("PCW")?;
/// let counts = file.matrix(&MatrixName::Raw)?;
/// assert_eq!(weeks.len(), counts.cells());
///
/// let mut total = 0.0;
/// counts.for_each_block::<AtlasError>(|block| {
///     total += block.values.iter().sum::<f32>();
///     Ok(())
/// })?;
/// assert!(total > 0.0);
/// # Ok::<(), AtlasError>(())
/// ```
pub struct AtlasFile {
    path: PathBuf,
    content: Content,
}

enum Content {
    H5ad(H5ad),
    Mtx(Mtx),
}

impl AtlasFile {
    /// Opens a file by its content, whatever its name: HDF5 as `.h5ad`; a Matrix Market file,
    /// gzipped or not, with `barcodes.tsv` and `features.tsv` (or `genes.tsv`) beside it; or
    /// the folder that holds these. `cells` is a table of what is known of the cells, for
    /// Matrix Market alone: tab- or comma-separated, gzipped or not, the barcodes in the column
    /// `barcode`, `cell` or `index`, or else the first.
    ///
    /// # Errors
    ///
    /// If the file is of another kind, damaged, or cannot be read; or `cells` cannot.
    pub fn open(path: &Path, cells: Option<&Path>) -> Result<Self, AtlasError> {
        let content = if path.is_dir() {
            Content::Mtx(Mtx::open_folder(path, cells)?)
        } else {
            open_file(path, cells)?
        };
        Ok(Self {
            path: path.to_path_buf(),
            content,
        })
    }

    /// Whether the path is of Matrix Market, whose cells are described by a table of their own. `true`
    /// also of what cannot be read: opening it says why.
    pub fn is_matrix_market(path: &Path) -> bool {
        first_bytes(path).map_or(true, |start| start.starts_with(MATRIX_MARKET))
    }

    /// The file or folder that was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file says of itself that it is simulated, as `dsdscore simulate` has it do:
    /// `uns/dsdscore/synthetic` is true.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn is_synthetic(&self) -> Result<bool, AtlasError> {
        match &self.content {
            Content::H5ad(file) => file.is_synthetic(),
            Content::Mtx(_) => Ok(false),
        }
    }

    /// The matrices that the file has, in the order X, raw/X, layers by name.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn matrices(&self) -> Result<Vec<MatrixName>, AtlasError> {
        match &self.content {
            Content::H5ad(file) => file.matrices(),
            Content::Mtx(_) => Ok(vec![MatrixName::X]),
        }
    }

    /// What is known of the cells (`obs`), in the order of the matrices.
    ///
    /// # Errors
    ///
    /// If their names cannot be read.
    pub fn cells(&self) -> Result<Frame, AtlasError> {
        match &self.content {
            Content::H5ad(file) => file.cells(),
            Content::Mtx(file) => file.cells(),
        }
    }

    /// What is known of a matrix's genes: `var`, and for `raw/X` its own, `raw/var`.
    ///
    /// # Errors
    ///
    /// If there is no such matrix, or the names of the genes cannot be read.
    pub fn genes(&self, matrix: &MatrixName) -> Result<Frame, AtlasError> {
        match &self.content {
            Content::H5ad(file) => file.genes(matrix),
            Content::Mtx(file) => file.genes(matrix),
        }
    }

    /// Opens a matrix: its shape fits the cells and genes, and its offsets the entries.
    ///
    /// # Errors
    ///
    /// If there is no such matrix (the error lists those that there are), or it is damaged.
    pub fn matrix(&self, name: &MatrixName) -> Result<Matrix, AtlasError> {
        match &self.content {
            Content::H5ad(file) => file.matrix(name),
            Content::Mtx(file) => file.matrix(name),
        }
    }
}

fn open_file(path: &Path, cells: Option<&Path>) -> Result<Content, AtlasError> {
    let start = first_bytes(path).map_err(|error| AtlasError::read(path, error))?;
    if start.starts_with(MATRIX_MARKET) {
        return Mtx::open(path, cells).map(Content::Mtx);
    }
    // HDF5 may stand behind a block of another's.
    if !start.starts_with(HDF5) && path.extension().is_none_or(|e| e != "h5ad") {
        return Err(AtlasError::NotAnAtlas {
            path: path.to_path_buf(),
            found: "is neither HDF5 nor Matrix Market".into(),
        });
    }
    if let Some(cells) = cells {
        return Err(AtlasError::CellsTwice {
            path: path.to_path_buf(),
            cells: cells.to_path_buf(),
        });
    }
    H5ad::open(path).map(Content::H5ad)
}

/// The first bytes of a file, or of what is compressed in it.
fn first_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    let input = match text::open(path) {
        // What is not gzip after all is no atlas either.
        Err(e) if matches!(e.kind(), InvalidData | InvalidInput | UnexpectedEof) => {
            return Ok(start);
        }
        input => input?,
    };
    let _ = input
        .take(MATRIX_MARKET.len() as u64)
        .read_to_end(&mut start);
    Ok(start)
}
