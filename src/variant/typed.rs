//! The typed values of BCF2: a descriptor byte (length and type), then the
//! values, little-endian.
//!
//! ```
//! use dsdscore::variant::typed::{INTEGER_MISSING, integers, read_value, write_integers};
//!
//! let mut bytes = Vec::new();
//! write_integers(&mut bytes, &[1, INTEGER_MISSING], 2);
//! // Two values of one byte each.
//! assert_eq!(bytes, [0x21, 1, 0x80]);
//! let value = read_value(&mut &bytes[..])?;
//! assert_eq!(integers(value).collect::<Vec<_>>(), [1, INTEGER_MISSING]);
//! # Ok::<(), dsdscore::variant::typed::Error>(())
//! ```

mod read;
mod write;

pub use read::{
    Value, floats, int8s, int16s, int32s, integers, read_descriptor, read_integer, read_value,
    skip_value, take,
};
pub use write::{write_descriptor, write_floats, write_integer, write_integers, write_string};

/// A missing integer; the narrower types have their own, mapped to this one.
pub const INTEGER_MISSING: i32 = i32::MIN;
/// Fills an integer vector up to the length of the longest.
pub const INTEGER_END: i32 = i32::MIN + 1;
/// The lowest integer that is a value; those below it are reserved.
pub const INTEGER_MIN: i32 = i32::MIN + 8;
/// The bits of a missing float.
pub const FLOAT_MISSING: u32 = 0x7f80_0001;
/// The bits that fill a float vector up to the length of the longest.
pub const FLOAT_END: u32 = 0x7f80_0002;

/// Why bytes are no typed value.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    #[error("the record ends inside a value: {needed} bytes needed, {left} left")]
    UnexpectedEnd { needed: usize, left: usize },
    #[error("{0} is not a BCF value type")]
    UnknownType(u8),
    #[error("an integer should be here, not type {0:?}")]
    NotInteger(Type),
    #[error("a value cannot have length {0}")]
    InvalidLength(i32),
}

/// The type in a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// No value.
    Null = 0,
    Int8 = 1,
    Int16 = 2,
    Int32 = 3,
    Float = 5,
    Char = 7,
}

impl Type {
    /// Bytes a value.
    pub fn width(self) -> usize {
        match self {
            Self::Null | Self::Int8 | Self::Char => 1,
            Self::Int16 => 2,
            Self::Int32 | Self::Float => 4,
        }
    }

    /// The narrowest type that holds every integer from `min` to `max`.
    fn narrowest(min: i32, max: i32) -> Self {
        if min >= -120 && max <= 127 {
            Self::Int8
        } else if min >= -32760 && max <= 32767 {
            Self::Int16
        } else {
            Self::Int32
        }
    }
}

impl TryFrom<u8> for Type {
    type Error = Error;

    fn try_from(code: u8) -> Result<Self, Error> {
        match code {
            0 => Ok(Self::Null),
            1 => Ok(Self::Int8),
            2 => Ok(Self::Int16),
            3 => Ok(Self::Int32),
            5 => Ok(Self::Float),
            7 => Ok(Self::Char),
            _ => Err(Error::UnknownType(code)),
        }
    }
}
