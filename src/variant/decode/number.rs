//! Numbers as htslib prints them.

use std::io::Write;

/// Appends an integer in decimal.
pub(super) fn push_integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    match value.unsigned_abs() {
        size @ 0..10 => out.push(b'0' + size as u8),
        size @ 10..100 => {
            out.extend_from_slice(&[b'0' + (size / 10) as u8, b'0' + (size % 10) as u8])
        }
        size => push_digits(out, size, 1),
    }
}

/// Appends at least `width` digits, zeros in front.
fn push_digits(out: &mut Vec<u8>, mut value: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    while value > 0 || digits.len() - start < width {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    out.extend_from_slice(&digits[start..]);
}

/// Appends a float as htslib's `kputd` does: C's `%g`, six significant
/// digits. Where no exponent is needed a tie goes up, as in htslib 1.16;
/// later ones take the even digit.
pub(super) fn push_float(out: &mut Vec<u8>, value: f32) {
    let value = f64::from(value);
    if value.is_sign_negative() {
        out.push(b'-');
    }
    match value.abs() {
        0.0 => out.push(b'0'),
        size @ 0.0001..=999_999.0 => push_plain(out, size),
        size if size.is_nan() => out.extend_from_slice(b"nan"),
        size if size.is_infinite() => out.extend_from_slice(b"inf"),
        size => push_general(out, size),
    }
}

/// Prints a number from 0.0001 to 999999.
fn push_plain(out: &mut Vec<u8>, size: f64) {
    const LIMITS: [f64; 9] = [0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5];
    let decimals = 9 - LIMITS.iter().filter(|&&limit| size >= limit).count();
    let unit = 10u64.pow(decimals as u32);
    let scaled = (size * unit as f64).round() as u64;
    push_digits(out, scaled / unit, 1);
    if decimals > 0 {
        out.push(b'.');
        push_digits(out, scaled % unit, decimals);
        trim_fraction(out);
    }
}

/// Prints a number that is small or large as `%g` does.
fn push_general(out: &mut Vec<u8>, size: f64) {
    let start = out.len();
    // Writing to a vector cannot fail.
    let _ = write!(out, "{size:.5e}");
    let Some(e) = memchr::memchr(b'e', &out[start..]) else {
        return;
    };
    let exponent = std::str::from_utf8(&out[start + e + 1..]).unwrap_or_default();
    let exponent: i64 = exponent.parse().unwrap_or_default();
    match exponent {
        // Rounded up to 0.0001.
        -4 => {
            out.truncate(start);
            out.extend_from_slice(b"0.0001");
        }
        // Between 999999 and 999999.5.
        5 => {
            out.truncate(start);
            out.extend_from_slice(b"999999");
        }
        _ => {
            out.truncate(start + e);
            trim_fraction(out);
            out.extend_from_slice(if exponent < 0 { b"e-" } else { b"e+" });
            push_digits(out, exponent.unsigned_abs(), 2);
        }
    }
}

/// Drops the zeros that end a fraction, and its point if nothing is left.
fn trim_fraction(out: &mut Vec<u8>) {
    while out.last() == Some(&b'0') {
        out.pop();
    }
    if out.last() == Some(&b'.') {
        out.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(value: f32) -> String {
        let mut out = Vec::new();
        push_float(&mut out, value);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn integers_are_decimal() {
        for value in [0, 7, -1, 10, 2_147_483_648, i64::MIN, i64::MAX] {
            let mut out = Vec::new();
            push_integer(&mut out, value);
            assert_eq!(out, value.to_string().as_bytes());
        }
    }

    #[test]
    fn plain_floats_have_six_significant_digits() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (-2.5, "-2.5"),
            (0.1, "0.1"),
            (0.0001, "0.0001"),
            (0.000_123_456_7, "0.000123457"),
            (0.009_999_999, "0.01"),
            (0.999_999_9, "1"),
            (9.999_999, "10"),
            (99.999_99, "100"),
            (123.456_78, "123.457"),
            (12345.678, "12345.7"),
            (58063.25, "58063.3"),
            (691_938.5, "691939"),
            (100_000.0, "100000"),
            (120_000.0, "120000"),
            (999_999.0, "999999"),
            (1002.0, "1002"),
        ] {
            assert_eq!(float(value), text);
        }
    }

    #[test]
    fn small_and_large_floats_take_an_exponent() {
        for (value, text) in [
            (1e-5, "1e-05"),
            (0.000_099_999_99, "0.0001"),
            (0.000_012_345_67, "1.23457e-05"),
            (999_999.4, "999999"),
            (999_999.5, "1e+06"),
            (1_000_005.0, "1e+06"),
            (1_000_015.0, "1.00002e+06"),
            (1e10, "1e+10"),
            (3.402_823_5e38, "3.40282e+38"),
            (1e-45, "1.4013e-45"),
            (-1.5e20, "-1.5e+20"),
        ] {
            assert_eq!(float(value), text);
        }
    }

    #[test]
    fn special_floats_have_the_names_of_c() {
        assert_eq!(float(f32::INFINITY), "inf");
        assert_eq!(float(f32::NEG_INFINITY), "-inf");
        assert_eq!(float(f32::NAN.copysign(1.0)), "nan");
        assert_eq!(float(f32::NAN.copysign(-1.0)), "-nan");
    }
}
