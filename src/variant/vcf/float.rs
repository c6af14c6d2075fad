//! Numbers as text.

use std::io::Write;

/// A power of two.
const SLOTS: usize = 256;

/// Appends a number in the fewest digits that read back the same.
pub fn write_float(value: f32, out: &mut Vec<u8>) {
    if value.is_nan() {
        out.push(b'.');
    } else if value != 0.0 && value.abs() < 1e-5 {
        // Writing to a Vec cannot fail.
        let _ = write!(out, "{value:e}");
    } else {
        let _ = write!(out, "{value}");
    }
}

/// The texts of numbers that were written lately: neighbouring records hit the same genes, so
/// their numbers recur.
#[derive(Clone, Debug)]
pub struct FloatTexts(Vec<Slot>);

#[derive(Clone, Debug, Default)]
struct Slot {
    bits: u32,
    /// Empty before the first number.
    text: Vec<u8>,
}

impl Default for FloatTexts {
    fn default() -> Self {
        Self(vec![Slot::default(); SLOTS])
    }
}

impl FloatTexts {
    /// Does as [`write_float`].
    pub fn write(&mut self, value: f32, out: &mut Vec<u8>) {
        let bits = value.to_bits();
        let slot = &mut self.0[slot_of(bits)];
        if slot.bits != bits || slot.text.is_empty() {
            slot.bits = bits;
            slot.text.clear();
            write_float(value, &mut slot.text);
        }
        out.extend_from_slice(&slot.text);
    }
}

/// The upper bits of a product depend on all bits of the number (Knuth's multiplicative hash).
fn slot_of(bits: u32) -> usize {
    (bits.wrapping_mul(0x9e37_79b1) >> (u32::BITS - SLOTS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_in_the_fewest_digits() {
        for (value, text) in [
            (0.99999595, "0.99999595"),
            (0.0, "0"),
            (1e-7, "1e-7"),
            (50.0, "50"),
        ] {
            let mut out = Vec::new();
            write_float(value, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }

    #[test]
    fn a_remembered_text_is_that_of_its_number() {
        let mut texts = FloatTexts::default();
        let numbers = (0..2000u16).map(|i| f32::from(i % 700) / 699.0);
        for value in numbers.chain([0.0, -0.0, f32::NAN, 0.0]) {
            let (mut expected, mut found) = (Vec::new(), Vec::new());
            write_float(value, &mut expected);
            texts.write(value, &mut found);
            assert_eq!(found, expected, "{value}");
        }
    }
}
