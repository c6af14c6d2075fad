//! A dataset of an HDF5 file: an array of numbers or texts.

mod storage;

use std::ops::Range;

use hdf5_reader::{Attribute, Datatype, SliceInfo, SliceInfoElem, dataset, group};

use self::storage::Storage;
use super::{
    number::{Number, Stored, type_name},
    object_path::ObjectPath,
};
use crate::atlas::AtlasError;

/// A dataset whose filters are known.
pub(super) struct Dataset {
    place: ObjectPath,
    inner: Box<dataset::Dataset>,
    storage: Box<Storage>,
}

impl Dataset {
    pub(super) fn new(
        place: ObjectPath,
        inner: dataset::Dataset,
        parent: &group::Group,
    ) -> Result<Self, AtlasError> {
        let storage = Box::new(Storage::find(&place, &inner, parent)?);
        Ok(Self {
            place,
            inner: Box::new(inner),
            storage,
        })
    }

    pub(super) fn place(&self) -> &ObjectPath {
        &self.place
    }

    pub(super) fn shape(&self) -> &[u64] {
        self.inner.shape()
    }

    pub(super) fn datatype(&self) -> &Datatype {
        self.inner.dtype()
    }

    /// The number of elements of an array of one dimension; a single value
    /// counts as an array of one.
    pub(super) fn len(&self) -> Result<u64, AtlasError> {
        match *self.shape() {
            [] => Ok(1),
            [length] => Ok(length),
            ref shape => Err(self.place.unsupported(format!(
                "it has the shape {shape:?}, where one value for each cell or gene is expected"
            ))),
        }
    }

    /// The extent of a chunk in each dimension; that of the whole where it
    /// is not chunked.
    pub(super) fn chunk(&self) -> Vec<u64> {
        match self.inner.chunks() {
            Some(chunk) => chunk.into_iter().map(u64::from).collect(),
            None => vec![1; self.shape().len()],
        }
    }

    /// How it is stored, such as `float32, gzip`.
    pub(super) fn describe(&self) -> String {
        format!("{}, {}", type_name(self.datatype()), self.storage.filters)
    }

    /// Makes sure that every chunk is there: the library reads what is missing
    /// as zeros.
    pub(super) fn check_whole(&self) -> Result<(), AtlasError> {
        self.storage.check_whole(&self.place, self.shape())
    }

    pub(super) fn attribute(&self, name: &str) -> Result<Option<Attribute>, AtlasError> {
        self.place.find(|| self.inner.attribute(name))
    }

    /// All numbers of an array of one dimension.
    pub(super) fn numbers<T: Number>(&self) -> Result<Vec<T>, AtlasError> {
        let length = self.len()?;
        self.check_whole()?;
        let all = 0..length;
        match self.shape() {
            [] => self.slice(&[]),
            _ => self.slice(std::slice::from_ref(&all)),
        }
    }

    /// The numbers of a part, in rows.
    pub(super) fn slice<T: Number>(&self, part: &[Range<u64>]) -> Result<Vec<T>, AtlasError> {
        let selections = part.iter().map(|range| SliceInfoElem::Slice {
            start: range.start,
            end: range.end,
            step: 1,
        });
        let selection = SliceInfo {
            selections: selections.collect(),
        };
        let array = self
            .place
            .read(|| self.inner.read_slice_parallel::<Stored<T>>(&selection))?;
        let expected: u64 = part.iter().map(|range| range.end - range.start).product();
        let (numbers, _) = array.into_raw_vec_and_offset();
        if numbers.len() as u64 != expected {
            return Err(self.place.damaged("it is shorter than its shape"));
        }
        Ok(numbers.into_iter().map(|Stored(number)| number).collect())
    }

    /// All texts of an array of one dimension.
    pub(super) fn texts(&self) -> Result<Vec<String>, AtlasError> {
        self.len()?;
        self.check_whole()?;
        self.place.read(|| self.inner.read_strings())
    }

    /// All bytes, element by element.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, AtlasError> {
        self.len()?;
        self.check_whole()?;
        self.place.read(|| self.inner.read_raw_bytes())
    }

    /// The size of an element in bytes.
    pub(super) fn element_size(&self) -> Result<usize, AtlasError> {
        self.place.read(|| self.inner.raw_element_size())
    }

    /// The size of a reference to a text in bytes.
    pub(super) fn text_size(&self) -> usize {
        self.inner.vlen_reference_size()
    }

    /// The text that a reference in the bytes leads to.
    pub(super) fn text(&self, reference: &[u8]) -> Result<Vec<u8>, AtlasError> {
        self.place
            .read(|| self.inner.resolve_vlen_reference_bytes(reference, 1))
    }
}
