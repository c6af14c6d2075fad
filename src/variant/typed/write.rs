use super::{INTEGER_END, INTEGER_MISSING, Type};

/// Appends a descriptor for `count` values. A record cannot be as long as
/// the 2^31 values that a descriptor can count.
pub fn write_descriptor(out: &mut Vec<u8>, ty: Type, count: usize) {
    match count {
        0..15 => out.push((count as u8) << 4 | ty as u8),
        _ => {
            out.push(0xf0 | ty as u8);
            write_integer(out, i32::try_from(count).unwrap_or(i32::MAX));
        }
    }
}

/// Appends one integer in the narrowest type.
pub fn write_integer(out: &mut Vec<u8>, value: i32) {
    write_integers(out, &[value], 1);
}

/// Appends integers in the narrowest type that holds them all; the
/// descriptor says `per_sample` of them.
pub fn write_integers(out: &mut Vec<u8>, values: &[i32], per_sample: usize) {
    if values.is_empty() {
        return write_descriptor(out, Type::Null, 0);
    }
    let max = values.iter().fold(i32::MIN, |max, &v| max.max(v));
    let min = values.iter().fold(i32::MAX, |min, &v| {
        min.min(if v > INTEGER_END { v } else { i32::MAX })
    });
    let ty = Type::narrowest(min, max);
    write_descriptor(out, ty, per_sample);
    match ty {
        Type::Int8 => out.extend(values.iter().map(|&v| narrow_i8(v).cast_unsigned())),
        Type::Int16 => out.extend(values.iter().flat_map(|&v| narrow_i16(v).to_le_bytes())),
        _ => out.extend(values.iter().flat_map(|v| v.to_le_bytes())),
    }
}

/// Appends floats given by their bits; the descriptor says `per_sample` of them.
pub fn write_floats(out: &mut Vec<u8>, bits: &[u32], per_sample: usize) {
    write_descriptor(out, Type::Float, per_sample);
    out.extend(bits.iter().flat_map(|v| v.to_le_bytes()));
}

/// Appends a string.
pub fn write_string(out: &mut Vec<u8>, text: &[u8]) {
    write_descriptor(out, Type::Char, text.len());
    out.extend_from_slice(text);
}

fn narrow_i8(value: i32) -> i8 {
    match value {
        INTEGER_MISSING => i8::MIN,
        INTEGER_END => i8::MIN + 1,
        _ => value as i8,
    }
}

fn narrow_i16(value: i32) -> i16 {
    match value {
        INTEGER_MISSING => i16::MIN,
        INTEGER_END => i16::MIN + 1,
        _ => value as i16,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FLOAT_END, FLOAT_MISSING, INTEGER_MIN};
    use super::*;

    fn integers(values: &[i32]) -> Vec<u8> {
        let mut out = Vec::new();
        write_integers(&mut out, values, values.len());
        out
    }

    #[test]
    fn integers_take_the_narrowest_type() {
        assert_eq!(integers(&[127, -120]), [0x21, 127, 0x88]);
        assert_eq!(integers(&[128]), [0x12, 128, 0]);
        assert_eq!(integers(&[-121]), [0x12, 0x87, 0xff]);
        assert_eq!(integers(&[32768]), [0x13, 0, 128, 0, 0]);
        assert_eq!(integers(&[-32761]), [0x13, 0x07, 0x80, 0xff, 0xff]);
        assert_eq!(integers(&[INTEGER_MIN]), [0x13, 8, 0, 0, 0x80]);
        assert_eq!(integers(&[]), [0x00]);
    }

    #[test]
    fn sentinels_do_not_widen_and_are_those_of_the_type() {
        assert_eq!(integers(&[INTEGER_MISSING]), [0x11, 0x80]);
        assert_eq!(
            integers(&[1, INTEGER_MISSING, INTEGER_END]),
            [0x31, 1, 0x80, 0x81]
        );
        assert_eq!(integers(&[300, INTEGER_MISSING]), [0x22, 0x2c, 1, 0, 0x80]);
        assert_eq!(integers(&[70000, INTEGER_END])[5..], [1, 0, 0, 0x80]);
    }

    #[test]
    fn lengths_from_15_take_an_integer() {
        let descriptor = |count| {
            let mut out = Vec::new();
            write_descriptor(&mut out, Type::Char, count);
            out
        };
        assert_eq!(descriptor(14), [0xe7]);
        assert_eq!(descriptor(15), [0xf7, 0x11, 15]);
        assert_eq!(descriptor(127), [0xf7, 0x11, 127]);
        assert_eq!(descriptor(128), [0xf7, 0x12, 128, 0]);
        assert_eq!(descriptor(40000), [0xf7, 0x13, 0x40, 0x9c, 0, 0]);
    }

    #[test]
    fn floats_and_strings_follow_their_descriptor() {
        let mut out = Vec::new();
        write_floats(&mut out, &[0.5f32.to_bits(), FLOAT_MISSING, FLOAT_END], 3);
        write_string(&mut out, b"ab");
        assert_eq!(
            out,
            [
                0x35, 0, 0, 0, 0x3f, 1, 0, 0x80, 0x7f, 2, 0, 0x80, 0x7f, 0x27, b'a', b'b'
            ]
        );
    }
}
