//! What is known of all cells, or of all genes.

use std::path::Path;

use super::{AtlasError, Column, error::quoted};

/// A table with a row for each cell or each gene, in the matrix's order.
///
/// The names of the rows are in memory; a column is read when it is asked for.
pub struct Frame {
    index: Vec<String>,
    columns: Box<dyn ColumnSource>,
}

/// Where the columns of a table are read from.
pub(super) trait ColumnSource: Send + Sync {
    /// The file.
    fn path(&self) -> &Path;
    /// What the table is called in the file.
    fn object(&self) -> &str;
    /// The names of the columns, in the file's order, without the index.
    fn names(&self) -> &[String];
    /// Reads one that is there.
    fn read(&self, name: &str) -> Result<Column, AtlasError>;
    /// That there is no such column.
    fn missing(&self, name: &str) -> AtlasError {
        AtlasError::MissingColumn {
            path: self.path().to_path_buf(),
            object: self.object().into(),
            column: name.into(),
            found: quoted(self.names()),
        }
    }
}

impl Frame {
    pub(super) fn new(index: Vec<String>, columns: Box<dyn ColumnSource>) -> Self {
        Self { index, columns }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The names of the rows: barcodes of cells, or names of genes.
    pub fn index(&self) -> &[String] {
        &self.index
    }

    /// The names of the columns, in the file's order.
    pub fn column_names(&self) -> Vec<String> {
        self.columns.names().to_vec()
    }

    /// Reads a column, which has a value for each row.
    ///
    /// # Errors
    ///
    /// If there is no such column (the error lists those that there are), or it cannot be
    /// read, or is of another type than text, categories, truth values or numbers.
    pub fn column(&self, name: &str) -> Result<Column, AtlasError> {
        if !self.columns.names().iter().any(|found| found == name) {
            return Err(self.columns.missing(name));
        }
        self.columns.read(name)
    }
}
