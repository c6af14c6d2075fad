//! LZF, as h5py writes it.

use hdf5_reader::{
    error::{Error, Result},
    messages::filter_pipeline::FilterDescription,
};

use super::{MAX_CHUNK, failed};

/// LZF makes at most this many bytes of one: 264 of three.
const MAX_RATIO: usize = 88;

/// Decodes a chunk. h5py stores the decoded size as the filter's third number.
pub(super) fn decode(filter: &FilterDescription, data: &[u8], _: usize) -> Result<Vec<u8>> {
    let size = filter.client_data.get(2).copied().unwrap_or(0) as usize;
    let limit = MAX_CHUNK.min(data.len().saturating_mul(MAX_RATIO));
    if size > limit {
        return Err(too_much(size));
    }
    let size = if size == 0 { limit } else { size };
    lzf::decompress(data, size).map_err(|error| failed("lzf", error))
}

fn too_much(size: usize) -> Error {
    failed("lzf", format!("{size} bytes cannot come of this chunk"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(size: u32) -> FilterDescription {
        FilterDescription {
            id: 32000,
            name: None,
            client_data: vec![4, 261, size],
        }
    }

    #[test]
    fn chunk_is_decoded_with_and_without_its_size() {
        let bytes: Vec<u8> = (0..4000).map(|i| (i / 7 % 5) as u8).collect();
        let data = lzf::compress(&bytes).unwrap();
        assert_eq!(decode(&filter(4000), &data, 4).unwrap(), bytes);
        assert_eq!(decode(&filter(0), &data, 4).unwrap(), bytes);
    }

    #[test]
    fn impossible_size_and_damaged_bytes_are_errors() {
        let data = lzf::compress(&[1; 4000]).unwrap();
        assert!(decode(&filter(u32::MAX), &data, 4).is_err());
        assert!(decode(&filter(100), &data, 4).is_err());
        assert!(decode(&filter(4000), &[0xff, 0xff, 0xff, 1], 4).is_err());
    }
}
