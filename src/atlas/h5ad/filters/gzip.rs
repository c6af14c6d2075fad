//! DEFLATE in zlib's wrapping, by libdeflate.

use std::cell::RefCell;

use hdf5_reader::error::Result;
use libdeflater::{DecompressionError, Decompressor};

use super::failed;

/// DEFLATE makes at most this many bytes of one.
const MAX_RATIO: usize = 1032;

struct Decoder {
    decompressor: Decompressor,
    /// The most that a chunk held so far: those of a dataset are of one size.
    most: usize,
}

thread_local! {
    static DECODER: RefCell<Decoder> = RefCell::new(Decoder {
        decompressor: Decompressor::new(),
        most: 1 << 16,
    });
}

/// Decodes a chunk, to no more than `limit` bytes. The decoded size is not
/// stored: the most so far is tried first.
pub(super) fn decode(data: &[u8], limit: usize) -> Result<Vec<u8>> {
    let limit = limit.min(data.len().saturating_mul(MAX_RATIO));
    DECODER.with_borrow_mut(|decoder| decoder.decode(data, limit))
}

impl Decoder {
    fn decode(&mut self, data: &[u8], limit: usize) -> Result<Vec<u8>> {
        let mut size = self.most.min(limit);
        loop {
            let mut output = zeroed(size)?;
            match self.decompressor.zlib_decompress(data, &mut output) {
                Ok(decoded) => {
                    output.truncate(decoded);
                    self.most = self.most.max(decoded);
                    return Ok(output);
                }
                Err(DecompressionError::InsufficientSpace) if size < limit => {
                    size = (size * 2).max(1024).min(limit);
                }
                Err(error) => return Err(failed("gzip", error)),
            }
        }
    }
}

fn zeroed(size: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let reserved = bytes.try_reserve_exact(size);
    reserved.map_err(|error| failed("gzip", error))?;
    bytes.resize(size, 0);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    fn encoded(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn chunks_of_any_size_come_out_whole() {
        for size in [0, 1, 1000, 65_536, 65_537, 3_000_000, 10] {
            let bytes: Vec<u8> = (0..size).map(|i| (i % 251) as u8).collect();
            assert_eq!(decode(&encoded(&bytes), 1 << 30).unwrap(), bytes, "{size}");
        }
    }

    #[test]
    fn more_than_the_limit_and_damaged_bytes_are_errors() {
        let data = encoded(&[7; 5000]);
        assert!(decode(&data, 4999).is_err());
        assert!(decode(&data[..data.len() - 5], 1 << 20).is_err());
        assert!(decode(b"", 1 << 20).is_err());
    }
}
