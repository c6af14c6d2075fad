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
//! Integers are little-endian. The file ends where its last section does.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::error::Fault;

/// The version of the file format that is written, and the only one that is read.
pub const FORMAT_VERSION: u32 = 1;

const MAGIC: [u8; 8] = *b"\x89DSB\r\n\x1a\n";
const DIGEST_AT: usize = 16;
const DIRECTORY_AT: usize = 48;
const ENTRY_LEN: usize = 64;
const NAME_LEN: usize = 16;
const ALIGNMENT: usize = 64;
const FIRST_SECTION_AT: usize = DIRECTORY_AT + Section::ALL.len() * ENTRY_LEN;

/// A SHA-256.
pub(super) type Checksum = [u8; 32];

/// A part of the file, in the order of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Manifest,
    Genes,
    Matrices,
    Scores,
}

impl Section {
    pub(super) const ALL: [Self; 4] = [Self::Manifest, Self::Genes, Self::Matrices, Self::Scores];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Genes => "genes",
            Self::Matrices => "matrices",
            Self::Scores => "scores",
        }
    }

    fn padded_name(self) -> [u8; NAME_LEN] {
        let mut padded = [0; NAME_LEN];
        padded[..self.name().len()].copy_from_slice(self.name().as_bytes());
        padded
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    range: Range<usize>,
    checksum: Checksum,
}

/// Where the sections are, and their checksums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directory {
    entries: [Entry; 4],
    digest: Checksum,
}

impl Directory {
    /// Reads the head of a file and checks that the sections fill it exactly.
    pub(super) fn read(file: &[u8]) -> Result<Self, Fault> {
        check_version(file)?;
        let head = file
            .get(..FIRST_SECTION_AT)
            .ok_or_else(|| Fault::damaged("it ends within its directory"))?;
        let digest = digest_of_head(head);
        if digest != checksum_at(head, DIGEST_AT) {
            return Err(Fault::damaged("the checksum of its directory is wrong"));
        }
        let entries = read_entries(head)?;
        check_extent(file, &entries)?;
        Ok(Self { entries, digest })
    }

    /// The head of a file with these sections, up to the first of them.
    pub(super) fn head(sections: [&[u8]; 4]) -> Vec<u8> {
        let mut head = Vec::with_capacity(FIRST_SECTION_AT);
        head.extend(MAGIC);
        head.extend(FORMAT_VERSION.to_le_bytes());
        head.extend((Section::ALL.len() as u32).to_le_bytes());
        head.extend([0; 32]);
        let mut end = FIRST_SECTION_AT;
        for (section, bytes) in Section::ALL.into_iter().zip(sections) {
            let start = end.next_multiple_of(ALIGNMENT);
            end = start + bytes.len();
            head.extend(section.padded_name());
            head.extend((start as u64).to_le_bytes());
            head.extend((bytes.len() as u64).to_le_bytes());
            head.extend(checksum(bytes));
        }
        let digest = digest_of_head(&head);
        head[DIGEST_AT..DIRECTORY_AT].copy_from_slice(&digest);
        head
    }

    pub(super) fn range(&self, section: Section) -> Range<usize> {
        self.entries[section as usize].range.clone()
    }

    /// The digest of the directory, which covers the checksums of all content.
    pub(super) fn digest(&self) -> String {
        sha256_text(&self.digest)
    }

