//! Zstandard, as hdf5plugin writes it.

use std::io::Read;

use hdf5_reader::error::Result;
use ruzstd::decoding::StreamingDecoder;

use super::failed;

/// Decodes a chunk, to no more than `limit` bytes.
pub(super) fn decode(data: &[u8], limit: usize) -> Result<Vec<u8>> {
    let mut output = Vec::new();
    let decoder = StreamingDecoder::new(data).map_err(|error| failed("zstd", error))?;
    let mut decoder = decoder.take(limit as u64 + 1);
    let read = decoder.read_to_end(&mut output);
    read.map_err(|error| failed("zstd", error))?;
    if output.len() > limit {
        return Err(failed("zstd", format!("more than {limit} bytes")));
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    #[test]
    fn chunk_is_decoded_and_more_than_the_limit_is_an_error() {
        let bytes: Vec<u8> = (0..4000).map(|i| (i / 7 % 5) as u8).collect();
        let data = compress_to_vec(&bytes[..], CompressionLevel::Fastest);
        assert_eq!(decode(&data, 4000).unwrap(), bytes);
        assert!(decode(&data, 3999).is_err());
        assert!(decode(&data[..data.len() / 2], 4000).is_err());
        assert!(decode(b"no zstd", 4000).is_err());
    }
}
