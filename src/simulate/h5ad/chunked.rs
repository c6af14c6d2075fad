//! Datasets that grow while they are written.

use libdeflater::{CompressionLvl, Compressor};
use rayon::prelude::*;
use rust_hdf5::{H5Dataset, H5Group, H5Type};

use crate::simulate::error::Failure;

/// Elements of a chunk.
const CHUNK: usize = 1 << 16;

/// A one-dimensional gzipped dataset of elements of 4 bytes, written chunk by chunk. What is compressed
/// goes to the file as it is, so that the bytes do not depend on how the writer splits its work.
pub(super) struct Chunked {
    dataset: H5Dataset,
    level: CompressionLvl,
    pending: Vec<u8>,
    chunks: usize,
    len: usize,
}

const BYTES: usize = 4 * CHUNK;

impl Chunked {
    pub(super) fn create<T: H5Type>(
        parent: &H5Group,
        name: &str,
        level: u8,
    ) -> Result<Self, Failure> {
        let builder = parent.new_dataset::<T>().shape([0]).chunk(&[CHUNK]);
        let builder = builder.max_shape(&[None]).deflate(u32::from(level));
        let level = i32::from(level);
        Ok(Self {
            dataset: builder.create(name)?,
            level: CompressionLvl::new(level).unwrap_or_default(),
            pending: Vec::new(),
            chunks: 0,
            len: 0,
        })
    }

    /// Adds elements, as little-endian bytes.
    pub(super) fn extend(&mut self, elements: impl Iterator<Item = [u8; 4]>) {
        for bytes in elements {
            self.pending.extend_from_slice(&bytes);
            self.len += 1;
        }
    }

    /// Writes the chunks that are full.
    pub(super) fn write_full(&mut self) -> Result<(), Failure> {
        let full = self.pending.len() / BYTES * BYTES;
        let level = self.level;
        let chunks = self.pending[..full].par_chunks(BYTES);
        let compressed: Vec<_> = chunks.map(|chunk| compress(chunk, level)).collect();
        for chunk in compressed {
            self.dataset.write_chunk_raw(self.chunks, &chunk?, 0)?;
            self.chunks += 1;
        }
        self.pending.drain(..full);
        Ok(())
    }

    /// Writes the rest, and the length.
    pub(super) fn finish(mut self) -> Result<H5Dataset, Failure> {
        if !self.pending.len().is_multiple_of(BYTES) {
            let padded = self.pending.len().next_multiple_of(BYTES);
            self.pending.resize(padded, 0);
        }
        self.write_full()?;
        self.dataset.set_extent(&[self.len])?;
        Ok(self.dataset)
    }
}

fn compress(chunk: &[u8], level: CompressionLvl) -> std::io::Result<Vec<u8>> {
    let mut compressor = Compressor::new(level);
    let mut compressed = vec![0; compressor.zlib_compress_bound(chunk.len())];
    let length = compressor
        .zlib_compress(chunk, &mut compressed)
        .map_err(std::io::Error::other)?;
    compressed.truncate(length);
    Ok(compressed)
}
