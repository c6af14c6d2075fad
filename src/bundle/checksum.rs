//! The checksums of sections and images.

use sha2::{Digest, Sha256};

/// A SHA-256.
pub(super) type Checksum = [u8; 32];

pub(super) fn checksum(bytes: &[u8]) -> Checksum {
    Sha256::digest(bytes).into()
}
