use super::{Error, INTEGER_END, INTEGER_MISSING, Type};

/// A typed vector in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    pub ty: Type,
    /// `width × length` bytes.
    pub bytes: &'a [u8],
}

impl Value<'_> {
    /// Whether it holds no values.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// Splits the first `count` bytes off.
///
/// # Errors
///
/// Fewer are left.
pub fn take<'a>(src: &mut &'a [u8], count: usize) -> Result<&'a [u8], Error> {
    let left = src.len();
    let end = Error::UnexpectedEnd {
        needed: count,
        left,
    };
    let (bytes, rest) = src.split_at_checked(count).ok_or(end)?;
    *src = rest;
    Ok(bytes)
}

/// Reads a descriptor: the type and the number of values.
///
/// # Errors
///
/// The bytes end, the type is unknown or the length negative.
pub fn read_descriptor(src: &mut &[u8]) -> Result<(Type, usize), Error> {
    let byte = take(src, 1)?[0];
    let ty = Type::try_from(byte & 0xf)?;
    if byte >> 4 < 15 {
        return Ok((ty, usize::from(byte >> 4)));
    }
    let length = read_integer(src)?;
    let count = usize::try_from(length).map_err(|_| Error::InvalidLength(length))?;
    Ok((ty, count))
}

/// Reads one typed integer, e.g. an INFO key.
///
/// # Errors
///
/// The bytes end or are no integer.
pub fn read_integer(src: &mut &[u8]) -> Result<i32, Error> {
    let ty = Type::try_from(take(src, 1)?[0] & 0xf)?;
    if !matches!(ty, Type::Int8 | Type::Int16 | Type::Int32) {
        return Err(Error::NotInteger(ty));
    }
    let bytes = take(src, ty.width())?;
    integers(Value { ty, bytes })
        .next()
        .ok_or(Error::NotInteger(ty))
}

/// Reads a descriptor and its values.
///
/// # Errors
///
/// The bytes end or the descriptor is invalid.
pub fn read_value<'a>(src: &mut &'a [u8]) -> Result<Value<'a>, Error> {
    let (ty, count) = read_descriptor(src)?;
    if ty == Type::Null && count > 0 {
        return Err(Error::InvalidLength(
            i32::try_from(count).unwrap_or(i32::MAX),
        ));
    }
    let bytes = take(src, count.saturating_mul(ty.width()))?;
    Ok(Value { ty, bytes })
}

/// Goes past a descriptor and its values.
///
/// # Errors
///
/// As [`read_value`].
pub fn skip_value(src: &mut &[u8]) -> Result<(), Error> {
    read_value(src).map(|_| ())
}

/// The integers of a vector, sentinels as [`INTEGER_MISSING`] and
/// [`INTEGER_END`]; none where it holds no integers.
pub fn integers(value: Value<'_>) -> impl Iterator<Item = i32> {
    let [a, b, c] = match value.ty {
        Type::Int8 => [value.bytes, &[], &[]],
        Type::Int16 => [&[], value.bytes, &[]],
        Type::Int32 => [&[], &[], value.bytes],
        _ => [&[][..]; 3],
    };
    int8s(a).chain(int16s(b)).chain(int32s(c))
}

/// The floats of a vector, missing ones as NaN; none where it holds no floats.
pub fn floats(value: Value<'_>) -> impl Iterator<Item = f32> {
    let bytes = match value.ty {
        Type::Float => value.bytes,
        _ => &[],
    };
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes))
}

/// The values of an [`Type::Int8`] vector, as [`integers`] gives them.
pub fn int8s(bytes: &[u8]) -> impl Iterator<Item = i32> {
    bytes.iter().map(|byte| widen_i8(byte.cast_signed()))
}

/// The values of an [`Type::Int16`] vector, as [`integers`] gives them.
pub fn int16s(bytes: &[u8]) -> impl Iterator<Item = i32> {
    let values = bytes.as_chunks().0.iter();
    values.map(|bytes| widen_i16(i16::from_le_bytes(*bytes)))
}

/// The values of an [`Type::Int32`] vector.
pub fn int32s(bytes: &[u8]) -> impl Iterator<Item = i32> {
    let values = bytes.as_chunks().0.iter();
    values.map(|bytes| i32::from_le_bytes(*bytes))
}

fn widen_i8(value: i8) -> i32 {
    match value {
        i8::MIN => INTEGER_MISSING,
        -127 => INTEGER_END,
        _ => i32::from(value),
    }
}

fn widen_i16(value: i16) -> i32 {
    match value {
        i16::MIN => INTEGER_MISSING,
        -32767 => INTEGER_END,
        _ => i32::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptor_gives_type_and_length() {
        assert_eq!(read_descriptor(&mut &[0x37][..]), Ok((Type::Char, 3)));
        assert_eq!(
            read_descriptor(&mut &[0xf5, 0x11, 20][..]),
            Ok((Type::Float, 20))
        );
        assert_eq!(
            read_descriptor(&mut &[0xf1, 0x12, 0, 1][..]),
            Ok((Type::Int8, 256))
        );
        assert_eq!(
            read_descriptor(&mut &[0xf1, 0x13, 0, 0, 1, 0][..]),
            Ok((Type::Int8, 65536))
        );
    }

    #[test]
    fn bad_descriptors_are_errors() {
        assert_eq!(
            read_descriptor(&mut &[0x14][..]),
            Err(Error::UnknownType(4))
        );
        assert_eq!(
            read_descriptor(&mut &[0xf1, 0x11, 0xff][..]),
            Err(Error::InvalidLength(-1))
        );
        assert_eq!(
            read_descriptor(&mut &[0xf1, 0x17, 1][..]),
            Err(Error::NotInteger(Type::Char))
        );
        let end = Error::UnexpectedEnd { needed: 1, left: 0 };
        assert_eq!(read_descriptor(&mut &[][..]), Err(end));
    }

    #[test]
    fn a_length_beyond_the_record_is_an_error_not_an_allocation() {
        let mut src = &[0xf3, 0x13, 0xff, 0xff, 0xff, 0x7f, 1, 2][..];
        let needed = 4 * 0x7fff_ffff;
        assert_eq!(
            read_value(&mut src),
            Err(Error::UnexpectedEnd { needed, left: 2 })
        );
        assert_eq!(read_value(&mut &[0x20][..]), Err(Error::InvalidLength(2)));
    }

    #[test]
    fn skipping_stops_after_the_value() {
        let mut src = &[0x22, 1, 0, 2, 0, 0x99][..];
        assert_eq!(skip_value(&mut src), Ok(()));
        assert_eq!(src, [0x99]);
    }

    #[test]
    fn sentinels_of_all_widths_become_the_same() {
        let list = |ty, bytes| integers(Value { ty, bytes }).collect::<Vec<_>>();
        let expected = [INTEGER_MISSING, INTEGER_END, -3];
        assert_eq!(list(Type::Int8, &[0x80, 0x81, 0xfd]), expected);
        assert_eq!(list(Type::Int16, &[0, 0x80, 1, 0x80, 0xfd, 0xff]), expected);
        let wide = [0, 0, 0, 0x80, 1, 0, 0, 0x80, 0xfd, 0xff, 0xff, 0xff];
        assert_eq!(list(Type::Int32, &wide), expected);
        assert!(list(Type::Float, &[0; 4]).is_empty());
    }
}
