//! The INFO part of a BCF record.

use crate::variant::{Edit, Value, typed};

/// One INFO field.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The key's index in the string dictionary.
    pub key: usize,
    /// The value.
    pub value: typed::Value<'a>,
    /// Key and value as they stand.
    pub bytes: &'a [u8],
}

/// Reads fields one after another, and leaves what follows them.
pub struct Fields<'r, 'a> {
    rest: &'r mut &'a [u8],
    left: usize,
}

impl<'r, 'a> Fields<'r, 'a> {
    /// The next `count` fields.
    pub fn new(rest: &'r mut &'a [u8], count: usize) -> Self {
        Self { rest, left: count }
    }

    fn read(&mut self) -> Result<Field<'a>, typed::Error> {
        let start = *self.rest;
        let key = typed::read_integer(self.rest)?;
        let value = typed::read_value(self.rest)?;
        Ok(Field {
            key: usize::try_from(key).map_err(|_| typed::Error::InvalidLength(key))?,
            value,
            bytes: &start[..start.len() - self.rest.len()],
        })
    }
}

impl<'a> Iterator for Fields<'_, 'a> {
    type Item = Result<Field<'a>, typed::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.read())
    }
}

/// Appends the fields with the edit's keys removed and its values at the end; returns how many
/// there are now.
pub fn write_edited(
    mut info: &[u8],
    count: usize,
    edit: &Edit,
    out: &mut Vec<u8>,
) -> Result<u16, String> {
    let mut written = 0;
    for field in Fields::new(&mut info, count) {
        let field = field.map_err(|e| e.to_string())?;
        if !edit.keys.contains_index(field.key) {
            out.extend_from_slice(field.bytes);
            written += 1;
        }
    }
    for (key, value) in edit.present() {
        let index = key.index().and_then(|i| i32::try_from(i).ok());
        let undefined = || format!("INFO/{} is not defined", key.name().escape_ascii());
        typed::write_integer(out, index.ok_or_else(undefined)?);
        write_value(value, out);
        written += 1;
    }
    u16::try_from(written).map_err(|_| "more than 65,535 INFO fields".into())
}

fn write_value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) => typed::write_string(out, text),
        Value::Floats(values) => {
            typed::write_descriptor(out, typed::Type::Float, values.len());
            for value in values {
                let missing = f32::from_bits(typed::FLOAT_MISSING);
                let value = if value.is_nan() { missing } else { *value };
                out.extend_from_slice(&value.to_bits().to_le_bytes());
            }
        }
    }
}
