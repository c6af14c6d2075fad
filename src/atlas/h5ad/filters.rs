//! The compressions of HDF5 that are read.

mod gzip;
mod lzf;
mod zstd;

use hdf5_reader::{FilterRegistry, error::Error, filters::*};

/// The number of LZF among HDF5's registered filters.
const FILTER_LZF: u16 = 32000;
/// The number of Zstandard.
const FILTER_ZSTD: u16 = 32015;

/// The most that a chunk may hold once it is decoded, in bytes.
pub(super) const MAX_CHUNK: usize = 1 << 30;

/// The library's filters, with a faster gzip and what h5py and hdf5plugin add.
pub(super) fn registry() -> FilterRegistry {
    let mut registry = FilterRegistry::new();
    let gzip = |_: &_, data: &[u8], _| gzip::decode(data, MAX_CHUNK);
    registry.register(FILTER_DEFLATE, Box::new(gzip));
    registry.register(FILTER_LZF, Box::new(lzf::decode));
    let zstd = |_: &_, data: &[u8], _| zstd::decode(data, MAX_CHUNK);
    registry.register(FILTER_ZSTD, Box::new(zstd));
    registry
}

/// What a filter is called, or else its number with its name in the error.
pub(super) fn name(id: u16) -> Result<&'static str, String> {
    Ok(match id {
        FILTER_DEFLATE => "gzip",
        FILTER_SHUFFLE => "shuffle",
        FILTER_FLETCHER32 => "fletcher32",
        FILTER_SZIP => "szip",
        FILTER_NBIT => "nbit",
        FILTER_SCALEOFFSET => "scaleoffset",
        FILTER_LZF => "lzf",
        FILTER_ZSTD => "zstd",
        _ => return Err(unknown(id)),
    })
}

fn unknown(id: u16) -> String {
    match id {
        307 => "bzip2".into(),
        FILTER_LZ4 => "lz4".into(),
        32001 => "blosc".into(),
        32008 => "bitshuffle".into(),
        32013 => "zfp".into(),
        32026 => "blosc2".into(),
        _ => format!("the HDF5 filter number {id}"),
    }
}

fn failed(what: &str, reason: impl std::fmt::Display) -> Error {
    Error::DecompressionError(format!("{what}: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_filters_are_named_and_others_are_told_apart() {
        assert_eq!(name(1), Ok("gzip"));
        assert_eq!(name(32015), Ok("zstd"));
        assert_eq!(name(32001), Err("blosc".into()));
        assert!(name(9).unwrap_err().contains('9'));
    }
}
