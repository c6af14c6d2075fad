use crate::info::percent;

/// Text to show: percent-encoding (VCF 4.3, section 1.2) is decoded, such as the `%3D` that VEP
/// writes for the `=` of a protein that stays as it is.
///
/// What decodes to a control character stays encoded, so that nothing breaks a line or a table.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    let decoded = percent::decode(bytes, |byte| !byte.is_ascii_control());
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_decoded() {
        for (encoded, decoded) in [
            ("ENSP00000372547.1:p.Arg68%3D", "ENSP00000372547.1:p.Arg68="),
            ("a%3Bb%2cc%25d", "a;b,c%d"),
            ("%C3%A4", "ä"),
            ("100%", "100%"),
            ("%3", "%3"),
            ("%zz%3D", "%zz="),
            ("%253D", "%3D"),
            ("a%0Ab%09c%00", "a%0Ab%09c%00"),
            ("", ""),
        ] {
            assert_eq!(text(encoded.as_bytes()), decoded);
        }
    }

    #[test]
    fn what_is_no_text_is_marked() {
        assert_eq!(text(b"a\xff"), "a\u{fffd}");
        assert_eq!(text(b"%FF"), "\u{fffd}");
    }
}
