//! Percent-encoding (VCF 4.3, section 1.2).
//!
//! ```
//! use dsdscore::info::percent::{decode, encode};
//!
//! let mut text = Vec::new();
//! encode(b"a; b", &mut text);
//! assert_eq!(text, b"a%3B%20b");
//! assert_eq!(decode(&text, |_| true), b"a; b");
//! ```

/// Appends a text, characters with a meaning in INFO or between sub-fields percent-encoded. A lone
/// `.` is encoded too: it would be the missing value.
pub fn encode(text: &[u8], out: &mut Vec<u8>) {
    if text == b"." {
        return out.extend_from_slice(b"%2E");
    }
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &b in text {
        match b {
            0..=b' ' | b'%' | b',' | b';' | b'=' | b'|' | 0x7f => {
                let digits = [HEX[usize::from(b >> 4)], HEX[usize::from(b & 15)]];
                out.push(b'%');
                out.extend_from_slice(&digits);
            }
            _ => out.push(b),
        }
    }
}

/// Bytes without percent-encoding; what decodes to a byte that is not wanted stays as it is.
#[must_use]
pub fn decode(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, others)) = rest.split_first() {
        let decoded = (first == b'%').then(|| byte(others)).flatten();
        let decoded = decoded.filter(|&byte| is_wanted(byte));
        out.push(decoded.unwrap_or(first));
        rest = match decoded {
            Some(_) => &others[2..],
            None => others,
        };
    }
    out
}

/// The byte of two hexadecimal digits.
fn byte(digits: &[u8]) -> Option<u8> {
    let [high, low, ..] = digits else {
        return None;
    };
    let digit = |b: &u8| char::from(*b).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        encode(text, &mut out);
        out
    }

    #[test]
    fn reserved_characters_are_encoded() {
        assert_eq!(
            encoded(b"A;B=C,D|E F%\t<DEL>"),
            b"A%3BB%3DC%2CD%7CE%20F%25%09<DEL>"
        );
        assert_eq!(encoded("Ä.1".as_bytes()), "Ä.1".as_bytes());
        assert_eq!(encoded(b"."), b"%2E");
    }

    #[test]
    fn every_text_is_read_back() {
        let all: Vec<u8> = (0..=255).collect();
        for text in [&all[..], b".", b"", b"%2E", b"100%", b"%%41"] {
            assert_eq!(decode(&encoded(text), |_| true), text);
        }
    }

    #[test]
    fn what_is_no_encoding_stays() {
        assert_eq!(decode(b"%41%2C%%4", |_| true), b"A,%%4");
        assert_eq!(decode(b"a%0Ab", |byte| byte != b'\n'), b"a%0Ab");
    }
}
