//! A library that was found.

use std::fmt;
use std::path::PathBuf;

use super::place::LibraryPlace;

/// A usable ONNX Runtime library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The library file.
    pub path: PathBuf,
    /// Which place had it.
    pub how: LibraryPlace,
    /// Its version, such as `1.31.1`.
    pub version: String,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (version, path) = (&self.version, self.path.display());
        write!(f, "ONNX Runtime {version} at {path} ({})", self.how)
    }
}
