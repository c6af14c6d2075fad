//! Numbers and texts of FORMAT fields, whatever their type.

use crate::variant::{
    typed::{FLOAT_END, FLOAT_MISSING, INTEGER_END, INTEGER_MIN, Type, Value, integers},
    vcf::parse_integer,
};

/// Appends the numbers of a text; the one that is none comes back, escaped.
pub fn read_text(text: &[u8], out: &mut Vec<Option<i32>>) -> Result<(), String> {
    for item in text.split(|&b| b == b',') {
        let number = match parse_integer(item) {
            Some(number) => number.try_into().ok(),
            None if matches!(item, b"." | b"") => None,
            None => parse_float(item).ok_or_else(|| item.escape_ascii().to_string())?,
        };
        out.push(number);
    }
    Ok(())
}

/// Appends the numbers of a BCF vector; text is read as text.
pub fn read_value(value: Value<'_>, out: &mut Vec<Option<i32>>) -> Result<(), String> {
    match value.ty {
        Type::Null => {}
        Type::Char => return read_text(trim(value.bytes), out),
        Type::Float => {
            let bits = value.bytes.as_chunks().0.iter();
            let bits = bits.map(|bytes| u32::from_le_bytes(*bytes));
            out.extend(bits.take_while(|&bits| bits != FLOAT_END).map(read_bits));
        }
        Type::Int8 | Type::Int16 | Type::Int32 => {
            let numbers = integers(value).take_while(|&number| number != INTEGER_END);
            out.extend(numbers.map(|number| Some(number).filter(|&n| n >= INTEGER_MIN)));
        }
    }
    Ok(())
}

/// Appends the numbers of a text as they are; what is none is missing.
pub fn read_floats_of_text(text: &[u8], out: &mut Vec<Option<f32>>) {
    let number = |item: &[u8]| std::str::from_utf8(item).ok()?.parse::<f32>().ok();
    out.extend(text.split(|&b| b == b',').map(number));
}

/// Appends the numbers of a BCF vector as they are; text is read as text.
pub fn read_floats(value: Value<'_>, out: &mut Vec<Option<f32>>) {
    match value.ty {
        Type::Null => {}
        Type::Char => read_floats_of_text(trim(value.bytes), out),
        Type::Float => {
            let bits = value.bytes.as_chunks().0.iter();
            let bits = bits.map(|bytes| u32::from_le_bytes(*bytes));
            let number = |bits| (bits != FLOAT_MISSING).then(|| f32::from_bits(bits));
            out.extend(bits.take_while(|&bits| bits != FLOAT_END).map(number));
        }
        Type::Int8 | Type::Int16 | Type::Int32 => {
            let numbers = integers(value).take_while(|&number| number != INTEGER_END);
            out.extend(numbers.map(|n| (n >= INTEGER_MIN).then_some(n as f32)));
        }
    }
}

/// The text of a BCF vector of characters.
pub fn text(value: Value<'_>) -> Option<&[u8]> {
    (value.ty == Type::Char).then(|| trim(value.bytes))
}

/// Up to the first NUL; a lone 7 is a missing character.
fn trim(text: &[u8]) -> &[u8] {
    match text {
        [7] => b".",
        _ => &text[..memchr::memchr(0, text).unwrap_or(text.len())],
    }
}

fn read_bits(bits: u32) -> Option<i32> {
    let number = Some(bits).filter(|&bits| bits != FLOAT_MISSING);
    number.and_then(|bits| floor(f32::from_bits(bits).into()))
}

/// `Some(None)` for one that is beyond `i32` or not finite, `None` for what is no number.
fn parse_float(text: &[u8]) -> Option<Option<i32>> {
    let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    Some(floor(number))
}

fn floor(number: f64) -> Option<i32> {
    let range = f64::from(INTEGER_MIN)..=f64::from(i32::MAX);
    let number = number.floor();
    range.contains(&number).then_some(number as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Result<Vec<Option<i32>>, String> {
        let mut out = Vec::new();
        read_text(text.as_bytes(), &mut out).map(|()| out)
    }

    fn value(ty: Type, bytes: &[u8]) -> Vec<Option<i32>> {
        let mut out = Vec::new();
        read_value(Value { ty, bytes }, &mut out).unwrap();
        out
    }

    #[test]
    fn text_is_read_and_rounded_down() {
        assert_eq!(text("12,.,-3"), Ok(vec![Some(12), None, Some(-3)]));
        assert_eq!(text("14.79,1e2"), Ok(vec![Some(14), Some(100)]));
        assert_eq!(text("inf,nan,99999999999"), Ok(vec![None; 3]));
        assert_eq!(text("1,x\t"), Err("x\\t".into()));
    }

    #[test]
    fn fractions_are_read_as_they_are() {
        let read = |ty, bytes: &[u8]| {
            let mut out = Vec::new();
            read_floats(Value { ty, bytes }, &mut out);
            out
        };
        let floats = [0.25_f32.to_bits(), FLOAT_MISSING, FLOAT_END];
        let bytes = floats.map(u32::to_le_bytes).concat();
        assert_eq!(read(Type::Float, &bytes), [Some(0.25), None]);
        assert_eq!(read(Type::Char, b"0.5,.,x\0"), [Some(0.5), None, None]);
        assert_eq!(read(Type::Int8, &[1, 0x80, 0x81]), [Some(1.0), None]);
    }

    #[test]
    fn values_of_every_type_are_read() {
        assert_eq!(value(Type::Int8, &[5, 0x80, 0x81]), [Some(5), None]);
        let floats = [14.79_f32.to_bits(), FLOAT_MISSING, FLOAT_END];
        let bytes = floats.map(u32::to_le_bytes).concat();
        assert_eq!(value(Type::Float, &bytes), [Some(14), None]);
        assert_eq!(value(Type::Char, b"7,8\0\0"), [Some(7), Some(8)]);
        assert_eq!(value(Type::Char, &[7]), [None]);
        assert!(value(Type::Null, &[]).is_empty());
    }
}
