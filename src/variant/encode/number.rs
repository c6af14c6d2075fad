//! Numbers as htslib reads them: the longest prefix that is one.

use crate::variant::typed::INTEGER_MIN;

/// Reads an integer and says how many bytes it used. `None`, which is to
/// become missing: no digits at all, or beyond what BCF can hold. A bare
/// sign is 0.
pub(super) fn integer(text: &[u8]) -> (Option<i32>, usize) {
    let negative = text.first() == Some(&b'-');
    let sign = usize::from(negative || text.first() == Some(&b'+'));
    let digits = digit_count(&text[sign..]);
    let add = |n: i64, c: &u8| n.saturating_mul(10).saturating_add(i64::from(c - b'0'));
    let size = text[sign..sign + digits].iter().fold(0, add);
    let value = i32::try_from(if negative { -size } else { size });
    let value = value
        .ok()
        .filter(|&n| sign + digits > 0 && n >= INTEGER_MIN);
    (value, sign + digits)
}

/// Reads a float as its `f32` bits and says how many bytes it used; `None`
/// where the text begins with no number. As C's `strtod`, but for
/// hexadecimal, which is no number here.
pub(super) fn float(text: &[u8]) -> (Option<u32>, usize) {
    let space = text.len() - text.trim_ascii_start().len();
    let (value, used) = unspaced(&text[space..]);
    match value {
        Some(value) => (Some((value as f32).to_bits()), space + used),
        None => (None, 0),
    }
}

fn unspaced(text: &[u8]) -> (Option<f64>, usize) {
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let (size, used) = unsigned(&text[sign..]);
    let negative = text.first() == Some(&b'-');
    (
        size.map(|size| if negative { -size } else { size }),
        sign + used,
    )
}

fn unsigned(text: &[u8]) -> (Option<f64>, usize) {
    let whole = digit_count(text);
    let point = usize::from(text.get(whole) == Some(&b'.'));
    let fraction = if point == 1 {
        digit_count(&text[whole + 1..])
    } else {
        0
    };
    let mantissa = whole + point + fraction;
    let next = text.get(mantissa).map(u8::to_ascii_lowercase);
    match next {
        _ if whole + fraction == 0 => word(text),
        Some(b'x') if text[..mantissa] == *b"0" => (None, 0),
        Some(b'e') => parse(&text[..mantissa + exponent_len(&text[mantissa..])]),
        _ if whole + fraction > 15 => parse(&text[..mantissa]),
        _ => (Some(exact(&text[..mantissa], fraction)), mantissa),
    }
}

/// At most 15 digits are exact in a double, and so is the power of ten:
/// their quotient is the nearest double.
fn exact(text: &[u8], fraction: usize) -> f64 {
    const POWERS: [f64; 16] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];
    let digits = text.iter().filter(|c| c.is_ascii_digit());
    let n = digits.fold(0, |n: i64, c| n * 10 + i64::from(c - b'0'));
    n as f64 / POWERS[fraction]
}

fn parse(text: &[u8]) -> (Option<f64>, usize) {
    let value = std::str::from_utf8(text)
        .ok()
        .and_then(|text| text.parse().ok());
    (value, text.len())
}

/// `e`, a sign and digits; 0 where there are no digits.
fn exponent_len(text: &[u8]) -> usize {
    let sign = usize::from(matches!(text.get(1), Some(b'+' | b'-')));
    match digit_count(&text[1 + sign..]) {
        0 => 0,
        digits => 1 + sign + digits,
    }
}

fn word(text: &[u8]) -> (Option<f64>, usize) {
    let begins = |word: &[u8]| {
        let head = text.get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    match () {
        () if begins(b"infinity") => (Some(f64::INFINITY), 8),
        () if begins(b"inf") => (Some(f64::INFINITY), 3),
        () if begins(b"nan") => (Some(f64::NAN), 3),
        () => (None, 0),
    }
}

fn digit_count(text: &[u8]) -> usize {
    text.iter().take_while(|c| c.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_the_longest_prefix() {
        assert_eq!(integer(b"12"), (Some(12), 2));
        assert_eq!(integer(b"-7,3"), (Some(-7), 2));
        assert_eq!(integer(b"+7"), (Some(7), 2));
        assert_eq!(integer(b"3.9"), (Some(3), 1));
        assert_eq!(integer(b"-"), (Some(0), 1));
        assert_eq!(integer(b"x"), (None, 0));
        assert_eq!(integer(b""), (None, 0));
    }

    #[test]
    fn integers_that_bcf_cannot_hold_are_missing() {
        assert_eq!(integer(b"2147483647"), (Some(i32::MAX), 10));
        assert_eq!(integer(b"2147483648"), (None, 10));
        assert_eq!(integer(b"-2147483640"), (Some(INTEGER_MIN), 11));
        assert_eq!(integer(b"-2147483641"), (None, 11));
        assert_eq!(integer(b"99999999999999999999999"), (None, 23));
    }

    #[test]
    fn floats_are_the_nearest_single() {
        for (text, value) in [
            ("0.1", 0.1f32),
            ("-0", -0.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("+1e-5", 1e-5),
            ("1E3", 1e3),
            ("123456789.123456789", 123_456_789.123_456_79_f64 as f32),
            ("0.000000000000000000001", 1e-21),
            ("1e39", f32::INFINITY),
            ("-inf", f32::NEG_INFINITY),
            ("Infinity", f32::INFINITY),
            (" 2", 2.0),
        ] {
            assert_eq!(
                float(text.as_bytes()),
                (Some(value.to_bits()), text.len()),
                "{text}"
            );
        }
    }

    #[test]
    fn floats_stop_where_the_number_ends() {
        assert_eq!(float(b"1e").1, 1);
        assert_eq!(float(b"1e+x").1, 1);
        assert_eq!(float(b"1.5,2").1, 3);
        assert_eq!(float(b"1.2.3").1, 3);
    }

    #[test]
    fn what_begins_with_no_number_is_none() {
        for text in ["", ".", "-", "e5", "abc", "0x1A", " "] {
            assert_eq!(float(text.as_bytes()), (None, 0), "{text:?}");
        }
    }

    #[test]
    fn nan_keeps_its_sign() {
        let bits = |text: &[u8]| float(text).0.map(f32::from_bits);
        assert!(bits(b"nan").is_some_and(|x| x.is_nan() && x.is_sign_positive()));
        assert!(bits(b"-nan").is_some_and(|x| x.is_nan() && x.is_sign_negative()));
    }
}
