//! The wire format of protocol buffers, as far as ONNX files need it
//! (<https://protobuf.dev/programming-guides/encoding/>): fields are read where they stand, so that the
//! rest of a file stays as it is, byte for byte.

use std::ops::Range;

/// A field of a message.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field<'a> {
    /// Its number.
    pub(super) number: u64,
    /// What it holds.
    pub(super) value: Value<'a>,
    /// Where the value's bytes are in the message, without tag and length.
    pub(super) place: Range<usize>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A number of variable length.
    Number(u64),
    /// Text, bytes, a message, packed numbers; or 4 or 8 bytes of a fixed number.
    Bytes(&'a [u8]),
}

/// The fields of a message, up to its end or its first fault.
pub(super) struct Fields<'a> {
    message: &'a [u8],
    at: usize,
}

impl<'a> Fields<'a> {
    /// Of the bytes of a message.
    pub(super) fn new(message: &'a [u8]) -> Self {
        Self { message, at: 0 }
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let taken = self.message.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let &byte = self.bytes(1)?.first()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let tag = self.number()?;
        let length = match tag & 7 {
            0 => None,
            1 => Some(8),
            2 => Some(usize::try_from(self.number()?).ok()?),
            5 => Some(4),
            _ => return None,
        };
        let start = self.at;
        let value = match length {
            None => Value::Number(self.number()?),
            Some(length) => Value::Bytes(self.bytes(length)?),
        };
        Some(Field {
            number: tag >> 3,
            value,
            place: start..self.at,
        })
    }
}

/// Appends a field of bytes, such as a message, to a message. A message that a field holds already is
/// merged with it; of a field that may be there many times it is one more.
pub(super) fn push_bytes(message: &mut Vec<u8>, number: u64, value: &[u8]) {
    push_number(message, number << 3 | 2);
    push_number(message, value.len() as u64);
    message.extend_from_slice(value);
}

fn push_number(message: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        message.push(value as u8 | 0x80);
        value >>= 7;
    }
    message.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specification: field 1 is 150; field 2 is the text "testing".
    #[test]
    fn fields_are_those_of_the_specification() {
        let message = b"\x08\x96\x01\x12\x07testing";
        let fields: Vec<_> = Fields::new(message).collect();
        assert_eq!(fields[0].number, 1);
        assert_eq!(fields[0].value, Value::Number(150));
        assert_eq!(fields[1].number, 2);
        assert_eq!(fields[1].value, Value::Bytes(b"testing"));
        assert_eq!(message[fields[1].place.clone()], *b"testing");
        assert_eq!(fields.len(), 2);
        let mut written = message[..3].to_vec();
        push_bytes(&mut written, 2, b"testing");
        assert_eq!(written, message);
    }

    #[test]
    fn long_fields_come_back_and_cut_ones_end_the_message() {
        let mut message = Vec::new();
        push_bytes(&mut message, 300, &[7; 1000]);
        let field = Fields::new(&message).next().unwrap();
        assert_eq!((field.number, field.place.len()), (300, 1000));
        for end in 0..message.len() {
            assert_eq!(Fields::new(&message[..end]).next(), None);
        }
        assert_eq!(Fields::new(&[0xff; 100]).next(), None);
    }
}
