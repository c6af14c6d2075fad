//! How the values of a dataset lie in the file.

use hdf5_reader::{
    btree_v1, chunk_index, dataset,
    error::Result as Hdf5Result,
    extensible_array, fixed_array, group,
    messages::{
        HdfMessage,
        layout::{ChunkIndexing, DataLayout},
    },
    object_header::ObjectHeader,
};

use super::super::{filters, object_path::ObjectPath};
use crate::atlas::AtlasError;

/// Where the values are, and what was done to them.
pub(super) struct Storage {
    /// The compression in words.
    pub(super) filters: String,
    layout: Option<DataLayout>,
    chunk: Option<Vec<u32>>,
    max_shape: Option<Vec<u64>>,
    parent: group::Group,
}

impl Storage {
    /// Reads it from the dataset's header; unknown filters are an error.
    pub(super) fn find(
        place: &ObjectPath,
        dataset: &dataset::Dataset,
        parent: &group::Group,
    ) -> Result<Self, AtlasError> {
        let (storage, address) = (parent.storage(), dataset.address());
        let (offset_size, length_size) = (parent.offset_size(), parent.length_size());
        let header = place
            .read(|| ObjectHeader::parse_at_storage(storage, address, offset_size, length_size))?;
        let layout = header.messages.iter().find_map(|message| match message {
            HdfMessage::DataLayout(message) => Some(message.layout.clone()),
            _ => None,
        });
        Ok(Self {
            filters: filter_names(place, &header)?,
            layout,
            chunk: dataset.chunks(),
            max_shape: dataset.max_dims().map(<[u64]>::to_vec),
            parent: parent.clone(),
        })
    }

    /// Makes sure that all values are in the file.
    pub(super) fn check_whole(&self, place: &ObjectPath, shape: &[u64]) -> Result<(), AtlasError> {
        let (expected, found) = match &self.layout {
            Some(DataLayout::Chunked { .. }) => {
                let chunks = place.read(|| self.count_chunks(shape))?;
                (self.expected_chunks(shape), chunks)
            }
            Some(DataLayout::Contiguous { address, .. }) => {
                let empty = shape.contains(&0);
                let undefined = self.is_undefined(*address);
                (1, u64::from(empty || !undefined))
            }
            _ => return Ok(()),
        };
        if found < expected {
            return Err(place.damaged(format!(
                "{} of its {expected} chunks are not in the file",
                expected - found
            )));
        }
        Ok(())
    }

    fn expected_chunks(&self, shape: &[u64]) -> u64 {
        let chunk = self.chunk.iter().flatten();
        let counts = shape.iter().zip(chunk);
        let counts = counts.map(|(&extent, &chunk)| extent.div_ceil(u64::from(chunk.max(1))));
        counts.fold(1, u64::saturating_mul)
    }

    fn is_undefined(&self, address: u64) -> bool {
        address == u64::MAX >> (64 - 8 * u32::from(self.parent.offset_size().clamp(1, 8)))
    }

    /// The chunks that the file's index lists within the shape.
    fn count_chunks(&self, shape: &[u64]) -> Hdf5Result<u64> {
        let Some(DataLayout::Chunked {
            address,
            chunk_indexing,
            ..
        }) = &self.layout
        else {
            return Ok(0);
        };
        if self.is_undefined(*address) {
            return Ok(0);
        }
        match chunk_indexing {
            None => self.count_btree_v1(*address, shape),
            Some(indexing) => self.count_indexed(*address, indexing, shape),
        }
    }

    fn count_btree_v1(&self, address: u64, shape: &[u64]) -> Hdf5Result<u64> {
        let (offsets, lengths) = (self.parent.offset_size(), self.parent.length_size());
        let chunk = self.chunk.as_deref().unwrap_or_default();
        let leaves = btree_v1::collect_btree_v1_leaves_storage(
            self.parent.storage(),
            address,
            offsets,
            lengths,
            u32::try_from(shape.len()).ok(),
            chunk,
            None,
        )?;
        let within = leaves.iter().filter(|(key, _)| match key {
            btree_v1::BTreeV1Key::RawData { offsets, .. } => is_within(offsets, shape),
            btree_v1::BTreeV1Key::Group { .. } => false,
        });
        Ok(within.count() as u64)
    }

    fn count_indexed(
        &self,
        address: u64,
        indexing: &ChunkIndexing,
        shape: &[u64],
    ) -> Hdf5Result<u64> {
        let storage = self.parent.storage();
        let (offsets, lengths) = (self.parent.offset_size(), self.parent.length_size());
        let chunk = self.chunk.as_deref().unwrap_or_default();
        let entries = match indexing {
            // One chunk at the address; or all in a row from it, checked as they are read.
            ChunkIndexing::SingleChunk { .. } | ChunkIndexing::Implicit => {
                return Ok(self.expected_chunks(shape));
            }
            ChunkIndexing::FixedArray { .. } => {
                fixed_array::collect_fixed_array_chunk_entries_storage(
                    storage, address, offsets, lengths, shape, chunk, None,
                )
            }
            ChunkIndexing::ExtensibleArray { .. } => {
                extensible_array::collect_extensible_array_chunk_entries_storage(
                    storage,
                    address,
                    offsets,
                    lengths,
                    shape,
                    self.max_shape.as_deref(),
                    chunk,
                    None,
                )
            }
            ChunkIndexing::BTreeV2 => chunk_index::collect_v2_chunk_entries_storage(
                storage,
                address,
                offsets,
                lengths,
                shape.len() as u32,
                chunk,
                None,
            ),
        }?;
        let within = entries.iter().filter(|e| is_within(&e.offsets, shape));
        Ok(within.count() as u64)
    }
}

fn is_within(offsets: &[u64], shape: &[u64]) -> bool {
    offsets.iter().zip(shape).all(|(offset, end)| offset < end)
}

fn filter_names(place: &ObjectPath, header: &ObjectHeader) -> Result<String, AtlasError> {
    let pipeline = header.messages.iter().find_map(|message| match message {
        HdfMessage::FilterPipeline(pipeline) => Some(&pipeline.filters),
        _ => None,
    });
    let mut names = Vec::new();
    for filter in pipeline.into_iter().flatten() {
        names.push(filters::name(filter.id).map_err(|name| place.filter(name))?);
    }
    if names.is_empty() {
        return Ok("uncompressed".into());
    }
    Ok(names.join(" + "))
}
