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
