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
