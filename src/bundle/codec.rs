//! The binary encoding of the gene and score sections.
//!
//! This is the only file that knows bincode: integers have a fixed width and
//! are little-endian, sequences begin with a 64-bit length.

use serde::{Serialize, de::DeserializeOwned};

/// The most bytes that one section may decode to. A whole genome's gene table
/// is below 10 MB.
const BYTE_LIMIT: usize = 256 << 20;

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
    bincode::config::standard()
        .with_little_endian()
        .with_fixed_int_encoding()
        .with_limit::<BYTE_LIMIT>()
}

/// Encodes `value`.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    let bytes = bincode::serde::encode_to_vec(value, config()).map_err(CodecError::Encode)?;
    if bytes.len() > BYTE_LIMIT {
        return Err(CodecError::TooLarge(bytes.len()));
    }
    Ok(bytes)
}

/// Decodes all of `bytes`.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    let (value, used) =
        bincode::serde::decode_from_slice(bytes, config()).map_err(CodecError::Decode)?;
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
        assert!(decode::<Vec<String>>(&[0xff; 64]).is_err());
        let mut bytes = encode(&vec!["abc".to_string()]).unwrap();
        bytes[8..16].copy_from_slice(&(1u64 << 60).to_le_bytes());
        assert!(decode::<Vec<String>>(&bytes).is_err());
    }

    #[test]
    fn bytes_after_the_value_are_an_error() {
        let mut bytes = encode(&7u32).unwrap();
        bytes.push(0);
        assert!(matches!(
            decode::<u32>(&bytes),
            Err(CodecError::Trailing(1))
        ));
    }
}
