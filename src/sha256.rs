//! SHA-256 as text: `sha256:` and 64 hexadecimal digits in lower case.

use sha2::{Digest, Sha256};

/// The digest of some bytes.
pub(crate) fn of(bytes: &[u8]) -> String {
    text(&Sha256::digest(bytes).into())
}

/// A digest as text.
pub(crate) fn text(digest: &[u8; 32]) -> String {
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    format!("sha256:{}", digits.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_in_lower_case() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(of(b""), format!("sha256:{empty}"));
    }
}
