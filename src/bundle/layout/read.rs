//! Reading the head of a file.

use std::ops::Range;

use super::{
    ALIGNMENT, DIGEST_AT, DIRECTORY_AT, Directory, ENTRY_LEN, FORMAT_VERSION, MAGIC, NAME_LEN,
    Section, SectionEntry, digest_of_head,
};
use crate::bundle::{checksum::Checksum, error::Fault};

impl Directory {
    /// Reads the head of a file and checks that the sections fill it exactly.
    pub(in crate::bundle) fn read(file: &[u8]) -> Result<Self, Fault> {
        let version = read_version(file)?;
        let head = head(file).ok_or_else(|| Fault::damaged("it ends within its directory"))?;
        let digest = digest_of_head(head);
        if digest != checksum_at(head, DIGEST_AT) {
            return Err(Fault::damaged("the checksum of its directory is wrong"));
        }
        let entries = read_entries(&head[DIRECTORY_AT..], version)?;
        check_extent(file, head.len(), &entries)?;
        Ok(Self {
            version,
            entries,
            digest,
        })
    }
}

/// Comes before any checksum: another version may lay out all the rest anew.
fn read_version(file: &[u8]) -> Result<u32, Fault> {
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
        Some(0) => Err(Fault::damaged("it has no format version")),
        Some(version @ 1..=FORMAT_VERSION) => Ok(version),
        Some(version) => Err(Fault::Newer(version)),
        None => Err(Fault::damaged("it ends within its first bytes")),
    }
}

/// `None` where the file is shorter than its number of sections says.
fn head(file: &[u8]) -> Option<&[u8]> {
    let count = usize::try_from(u32_at(file, 12)?).ok()?;
    let len = count.checked_mul(ENTRY_LEN)?.checked_add(DIRECTORY_AT)?;
    file.get(..len)
}

/// The head's own checksum has been seen to be right: what is odd here is a
/// file that no version of the program wrote, or a later one.
fn read_entries(directory: &[u8], version: u32) -> Result<Vec<SectionEntry>, Fault> {
    let mut entries: Vec<SectionEntry> = Vec::new();
    for bytes in directory.chunks_exact(ENTRY_LEN) {
        let entry = read_entry(bytes, version)?;
        if entries.iter().any(|other| other.section == entry.section) {
            let name = entry.section.name();
            return Err(Fault::damaged(format!("it has two sections {name}")));
        }
        entries.push(entry);
    }
    let has = |section| entries.iter().any(|entry| entry.section == section);
    match Section::ALL
        .into_iter()
        .find(|&section| section.is_required() && !has(section))
    {
        Some(section) => Err(Fault::damaged(format!(
            "it has no section {}",
            section.name()
        ))),
        None => Ok(entries),
    }
}

fn read_entry(bytes: &[u8], version: u32) -> Result<SectionEntry, Fault> {
    let name = &bytes[..NAME_LEN];
    let mut known = Section::ALL
        .into_iter()
        .filter(|section| section.since() <= version);
    let section = known
        .find(|section| section.padded_name() == name)
        .ok_or_else(|| {
            let name = String::from_utf8_lossy(name);
            Fault::UnknownSection(name.trim_end_matches('\0').escape_debug().to_string())
        })?;
    let range = range_at(bytes, NAME_LEN)
        .ok_or_else(|| Fault::damaged("its directory is not one of this format"))?;
    Ok(SectionEntry {
        section,
        range,
        checksum: checksum_at(bytes, NAME_LEN + 16),
    })
}

fn check_extent(file: &[u8], head: usize, entries: &[SectionEntry]) -> Result<(), Fault> {
    let mut end = head;
    for SectionEntry { range, .. } in entries {
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

/// `bytes` reaches past `at + 32`, as a head or entry of full length does.
fn checksum_at(bytes: &[u8], at: usize) -> Checksum {
    let mut checksum = [0; 32];
    checksum.copy_from_slice(&bytes[at..at + 32]);
    checksum
}
