//! The binary encoding of the gene and score sections.
//!
//! This is the only file that knows bincode. Numbers are little-endian, sequences begin with their
//! length: of 64 bits in the first formats, and since format 3 in as few bytes as it needs, for the names of
//! a genome's genes are nearly all short.

use serde::{Serialize, de::DeserializeOwned};

/// The most bytes that one section may decode to. A whole genome's gene table
/// is below 10 MB.
const BYTE_LIMIT: usize = 256 << 20;

/// The version of the format from which on lengths are short.
const SHORT_LENGTHS_SINCE: u32 = 3;

/// Why a section could not be encoded or decoded.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// The values cannot be written, e.g. there are more than the limit.
    #[error("cannot be encoded")]
    Encode(#[source] bincode::error::EncodeError),
    /// The bytes are not what they should be.
    #[error("cannot be decoded")]
    Decode(#[source] bincode::error::DecodeError),
    /// The values end before the section does.
    #[error("has {0} bytes too many")]
    Trailing(usize),
    /// The section would be refused when read.
    #[error("takes {0} bytes, more than the {BYTE_LIMIT} that a section may have")]
    TooLarge(usize),
}

fn config() -> impl bincode::config::Config {
    let config = bincode::config::standard().with_little_endian();
    config
        .with_variable_int_encoding()
        .with_limit::<BYTE_LIMIT>()
}

/// As the formats before 3 have it.
fn first_config() -> impl bincode::config::Config {
    let config = bincode::config::standard().with_little_endian();
    config.with_fixed_int_encoding().with_limit::<BYTE_LIMIT>()
}

/// Encodes `value`.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    let bytes = bincode::serde::encode_to_vec(value, config()).map_err(CodecError::Encode)?;
    if bytes.len() > BYTE_LIMIT {
        return Err(CodecError::TooLarge(bytes.len()));
    }
    Ok(bytes)
}

/// Decodes all of `bytes` of a file with this version of the format.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], version: u32) -> Result<T, CodecError> {
    let decoded = match version {
        ..SHORT_LENGTHS_SINCE => bincode::serde::decode_from_slice(bytes, first_config()),
        _ => bincode::serde::decode_from_slice(bytes, config()),
    };
    let (value, used) = decoded.map_err(CodecError::Decode)?;
    match bytes.len() - used {
        0 => Ok(value),
        rest => Err(CodecError::Trailing(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_length_is_an_error_and_not_an_allocation() {
        for version in [2, 3] {
            assert!(decode::<Vec<String>>(&[0xff; 64], version).is_err());
        }
        // One text; of 2^60 bytes, as 253 and 64 bits say in bincode's short integers.
        let huge = (1_u64 << 60).to_le_bytes();
        let short = [&[1, 253][..], &huge, b"abc"].concat();
        assert!(decode::<Vec<String>>(&short, 3).is_err());
        let fixed = [&1_u64.to_le_bytes()[..], &huge, b"abc"].concat();
        assert!(decode::<Vec<String>>(&fixed, 2).is_err());
    }

    #[test]
    fn lengths_are_short_since_format_3() {
        let names = vec!["abc".to_string(), "x".repeat(300)];
        let bytes = encode(&names).unwrap();
        assert_eq!(bytes.len(), 1 + 1 + 3 + 3 + 300);
        assert_eq!(decode::<Vec<String>>(&bytes, 3).unwrap(), names);
        assert!(decode::<Vec<String>>(&bytes, 2).is_err());
    }

    #[test]
    fn bytes_after_the_value_are_an_error() {
        let mut bytes = encode(&7u32).unwrap();
        bytes.push(0);
        assert!(matches!(
            decode::<u32>(&bytes, 3),
            Err(CodecError::Trailing(1))
        ));
    }
}
