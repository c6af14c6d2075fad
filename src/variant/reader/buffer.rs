//! Bytes that are read at the end and dropped at the beginning.

use crate::variant::{Error, Input};

/// Bytes of the input.
#[derive(Debug, Default)]
pub struct Buffer {
    /// Those from `filled` on are for reading into; they keep old bytes, so that none need be
    /// zeroed.
    bytes: Vec<u8>,
    filled: usize,
}

impl Buffer {
    /// What was read and not dropped.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.filled
    }

    /// Drops the first bytes.
    pub fn drop_first(&mut self, count: usize) {
        self.bytes.copy_within(count..self.filled, 0);
        self.filled -= count;
    }

    /// Keeps the first bytes only.
    pub fn truncate(&mut self, count: usize) {
        self.filled = self.filled.min(count);
    }

    /// Reads `size` more bytes; `false` at the end of the input.
    pub fn read(&mut self, input: &mut Input, size: usize) -> Result<bool, Error> {
        let wanted = self.filled + size;
        if self.bytes.len() < wanted {
            self.bytes.resize(wanted, 0);
        }
        while self.filled < wanted {
            match input.read(&mut self.bytes[self.filled..wanted])? {
                0 => return Ok(false),
                n => self.filled += n,
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn bytes_come_and_go_in_order() {
        let text = b"##fileformat=VCFv4.3\n".to_vec();
        let mut input = Input::new("test", Box::new(Cursor::new(text)), 0).unwrap();
        let mut buffer = Buffer::default();
        assert!(buffer.read(&mut input, 6).unwrap());
        assert_eq!(buffer.as_slice(), b"##file");
        buffer.drop_first(2);
        assert!(buffer.read(&mut input, 6).unwrap());
        assert_eq!(buffer.as_slice(), b"fileformat");
        assert!(!buffer.read(&mut input, 100).unwrap());
        assert_eq!(buffer.as_slice(), b"fileformat=VCFv4.3\n");
        assert_eq!(buffer.len(), 19);
    }
}
