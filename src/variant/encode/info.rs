//! INFO.

use super::{Error, Scratch, number};
use crate::variant::dictionary::{Dictionary, Type};
use crate::variant::typed::{
    self, FLOAT_MISSING, INTEGER_MISSING, write_descriptor, write_floats, write_integer,
    write_integers, write_string,
};

/// Writes the fields of an INFO column and returns their number.
pub(super) fn encode(
    column: &[u8],
    dictionary: &Dictionary,
    scratch: &mut Scratch,
    out: &mut Vec<u8>,
) -> Result<u16, Error> {
    let mut count = 0u16;
    if column == b"." {
        return Ok(0);
    }
    for field in column.split(|&c| c == b';') {
        let equals = memchr::memchr(b'=', field);
        let key = &field[..equals.unwrap_or(field.len())];
        if key.is_empty() {
            continue;
        }
        let limit = u16::MAX.into();
        count = count.checked_add(1).ok_or(Error::TooMany {
            what: "INFO fields",
            limit,
        })?;
        let value = equals.map(|equals| &field[equals + 1..]);
        write_field(key, value, dictionary, scratch, out)?;
    }
    Ok(count)
}

fn write_field(
    key: &[u8],
    value: Option<&[u8]>,
    dictionary: &Dictionary,
    scratch: &mut Scratch,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    let undeclared = || Error::undeclared("INFO", key);
    let definition = dictionary.info(key).ok_or_else(undeclared)?;
    write_integer(
        out,
        i32::try_from(definition.index).map_err(|_| undeclared())?,
    );
    scratch.integers.clear();
    match (value, definition.ty) {
        (None, _) => write_descriptor(out, typed::Type::Null, 0),
        (Some(value), Type::Integer) => write_integer_list(value, &mut scratch.integers, out),
        (Some(value), Type::Float) => write_float_list(value, &mut scratch.floats, out),
        // The value of a flag is kept, as a string.
        (Some(value), Type::String | Type::Flag) => write_string(out, value),
    }
    scratch.reference_length.note_info(key, &scratch.integers);
    Ok(())
}

fn write_integer_list(text: &[u8], values: &mut Vec<i32>, out: &mut Vec<u8>) {
    let items = text.split(|&c| c == b',');
    values.extend(items.map(|item| number::integer(item).0.unwrap_or(INTEGER_MISSING)));
    write_integers(out, values, values.len());
}

fn write_float_list(text: &[u8], values: &mut Vec<u32>, out: &mut Vec<u8>) {
    values.clear();
    let items = text.split(|&c| c == b',');
    values.extend(items.map(|item| number::float(item).0.unwrap_or(FLOAT_MISSING)));
    write_floats(out, values, values.len());
}
