//! The bytes of a bundle, wherever they are.

use std::ops::Deref;

use memmap2::Mmap;

/// All of a file.
#[derive(Debug)]
pub(super) enum Bytes {
    /// Mapped into memory.
    Mapped(Mmap),
    /// Part of the program.
    Static(&'static [u8]),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(file) => file,
            Self::Static(bytes) => bytes,
        }
    }
}
