//! Typed values as text.

use super::number;
use crate::variant::typed::{
    FLOAT_END, FLOAT_MISSING, INTEGER_END, INTEGER_MISSING, Type, Value, int8s, int16s, int32s,
    integers,
};

/// Appends a vector: `.` if it is empty, a string up to its first NUL, else
/// numbers separated by commas up to the end of the vector.
pub(super) fn push_array(out: &mut Vec<u8>, value: Value<'_>) {
    match value.ty {
        _ if value.is_empty() => out.push(b'.'),
        Type::Char => push_string(out, value.bytes),
        Type::Float => push_floats(out, value.bytes),
        Type::Int8 => push_integers(out, int8s(value.bytes)),
        Type::Int16 => push_integers(out, int16s(value.bytes)),
        Type::Int32 => push_integers(out, int32s(value.bytes)),
        Type::Null => {}
    }
}

fn push_string(out: &mut Vec<u8>, bytes: &[u8]) {
    // A lone 7 is a missing character.
    let bytes = if bytes == [Type::Char as u8] {
        b"."
    } else {
        bytes
    };
    let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    out.extend_from_slice(&bytes[..end]);
}

fn push_integers(out: &mut Vec<u8>, values: impl Iterator<Item = i32>) {
    for (i, number) in values.take_while(|&n| n != INTEGER_END).enumerate() {
        if i > 0 {
            out.push(b',');
        }
        match number {
            INTEGER_MISSING => out.push(b'.'),
            _ => number::push_integer(out, number.into()),
        }
    }
}

fn push_floats(out: &mut Vec<u8>, bytes: &[u8]) {
    let floats = bytes
        .as_chunks()
        .0
        .iter()
        .map(|bytes| u32::from_le_bytes(*bytes));
    for (i, bits) in floats.take_while(|&bits| bits != FLOAT_END).enumerate() {
        if i > 0 {
            out.push(b',');
        }
        push_float(out, bits);
    }
}

/// Appends a float given by its bits; `.` if it is missing.
pub(super) fn push_float(out: &mut Vec<u8>, bits: u32) {
    match bits {
        FLOAT_MISSING => out.push(b'.'),
        _ => number::push_float(out, f32::from_bits(bits)),
    }
}

/// Appends a genotype. `leading_phase`: a mark goes before it where the
/// phase of its first allele is not that which the others imply.
pub(super) fn push_genotype(out: &mut Vec<u8>, value: Value<'_>, leading_phase: bool) {
    match value.ty {
        Type::Int8 => push_alleles(out, int8s(value.bytes), leading_phase),
        _ => push_alleles(out, integers(value), leading_phase),
    }
}

fn push_alleles(out: &mut Vec<u8>, values: impl Iterator<Item = i32>, leading_phase: bool) {
    let start = out.len();
    let (mut first, mut ploidy, mut all_phased) = (0, 0, true);
    for allele in values.take_while(|&n| n != INTEGER_END) {
        // Here htslib prints -65.
        let allele = if allele == INTEGER_MISSING { 0 } else { allele };
        match ploidy {
            0 => first = allele,
            _ => out.push(if allele & 1 == 1 { b'|' } else { b'/' }),
        }
        all_phased &= ploidy == 0 || allele & 1 == 1;
        ploidy += 1;
        match allele >> 1 {
            0 => out.push(b'.'),
            index => number::push_integer(out, i64::from(index) - 1),
        }
    }
    if ploidy == 0 {
        out.push(b'.');
    }
    let implied = if ploidy > 1 {
        all_phased
    } else {
        first >> 1 != 0
    };
    if leading_phase && ploidy > 0 && (first & 1 == 1) != implied {
        out.insert(start, if first & 1 == 1 { b'|' } else { b'/' });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(ty: Type, bytes: &[u8]) -> String {
        let mut out = Vec::new();
        push_array(&mut out, Value { ty, bytes });
        String::from_utf8(out).expect("ASCII")
    }

    fn genotype(bytes: &[u8], leading_phase: bool) -> String {
        let mut out = b"x\t".to_vec();
        push_genotype(
            &mut out,
            Value {
                ty: Type::Int8,
                bytes,
            },
            leading_phase,
        );
        String::from_utf8(out).expect("ASCII").split_off(2)
    }

    #[test]
    fn vectors_stop_at_their_end() {
        assert_eq!(array(Type::Int8, &[1, 0x80, 3, 0x81, 9]), "1,.,3");
        assert_eq!(array(Type::Int16, &[1, 0, 0, 0x80, 1, 0x80]), "1,.");
        assert_eq!(array(Type::Int32, &[0, 0, 0, 0x80]), ".");
        assert_eq!(array(Type::Int8, &[0x81]), "");
        let floats = [0.5f32.to_bits(), FLOAT_MISSING, FLOAT_END].map(u32::to_le_bytes);
        assert_eq!(array(Type::Float, floats.as_flattened()), "0.5,.");
    }

    #[test]
    fn strings_stop_at_nul() {
        assert_eq!(array(Type::Char, b"ab\0c"), "ab");
        assert_eq!(array(Type::Char, b"\0\0"), "");
        assert_eq!(array(Type::Char, b"\x07"), ".");
        assert_eq!(array(Type::Char, b""), ".");
        assert_eq!(array(Type::Null, b""), ".");
    }

    #[test]
    fn genotypes_show_alleles_and_phase() {
        assert_eq!(genotype(&[2, 4], false), "0/1");
        assert_eq!(genotype(&[2, 5], false), "0|1");
        assert_eq!(genotype(&[3, 5], false), "0|1");
        assert_eq!(genotype(&[0, 0], false), "./.");
        assert_eq!(genotype(&[5, 0x81], false), "1");
        assert_eq!(genotype(&[2, 5, 6], false), "0|1/2");
        assert_eq!(genotype(&[0x81, 0x81], false), ".");
        assert_eq!(genotype(&[0x80, 0x81], false), ".");
        assert_eq!(genotype(&[], false), ".");
    }

    #[test]
    fn a_leading_mark_is_written_only_where_it_says_something() {
        assert_eq!(genotype(&[2, 4], true), "0/1");
        assert_eq!(genotype(&[3, 5], true), "0|1");
        assert_eq!(genotype(&[3, 4], true), "|0/1");
        assert_eq!(genotype(&[2, 5], true), "/0|1");
        assert_eq!(genotype(&[5], true), "1");
        assert_eq!(genotype(&[4], true), "/1");
        assert_eq!(genotype(&[0], true), ".");
        assert_eq!(genotype(&[1], true), "|.");
        assert_eq!(genotype(&[], true), ".");
    }
}
