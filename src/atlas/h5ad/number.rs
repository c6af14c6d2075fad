//! Numbers of any stored type.

mod kinds;

use half::f16;
use hdf5_reader::{
    ByteOrder, Datatype, H5Type,
    error::{Error, Result},
};

/// What stored numbers are read as.
pub(super) trait Number: Clone + Send {
    /// Whether it is stored as it is in memory.
    fn is_stored(kind: Kind) -> bool;
    fn of_signed(value: i64) -> Self;
    fn of_unsigned(value: u64) -> Self;
    /// None where a number with a fraction makes no sense.
    fn of_float(value: f64) -> Option<Self>;
    /// Its type in HDF5.
    fn stored() -> Datatype;
}

/// How a number is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An integer of 1, 2, 4 or 8 bytes.
    Integer { size: u8, signed: bool },
    /// A floating-point number of 2, 4 or 8 bytes.
    Float { size: u8 },
}

/// How numbers of this type are stored, in which order of bytes; an
/// enumeration, such as h5py's bool, counts as its numbers.
pub(super) fn kind(datatype: &Datatype) -> Option<(Kind, ByteOrder)> {
    match *datatype {
        Datatype::FixedPoint {
            size: size @ (1 | 2 | 4 | 8),
            signed,
            byte_order,
        } => Some((Kind::Integer { size, signed }, byte_order)),
        Datatype::FloatingPoint {
            size: size @ (2 | 4 | 8),
            byte_order,
        } => Some((Kind::Float { size }, byte_order)),
        Datatype::Enum { ref base, .. } => kind(base),
        _ => None,
    }
}

/// What numpy calls a type.
pub(super) fn type_name(datatype: &Datatype) -> String {
    let name = match (datatype, kind(datatype)) {
        (Datatype::Enum { .. }, Some(_)) => return "bool".into(),
        (_, Some((Kind::Integer { size, signed }, _))) => {
            format!("{}int{}", if signed { "" } else { "u" }, 8 * size)
        }
        (_, Some((Kind::Float { size }, _))) => format!("float{}", 8 * size),
        (Datatype::String { .. } | Datatype::VarLen { .. }, _) => return "text".into(),
        (Datatype::Compound { .. }, _) => return "a compound type".into(),
        (Datatype::Reference { .. }, _) => return "a reference".into(),
        _ => return "a type that is not supported".into(),
    };
    match kind(datatype) {
        Some((_, ByteOrder::BigEndian)) => format!("big-endian {name}"),
        _ => name,
    }
}

/// A number that the library decodes from whatever type is stored.
#[derive(Clone)]
#[repr(transparent)]
pub(super) struct Stored<T>(pub(super) T);

impl<T: Number> H5Type for Stored<T> {
    fn hdf5_type() -> Datatype {
        T::stored()
    }

    fn from_bytes(bytes: &[u8], datatype: &Datatype) -> Result<Self> {
        let mut values = decode(bytes, datatype)?;
        values.truncate(1);
        values.pop().ok_or_else(|| not_a_number(datatype))
    }

    fn element_size(datatype: &Datatype) -> usize {
        hdf5_reader::dtype_element_size(datatype).unwrap_or(0)
    }

    fn decode_vec(raw: &[u8], datatype: &Datatype, _: usize) -> Option<Result<Vec<Self>>> {
        Some(decode(raw, datatype))
    }

    fn native_copy_compatible(datatype: &Datatype) -> bool {
        let native = |(kind, order)| order == ByteOrder::LittleEndian && T::is_stored(kind);
        cfg!(target_endian = "little") && kind(datatype).is_some_and(native)
    }
}

fn not_a_number(datatype: &Datatype) -> Error {
    Error::TypeMismatch {
        expected: "numbers".into(),
        actual: type_name(datatype),
    }
}

/// All numbers of these bytes.
pub(super) fn decode<T: Number>(raw: &[u8], datatype: &Datatype) -> Result<Vec<Stored<T>>> {
    let (kind, order) = kind(datatype).ok_or_else(|| not_a_number(datatype))?;
    let signed = T::of_signed;
    let unsigned = T::of_unsigned;
    let values = match kind {
        Kind::Integer { size: 1, signed: s } => each(raw, order, |[b]| {
            if s {
                signed((b as i8).into())
            } else {
                unsigned(b.into())
            }
        }),
        Kind::Integer {
            size: 2,
            signed: true,
        } => each(raw, order, |b| signed(i16::from_le_bytes(b).into())),
        Kind::Integer { size: 2, .. } => {
            each(raw, order, |b| unsigned(u16::from_le_bytes(b).into()))
        }
        Kind::Integer {
            size: 4,
            signed: true,
        } => each(raw, order, |b| signed(i32::from_le_bytes(b).into())),
        Kind::Integer { size: 4, .. } => {
            each(raw, order, |b| unsigned(u32::from_le_bytes(b).into()))
        }
        Kind::Integer { signed: true, .. } => each(raw, order, |b| signed(i64::from_le_bytes(b))),
        Kind::Integer { .. } => each(raw, order, |b| unsigned(u64::from_le_bytes(b))),
        Kind::Float { .. } => {
            return floats(raw, kind, order).ok_or_else(|| not_a_number(datatype));
        }
    };
    Ok(values)
}

fn floats<T: Number>(raw: &[u8], kind: Kind, order: ByteOrder) -> Option<Vec<Stored<T>>> {
    let float = T::of_float;
    let values = match kind {
        Kind::Float { size: 2 } => each(raw, order, |b| float(f16::from_le_bytes(b).to_f64())),
        Kind::Float { size: 4 } => each(raw, order, |b| float(f32::from_le_bytes(b).into())),
        _ => each(raw, order, |b| float(f64::from_le_bytes(b))),
    };
    values
        .into_iter()
        .map(|Stored(value)| value.map(Stored))
        .collect()
}

fn each<const N: usize, T>(
    raw: &[u8],
    order: ByteOrder,
    value: impl Fn([u8; N]) -> T,
) -> Vec<Stored<T>> {
    let (numbers, _) = raw.as_chunks::<N>();
    let numbers = numbers.iter().map(|&bytes| {
        let mut bytes: [u8; N] = bytes;
        if order == ByteOrder::BigEndian {
            bytes.reverse();
        }
        Stored(value(bytes))
    });
    numbers.collect()
}
