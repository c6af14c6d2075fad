//! Where records say what site they were made of.

use crate::variant::{Dictionary, Header, Key, Record};

/// vt's fields.
const NAMES: [&[u8]; 2] = [b"OLD_MULTIALLELIC", b"OLD_VARIANT"];
/// How the Description of the tag begins that `bcftools norm --old-rec-tag` writes.
const DESCRIPTION: &[u8] = b"Original variant. Format: CHR|POS|REF|ALT";

/// The INFO fields in which programs that split or trim records write the site as it was.
#[derive(Debug)]
pub struct Originals(Vec<Key>);

impl Originals {
    pub fn find(header: &Header, dictionary: &Dictionary) -> Self {
        let mut keys = Vec::new();
        for (id, description) in header.infos() {
            if NAMES.contains(&id) || description.starts_with(DESCRIPTION) {
                let id = String::from_utf8_lossy(id);
                keys.push(Key::new(&id, dictionary));
            }
        }
        Self(keys)
    }

    /// What a record says; empty where it says nothing.
    pub fn of<'r>(&self, record: &Record<'r>) -> &'r [u8] {
        let mut values = self.0.iter().filter_map(|key| record.info(key));
        values.next().unwrap_or_default()
    }
}
