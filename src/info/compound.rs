//! INFO fields of entries with sub-fields.
//!
//! They are laid out as consequence fields are: `Allele|Consequence|…`, the names at the end of the
//! Description, the values percent-encoded. Consequence is always empty: `bcftools +split-vep`
//! refuses a field without it.
//!
//! ```
//! use dsdscore::info::Compound;
//!
//! let notes = Compound::new("NOTE", "Notes, one entry per ALT", vec!["Text".into()]);
//! let description = notes.definition("DSD").description;
//! assert_eq!(description, "Notes, one entry per ALT. Format: Allele|Consequence|Text");
//! ```

use super::{Definition, percent};
use crate::variant::{Dictionary, Header, Key, Record, attribute};

/// The sub-fields that each compound field begins with.
const FIRST: [&str; 2] = ["Allele", "Consequence"];

/// A compound field: what it is called, says of itself, and how its entries are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compound {
    suffix: &'static str,
    about: String,
    names: Vec<String>,
}

impl Compound {
    /// A field whose ID is the prefix, `_` and `suffix`, or the prefix alone where it is empty.
    /// `names` are its sub-fields after the two that all have.
    #[must_use]
    pub fn new(suffix: &'static str, about: impl Into<String>, names: Vec<String>) -> Self {
        Self {
            suffix,
            about: about.into(),
            names,
        }
    }

    /// The ID.
    #[must_use]
    pub fn id(&self, prefix: &str) -> String {
        match self.suffix {
            "" => prefix.into(),
            suffix => format!("{prefix}_{suffix}"),
        }
    }

    /// What the header says of it.
    #[must_use]
    pub fn definition(&self, prefix: &str) -> Definition {
        let first = FIRST.iter().copied();
        let names: Vec<_> = first.chain(self.names.iter().map(String::as_str)).collect();
        Definition {
            id: self.id(prefix),
            number: '.',
            kind: "String",
            description: format!("{}. Format: {}", self.about, names.join("|")),
        }
    }
}

/// Appends what follows the allele in an entry: the sub-fields after `Consequence`.
pub fn write_values<'t>(values: impl IntoIterator<Item = &'t str>, out: &mut Vec<u8>) {
    out.push(b'|');
    for value in values {
        out.push(b'|');
        percent::encode(value.as_bytes(), out);
    }
}

/// Appends an entry to others; `values` is what [`write_values`] writes.
pub fn write_entry(allele: &[u8], values: &[u8], out: &mut Vec<u8>) {
    if !out.is_empty() {
        out.push(b',');
    }
    percent::encode(allele, out);
    out.extend_from_slice(values);
}

/// A compound field as a header defines it, to be read.
#[derive(Clone, Debug)]
pub struct Layout {
    key: Key,
    names: Vec<String>,
}

impl Layout {
    /// Finds the field of an ID; `None` where the header does not define it, or lays it out
    /// otherwise.
    #[must_use]
    pub fn find(header: &Header, dictionary: &Dictionary, id: &str) -> Option<Self> {
        let line = header.info(id)?;
        if header.info_type(id) != Some(b"String") {
            return None;
        }
        Some(Self {
            names: names(line)?,
            key: Key::new(id, dictionary),
        })
    }

    /// The names of the sub-fields, `Allele` first.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a sub-field.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|found| found == name)
    }

    /// A record's entries.
    pub fn entries<'r>(&self, record: &Record<'r>) -> impl Iterator<Item = Entry<'r>> + use<'r> {
        let value = record.info(&self.key).unwrap_or_default();
        let entries = value.split(|&b| b == b',').map(Entry);
        entries.filter(|entry| !matches!(entry.0, b"" | b"."))
    }
}

/// An entry of a compound field.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'r>(&'r [u8]);

impl Entry<'_> {
    /// The ALT that the entry is of, as the record spelt it when the entry was written.
    #[must_use]
    pub fn allele(&self) -> Vec<u8> {
        self.value(0)
    }

    /// The value of a sub-field; empty where there is none.
    #[must_use]
    pub fn value(&self, place: usize) -> Vec<u8> {
        let value = self.0.split(|&b| b == b'|').nth(place);
        percent::decode(value.unwrap_or_default(), |_| true)
    }
}

/// The names of the sub-fields that a Description ends with.
fn names(line: &[u8]) -> Option<Vec<String>> {
    let description = str::from_utf8(attribute(line, b"Description")?).ok()?;
    let (_, names) = description.split_once("Format: ")?;
    let names: Vec<_> = names.split('|').map(String::from).collect();
    names.starts_with(&FIRST.map(String::from)).then_some(names)
}
