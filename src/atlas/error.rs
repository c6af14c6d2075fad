//! What can go wrong with a single-cell file.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::delimited::TableError;

/// Why a single-cell file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AtlasError {
    /// The system cannot read the file.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Neither of the kinds that are read.
    #[error(
        "{} {found}: give an .h5ad file, a Matrix Market file of 10x Genomics (matrix.mtx, \
         perhaps gzipped), or the folder that holds one",
        path.display()
    )]
    NotAnAtlas {
        /// The file or folder.
        path: PathBuf,
        /// What it is instead.
        found: String,
    },
    /// A table of cells for a file that describes its own.
    #[error(
        "{} describes its cells itself, in `obs`: leave out the table of cells {}",
        path.display(), cells.display()
    )]
    CellsTwice {
        /// The file.
        path: PathBuf,
        /// The table.
        cells: PathBuf,
    },
    /// The HDF5 library cannot read something.
    #[error(
        "cannot read `{object}` of {}: the file is damaged, cut short or of a kind that is not \
         supported; copy it again, or write it again with a present-day anndata",
        path.display()
    )]
    Hdf5 {
        /// The file.
        path: PathBuf,
        /// The path inside, such as `raw/X/indices`.
        object: String,
        /// The library's reason.
        source: Box<hdf5_reader::error::Error>,
    },
    /// A compression that is not known.
    #[error(
        "`{object}` of {} is compressed by {filter}, which is not supported: write the file again \
         in Python with adata.write_h5ad(\"new.h5ad\", compression=\"gzip\")",
        path.display()
    )]
    Filter {
        /// The file.
        path: PathBuf,
        /// The path inside.
        object: String,
        /// The filter's name.
        filter: String,
    },
    /// What is stored contradicts itself.
    #[error(
        "`{object}` of {}: {what}; the file is damaged or not as anndata writes it: copy it \
         again, or write it again with a present-day anndata",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The path inside.
        object: String,
        /// What is wrong.
        what: String,
    },
    /// What is stored is sound but cannot be used.
    #[error("`{object}` of {}: {what}", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The path inside.
        object: String,
        /// What is there, and the remedy.
        what: String,
    },
    /// There is no such thing in the file.
    #[error("{} has no `{object}`; it has {found}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// What was asked for.
        object: String,
        /// What is there.
        found: String,
    },
    /// A Matrix Market file came without a table of its cells.
    #[error(
        "nothing is known of the cells of {} but their barcodes, so that there is no column \"{column}\": give the table of cells by --cells",
        path.display()
    )]
    NoTable {
        /// The file of the barcodes.
        path: PathBuf,
        /// What was asked for.
        column: String,
    },
    /// There is no such column.
    #[error(
        "`{object}` of {} has no column \"{column}\"; its columns are {found}",
        path.display()
    )]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The table inside.
        object: String,
        /// What was asked for.
        column: String,
        /// The columns that are there.
        found: String,
    },
    /// A line of text is wrong.
    #[error("{}, line {line}: {what}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong, and the remedy.
        what: String,
    },
    /// The files of one atlas do not fit together.
    #[error("{}: {what}", path.display())]
    Mismatch {
        /// The file.
        path: PathBuf,
        /// What does not fit, and the remedy.
        what: String,
    },
    /// The system gives no threads.
    #[error("cannot start threads to read with")]
    Threads(#[source] rayon::ThreadPoolBuildError),
    /// The table of cells cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl AtlasError {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_path_buf(),
            source,
        }
    }
}

/// Names in double quotes, separated by commas.
pub(super) fn quoted(names: &[impl AsRef<str>]) -> String {
    if names.is_empty() {
        return "none".into();
    }
    let names = names.iter().map(|name| format!("\"{}\"", name.as_ref()));
    names.collect::<Vec<_>>().join(", ")
}
