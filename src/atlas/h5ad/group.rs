//! A group of an HDF5 file: a folder of datasets and groups.

use hdf5_reader::{Attribute, Datatype, Hdf5File, OpenOptions, group};

use super::{
    dataset::Dataset,
    filters,
    number::{Number, Stored},
    object_path::ObjectPath,
};
use crate::atlas::{AtlasError, error::quoted};

/// The least of bytes that may be read at once, whatever the file's size.
const MIN_READ: u64 = 1 << 26;
/// The most of bytes that may be read at once.
const MAX_READ: u64 = 1 << 32;
/// No stored byte gives more than this many.
const MAX_RATIO: u64 = 1100;

/// A group.
#[derive(Clone)]
pub(super) struct Group {
    place: ObjectPath,
    inner: group::Group,
}

impl Group {
    /// Opens a file's root.
    pub(super) fn open_root(path: &std::path::Path) -> Result<Self, AtlasError> {
        let length = std::fs::metadata(path).map_err(|error| AtlasError::read(path, error))?;
        let place = ObjectPath::root(path);
        let file = place.read(|| Hdf5File::open_with_options(path, options(length.len())))?;
        check_length(&place, &file, length.len())?;
        let inner = place.read(|| file.root_group())?;
        Ok(Self { place, inner })
    }

    pub(super) fn place(&self) -> &ObjectPath {
        &self.place
    }

    /// The group of this name, if there is one.
    pub(super) fn group(&self, name: &str) -> Result<Option<Self>, AtlasError> {
        let place = self.place.child(name);
        let inner = place.find(|| self.inner.group(name))?;
        Ok(inner.map(|inner| Self { place, inner }))
    }

    /// The dataset of this name, if there is one.
    pub(super) fn dataset(&self, name: &str) -> Result<Option<Dataset>, AtlasError> {
        let place = self.place.child(name);
        let inner = place.find(|| self.inner.dataset(name))?;
        inner
            .map(|inner| Dataset::new(place, inner, &self.inner))
            .transpose()
    }

    /// The dataset of this name, or an error that says what there is.
    pub(super) fn require(&self, name: &str) -> Result<Dataset, AtlasError> {
        match self.dataset(name)? {
            Some(dataset) => Ok(dataset),
            None => Err(self.missing(name)?),
        }
    }

    /// The error for a member that must be there.
    pub(super) fn missing(&self, name: &str) -> Result<AtlasError, AtlasError> {
        Ok(self.place.missing(name, quoted(&self.members()?)))
    }

    /// The names of the groups and datasets within, sorted.
    pub(super) fn members(&self) -> Result<Vec<String>, AtlasError> {
        let (mut names, datasets) = self.place.read(|| self.inner.member_names())?;
        names.extend(datasets);
        names.sort_unstable();
        Ok(names)
    }

    /// The dataset within that a reference leads to.
    pub(super) fn referred(&self, address: u64) -> Result<Option<Dataset>, AtlasError> {
        let name = self
            .place
            .read(|| self.inner.child_name_by_address(address))?;
        match name {
            Some(name) => self.dataset(&name),
            None => Ok(None),
        }
    }

    fn attribute(&self, name: &str) -> Result<Option<Attribute>, AtlasError> {
        self.place.find(|| self.inner.attribute(name))
    }

    /// The text of an attribute, if there is one of this name.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, AtlasError> {
        let Some(attribute) = self.attribute(name)? else {
            return Ok(None);
        };
        self.place.read(|| attribute.read_string()).map(Some)
    }

    /// The texts of an attribute, if there is one of this name.
    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, AtlasError> {
        let Some(attribute) = self.attribute(name)? else {
            return Ok(None);
        };
        // Python stores an empty list as no numbers.
        if attribute.shape.contains(&0) {
            return Ok(Some(Vec::new()));
        }
        self.place.read(|| attribute.read_strings()).map(Some)
    }

    /// The numbers of an attribute, if there is one of this name.
    pub(super) fn numbers<T: Number>(&self, name: &str) -> Result<Option<Vec<T>>, AtlasError> {
        let Some(attribute) = self.attribute(name)? else {
            return Ok(None);
        };
        let numbers = self.place.read(|| attribute.read_1d::<Stored<T>>())?;
        Ok(Some(numbers.into_iter().map(|Stored(n)| n).collect()))
    }
}

fn options(length: u64) -> OpenOptions {
    let read = length.saturating_mul(MAX_RATIO).clamp(MIN_READ, MAX_READ) as usize;
    OpenOptions::default()
        .with_filter_registry(filters::registry())
        // Blocks end where chunks do: none is read twice.
        .with_chunk_cache_bytes(0)
        .with_max_chunk_bytes(filters::MAX_CHUNK.min(read))
        .with_max_read_bytes(read)
}

fn check_length(place: &ObjectPath, file: &Hdf5File, length: u64) -> Result<(), AtlasError> {
    let superblock = file.superblock();
    let expected = superblock.eof_address;
    if superblock.base_address == 0 && expected != u64::MAX && expected > length {
        return Err(place.damaged(format!(
            "the file is cut short: it has {length} bytes and should have {expected}"
        )));
    }
    Ok(())
}

/// Where an attribute refers to, if it is a reference to an object.
pub(super) fn referred_address(attribute: &Attribute) -> Option<u64> {
    let address = attribute.raw_data.first_chunk()?;
    matches!(attribute.datatype, Datatype::Reference { .. }).then(|| u64::from_le_bytes(*address))
}