    /// The section's bytes, whatever they are.
    pub(super) fn bytes<'f>(&self, file: &'f [u8], section: Section) -> &'f [u8] {
        &file[self.range(section)]
    }

    /// Checks the section's bytes against its checksum.
    pub(super) fn check(&self, file: &[u8], section: Section) -> Result<(), Fault> {
        if checksum(self.bytes(file, section)) == self.entries[section as usize].checksum {
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

/// A checksum as text, `sha256:<hex>`.
pub(super) fn sha256_text(checksum: &Checksum) -> String {
    let hex = checksum.iter().map(|byte| format!("{byte:02x}"));
    format!("sha256:{}", hex.collect::<String>())
}

fn checksum(bytes: &[u8]) -> Checksum {
    Sha256::digest(bytes).into()
}

fn digest_of_head(head: &[u8]) -> Checksum {
    let mut hasher = Sha256::new();
    hasher.update(&head[..DIGEST_AT]);
    hasher.update(&head[DIRECTORY_AT..]);
    hasher.finalize().into()
}

/// Comes before any checksum: another version may lay out all the rest anew.
fn check_version(file: &[u8]) -> Result<(), Fault> {
    if file.is_empty() {
        return Err(Fault::NotABundle("it is empty"));
    }
    if !file.starts_with(&MAGIC) {
        let cut = MAGIC.starts_with(file);
        return Err(if cut {
            Fault::damaged("it ends within its first bytes")
        } else {
            Fault::NotABundle("its first bytes are another format's")
        });
    }
    match u32_at(file, 8) {
        Some(FORMAT_VERSION) => Ok(()),
        Some(0) => Err(Fault::damaged("it has no format version")),
        Some(version) => Err(Fault::Newer(version)),
        None => Err(Fault::damaged("it ends within its first bytes")),
    }
}

/// The head's own checksum has been seen to be right: what is odd here is a
/// file that no version of the program wrote.
fn read_entries(head: &[u8]) -> Result<[Entry; 4], Fault> {
    let odd = || Fault::damaged("its directory is not one of this format");
    if u32_at(head, 12) != Some(Section::ALL.len() as u32) {
        return Err(odd());
    }
    let read = |section: Section| {
        let at = DIRECTORY_AT + section as usize * ENTRY_LEN;
        let named = head[at..at + NAME_LEN] == section.padded_name();
        let range = range_at(head, at + NAME_LEN).filter(|_| named)?;
        let checksum = checksum_at(head, at + NAME_LEN + 16);
        Some(Entry { range, checksum })
    };
    let [a, b, c, d] = Section::ALL.map(read);
    Ok([
        a.ok_or_else(odd)?,
        b.ok_or_else(odd)?,
        c.ok_or_else(odd)?,
        d.ok_or_else(odd)?,
    ])
}

fn check_extent(file: &[u8], entries: &[Entry; 4]) -> Result<(), Fault> {
    let mut end = FIRST_SECTION_AT;
    for Entry { range, .. } in entries {
        if end.checked_next_multiple_of(ALIGNMENT) != Some(range.start) {
            return Err(Fault::damaged("its sections do not follow one another"));
        }
        let gap = file.get(end..range.start);
        if gap.is_some_and(|gap| gap.iter().any(|&byte| byte != 0)) {
            return Err(Fault::damaged("there is something between its sections"));
        }
        end = range.end;
    }
    if end != file.len() {
        let found = file.len();
        let what = format!("it has {found} bytes, its directory says {end}");
        return Err(Fault::damaged(what));
    }
    Ok(())
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(bytes))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + 8)?.try_into().ok()?;
    Some(u64::from_le_bytes(bytes))
}

fn range_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let start = usize::try_from(u64_at(bytes, at)?).ok()?;
    let len = usize::try_from(u64_at(bytes, at + 8)?).ok()?;
    Some(start..start.checked_add(len)?)
}

/// `bytes` reaches past `at + 32`, as a head of full length does.
fn checksum_at(bytes: &[u8], at: usize) -> Checksum {
    let mut checksum = [0; 32];
    checksum.copy_from_slice(&bytes[at..at + 32]);
    checksum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sections: [&[u8]; 4]) -> Vec<u8> {
        let mut file = Directory::head(sections);
        for section in sections {
            file.resize(file.len() + padding_after(file.len()), 0);
            file.extend(section);
        }
        file
    }

    #[test]
    fn sections_are_found_again() {
        let sections: [&[u8]; 4] = [b"{}", &[7; 100], b"", b"scores"];
        let file = file(sections);
        let directory = Directory::read(&file).unwrap();
        for (section, bytes) in Section::ALL.into_iter().zip(sections) {
            assert_eq!(directory.bytes(&file, section), bytes);
            directory.check(&file, section).unwrap();
            assert_eq!(directory.range(section).start % ALIGNMENT, 0);
        }
        assert_eq!(directory.digest().len(), "sha256:".len() + 64);
    }

    #[test]
    fn newer_version_is_named_before_anything_else_is_read() {
        let mut file = file([b"", b"", b"", b""]);
        file[8] = 9;
        file.truncate(12);
        assert!(matches!(Directory::read(&file), Err(Fault::Newer(9))));
    }

    #[test]
    fn lies_under_a_right_checksum_are_seen() {
        let good = file([b"{}", b"", b"", b"x"]);
        for (at, byte) in [(12, 3), (48, b'M'), (64, 1), (72, 0xff), (79, 0xff)] {
            let mut file = good.clone();
            file[at] = byte;
            let digest = digest_of_head(&file[..FIRST_SECTION_AT]);
            file[DIGEST_AT..DIRECTORY_AT].copy_from_slice(&digest);
            assert!(
                matches!(Directory::read(&file), Err(Fault::Damaged(_))),
                "{at}"
            );
        }
    }

    #[test]
    fn padding_must_be_zero_and_nothing_may_follow() {
        let good = file([b"{}", b"", b"", b"x"]);
        let mut filled = good.clone();
        filled[FIRST_SECTION_AT + 10] = 1;
        let mut longer = good;
        longer.push(0);
        for file in [filled, longer] {
            assert!(matches!(Directory::read(&file), Err(Fault::Damaged(_))));
        }
    }
}
