//! What numbers are read as: values, indices, codes.

use hdf5_reader::{ByteOrder, Datatype};

use super::{Kind, Number};

fn integer(size: u8, signed: bool) -> Datatype {
    Datatype::FixedPoint {
        size,
        signed,
        byte_order: ByteOrder::LittleEndian,
    }
}

fn float(size: u8) -> Datatype {
    Datatype::FloatingPoint {
        size,
        byte_order: ByteOrder::LittleEndian,
    }
}

/// A value of a matrix.
impl Number for f32 {
    fn is_stored(kind: Kind) -> bool {
        kind == Kind::Float { size: 4 }
    }

    fn of_signed(value: i64) -> Self {
        value as f32
    }

    fn of_unsigned(value: u64) -> Self {
        value as f32
    }

    fn of_float(value: f64) -> Option<Self> {
        Some(value as f32)
    }

    fn stored() -> Datatype {
        float(4)
    }
}

/// A value of a column.
impl Number for f64 {
    fn is_stored(kind: Kind) -> bool {
        kind == Kind::Float { size: 8 }
    }

    fn of_signed(value: i64) -> Self {
        value as f64
    }

    fn of_unsigned(value: u64) -> Self {
        value as f64
    }

    fn of_float(value: f64) -> Option<Self> {
        Some(value)
    }

    fn stored() -> Datatype {
        float(8)
    }
}

/// The index of a cell or gene; what cannot be one becomes the highest number,
/// which no matrix reaches. That holds for negative ones stored in four bytes
/// as well, for matrices have fewer than 2³¹ cells and genes.
impl Number for u32 {
    fn is_stored(kind: Kind) -> bool {
        matches!(kind, Kind::Integer { size: 4, .. })
    }

    fn of_signed(value: i64) -> Self {
        value.try_into().unwrap_or(Self::MAX)
    }

    fn of_unsigned(value: u64) -> Self {
        value.try_into().unwrap_or(Self::MAX)
    }

    fn of_float(_: f64) -> Option<Self> {
        None
    }

    fn stored() -> Datatype {
        integer(4, false)
    }
}

/// A place among the entries, or a size; negative ones become the highest.
impl Number for u64 {
    fn is_stored(kind: Kind) -> bool {
        kind == Kind::Integer {
            size: 8,
            signed: false,
        }
    }

    fn of_signed(value: i64) -> Self {
        value.try_into().unwrap_or(Self::MAX)
    }

    fn of_unsigned(value: u64) -> Self {
        value
    }

    fn of_float(_: f64) -> Option<Self> {
        None
    }

    fn stored() -> Datatype {
        integer(8, false)
    }
}

/// The code of a category; what cannot be one becomes the lowest number.
impl Number for i32 {
    fn is_stored(kind: Kind) -> bool {
        kind == Kind::Integer {
            size: 4,
            signed: true,
        }
    }

    fn of_signed(value: i64) -> Self {
        value.try_into().unwrap_or(Self::MIN)
    }

    fn of_unsigned(value: u64) -> Self {
        value.try_into().unwrap_or(Self::MIN)
    }

    fn of_float(_: f64) -> Option<Self> {
        None
    }

    fn stored() -> Datatype {
        integer(4, true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Stored, decode};
    use super::*;

    fn read<T: Number>(raw: &[u8], datatype: &Datatype) -> Vec<T> {
        let values = decode::<T>(raw, datatype).unwrap();
        values.into_iter().map(|Stored(value)| value).collect()
    }

    #[test]
    fn numbers_of_every_width_and_order_are_read() {
        assert_eq!(read::<f32>(&[255, 2], &integer(1, true)), [-1.0, 2.0]);
        assert_eq!(read::<f32>(&[255, 2], &integer(1, false)), [255.0, 2.0]);
        assert_eq!(
            read::<f64>(&(-2i64).to_le_bytes(), &integer(8, true)),
            [-2.0]
        );
        assert_eq!(read::<f64>(&0x3c00u16.to_le_bytes(), &float(2)), [1.0]);
        let big = Datatype::FixedPoint {
            size: 2,
            signed: false,
            byte_order: ByteOrder::BigEndian,
        };
        assert_eq!(read::<u32>(&[1, 2], &big), [258]);
    }

    #[test]
    fn numbers_that_make_no_index_cannot_be_taken_for_one() {
        let raw = (-1i64).to_le_bytes();
        assert_eq!(read::<u32>(&raw, &integer(8, true)), [u32::MAX]);
        assert_eq!(read::<u64>(&raw, &integer(8, true)), [u64::MAX]);
        assert_eq!(read::<i32>(&raw, &integer(8, false)), [i32::MIN]);
        assert!(decode::<u32>(&[0; 4], &float(4)).is_err());
    }
}
