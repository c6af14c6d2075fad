//! Where things are in the file.
//!
//! | bytes | what |
//! | --- | --- |
//! | 0-7 | magic, `\x89DSB\r\n\x1a\n`: as in PNG, a transfer as text breaks it |
//! | 8-11 | format version, u32 |
//! | 12-15 | number of sections, u32 |
//! | 16-47 | SHA-256 of bytes 0-15 and of the directory |
//! | 48- | directory: for each section its name (16 bytes, zero-padded), offset (u64), length (u64) and SHA-256 |
//! | … | the sections in the directory's order, each at the next multiple of 64; zeros between |
//!
//! Integers are little-endian. The file ends where its last section does. The
//! SHA-256 of the images is that of their index, which has one for each image:
//! so one image can be checked without the others.
//!
//! Version 1 has the sections manifest, genes, matrices and scores. Version 2
//! adds patterns and images, version 3 what is usual, reasons and maps. Sections are found by
//! name; only manifest, genes and scores must be there, and not be empty. From version
//! 3 on the section of scores has a list for each source that the manifest names,
//! before one for each condition.

mod read;

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::{
    checksum::{Checksum, checksum},
    error::Fault,
    images,
};
use crate::sha256;

/// The version of the file format that is written. Older ones are read.
pub const FORMAT_VERSION: u32 = 3;

/// The version from which on a condition may have scores by several models.
pub(super) const OPINIONS_SINCE: u32 = 3;

const MAGIC: [u8; 8] = *b"\x89DSB\r\n\x1a\n";
const DIGEST_AT: usize = 16;
const DIRECTORY_AT: usize = 48;
const ENTRY_LEN: usize = 64;
const NAME_LEN: usize = 16;
const ALIGNMENT: usize = 64;

/// A part of the file, in the order of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Manifest,
    Genes,
    Matrices,
    Scores,
    Patterns,
    Usual,
    Reasons,
    Maps,
    Images,
}

impl Section {
    pub(super) const ALL: [Self; 9] = [
        Self::Manifest,
        Self::Genes,
        Self::Matrices,
        Self::Scores,
        Self::Patterns,
        Self::Usual,
        Self::Reasons,
        Self::Maps,
        Self::Images,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Genes => "genes",
            Self::Matrices => "matrices",
            Self::Scores => "scores",
            Self::Patterns => "patterns",
            Self::Usual => "usual",
            Self::Images => "images",
            Self::Reasons => "reasons",
            Self::Maps => "maps",
        }
    }

    /// The format version that has it first.
    fn since(self) -> u32 {
        match self {
            Self::Manifest | Self::Genes | Self::Matrices | Self::Scores => 1,
            Self::Patterns | Self::Images => 2,
            Self::Usual | Self::Reasons | Self::Maps => 3,
        }
    }

    fn is_required(self) -> bool {
        matches!(self, Self::Manifest | Self::Genes | Self::Scores)
    }

    fn padded_name(self) -> [u8; NAME_LEN] {
        let mut padded = [0; NAME_LEN];
        padded[..self.name().len()].copy_from_slice(self.name().as_bytes());
        padded
    }

    /// The bytes that its checksum is of; `None` where it is too short to have them.
    pub(super) fn covered(self, bytes: &[u8]) -> Option<&[u8]> {
        match self {
            Self::Images => images::index_of(bytes),
            _ => Some(bytes),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct SectionEntry {
    section: Section,
    range: Range<usize>,
    checksum: Checksum,
}

/// Where the sections are, and their checksums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directory {
    version: u32,
    entries: Vec<SectionEntry>,
    digest: Checksum,
}

impl Directory {
    /// The head of a file with sections of these lengths and checksums, up to
    /// the first of them.
    pub(super) fn head(sections: &[(Section, usize, Checksum)]) -> Vec<u8> {
        let len = DIRECTORY_AT + sections.len() * ENTRY_LEN;
        let mut head = Vec::with_capacity(len);
        head.extend(MAGIC);
        head.extend(FORMAT_VERSION.to_le_bytes());
        head.extend((sections.len() as u32).to_le_bytes());
        head.extend([0; 32]);
        let mut end = len;
        for &(section, len, checksum) in sections {
            let start = end.next_multiple_of(ALIGNMENT);
            end = start + len;
            head.extend(section.padded_name());
            head.extend((start as u64).to_le_bytes());
            head.extend((len as u64).to_le_bytes());
            head.extend(checksum);
        }
        let digest = digest_of_head(&head);
        head[DIGEST_AT..DIRECTORY_AT].copy_from_slice(&digest);
        head
    }

    /// The version of the file's format.
    pub(super) fn version(&self) -> u32 {
        self.version
    }

    /// Where the section is; empty where the file has none.
    pub(super) fn range(&self, section: Section) -> Range<usize> {
        self.entry(section)
            .map_or(0..0, |entry| entry.range.clone())
    }

    fn entry(&self, section: Section) -> Option<&SectionEntry> {
        self.entries.iter().find(|entry| entry.section == section)
    }

    /// The digest of the directory, which covers the checksums of all content.
    pub(super) fn digest(&self) -> String {
        sha256::text(&self.digest)
    }

    /// The section's bytes, whatever they are.
    pub(super) fn bytes<'f>(&self, file: &'f [u8], section: Section) -> &'f [u8] {
        &file[self.range(section)]
    }

    /// Checks the section's bytes against its checksum; of the images only
    /// their index.
    pub(super) fn check(&self, file: &[u8], section: Section) -> Result<(), Fault> {
        let Some(entry) = self.entry(section) else {
            return Ok(());
        };
        let covered = section.covered(self.bytes(file, section));
        if covered.is_some_and(|bytes| checksum(bytes) == entry.checksum) {
            return Ok(());
        }
        Err(Fault::damaged(format!(
            "the checksum of its section {} is wrong",
            section.name()
        )))
    }
}

/// How many zeros go between the end of a section and the next.
pub(super) fn padding_after(end: usize) -> usize {
    end.next_multiple_of(ALIGNMENT) - end
}

fn digest_of_head(head: &[u8]) -> Checksum {
    let mut hasher = Sha256::new();
    hasher.update(&head[..DIGEST_AT]);
    hasher.update(&head[DIRECTORY_AT..]);
    hasher.finalize().into()
}

#[cfg(test)]
mod tests;
