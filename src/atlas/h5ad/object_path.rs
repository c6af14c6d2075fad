//! Where in a file something is, for what is said of it.

use std::{
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::Arc,
};

use hdf5_reader::error::{Error, Result as Hdf5Result};

use crate::atlas::AtlasError;

/// An object inside an HDF5 file.
#[derive(Clone)]
pub(super) struct ObjectPath {
    path: Arc<Path>,
    object: String,
}

impl ObjectPath {
    /// The root of a file.
    pub(super) fn root(path: &Path) -> Self {
        Self {
            path: path.into(),
            object: String::new(),
        }
    }

    /// What is called `name` in this group.
    pub(super) fn child(&self, name: &str) -> Self {
        let object = match self.object.as_str() {
            "" => name.to_string(),
            parent => format!("{parent}/{name}"),
        };
        Self {
            path: self.path.clone(),
            object,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The path inside the file, such as `raw/X/indices`.
    pub(super) fn object(&self) -> &str {
        match self.object.as_str() {
            "" => "/",
            object => object,
        }
    }

    /// Has the HDF5 library read. A damaged file may make it panic; that is an
    /// error like others here.
    pub(super) fn read<T>(&self, read: impl FnOnce() -> Hdf5Result<T>) -> Result<T, AtlasError> {
        match panic::catch_unwind(AssertUnwindSafe(read)) {
            Ok(result) => result.map_err(|error| self.failed(error)),
            Err(_) => Err(self.damaged("what is stored there makes no sense")),
        }
    }

    /// As `read`, where something that is not there is no error.
    pub(super) fn find<T>(
        &self,
        read: impl FnOnce() -> Hdf5Result<T>,
    ) -> Result<Option<T>, AtlasError> {
        self.read(|| match read() {
            Ok(found) => Ok(Some(found)),
            Err(
                Error::GroupNotFound(_) | Error::DatasetNotFound(_) | Error::AttributeNotFound(_),
            ) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn failed(&self, source: Error) -> AtlasError {
        AtlasError::Hdf5 {
            path: self.path.to_path_buf(),
            object: self.object().into(),
            source: Box::new(source),
        }
    }

    pub(super) fn damaged(&self, what: impl Into<String>) -> AtlasError {
        AtlasError::Damaged {
            path: self.path.to_path_buf(),
            object: self.object().into(),
            what: what.into(),
        }
    }

    pub(super) fn unsupported(&self, what: impl Into<String>) -> AtlasError {
        AtlasError::Unsupported {
            path: self.path.to_path_buf(),
            object: self.object().into(),
            what: what.into(),
        }
    }

    pub(super) fn filter(&self, filter: String) -> AtlasError {
        AtlasError::Filter {
            path: self.path.to_path_buf(),
            object: self.object().into(),
            filter,
        }
    }

    /// The error for a child that must be there.
    pub(super) fn missing(&self, name: &str, found: String) -> AtlasError {
        AtlasError::Missing {
            path: self.path.to_path_buf(),
            object: self.child(name).object,
            found,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_of_the_library_is_an_error_that_names_the_place() {
        let place = ObjectPath::root(Path::new("a.h5ad"))
            .child("raw")
            .child("X");
        let result: Result<(), _> = place.read(|| panic!("index out of bounds"));
        let message = result.unwrap_err().to_string();
        assert!(message.contains("`raw/X` of a.h5ad"), "{message}");
    }

    #[test]
    fn what_is_not_there_is_found_missing_and_other_failures_stay() {
        let place = ObjectPath::root(Path::new("a.h5ad"));
        let missing: Option<()> = place
            .find(|| Err(Error::GroupNotFound("X".into())))
            .unwrap();
        assert_eq!(missing, None);
        let failed: Result<Option<()>, _> = place.find(|| Err(Error::InvalidMagic));
        assert!(matches!(failed, Err(AtlasError::Hdf5 { .. })));
    }
}
