//! How a file of an atlas is named.

use std::path::PathBuf;

use super::{Config, GroupedError, GroupedFile};

/// A single-cell file of an atlas.
#[derive(Clone, Debug, Default)]
pub struct AtlasInput {
    /// The file.
    pub path: PathBuf,
    /// The table of cells of a Matrix Market file.
    pub cells: Option<PathBuf>,
    /// The key of the condition that all its cells are of, where no column says it.
    pub condition: Option<String>,
}

impl AtlasInput {
    /// Opens the file and groups its cells.
    ///
    /// # Errors
    ///
    /// As [`GroupedFile::open`].
    pub fn open(&self, config: &Config) -> Result<GroupedFile, GroupedError> {
        let (cells, only) = (self.cells.as_deref(), self.condition.as_deref());
        GroupedFile::open(&self.path, cells, config, only)
    }
}
