//! The INFO fields of a header.

use memchr::memmem::Finder;

use super::names;
use crate::variant::{Header, attribute};

/// An INFO field of the header.
#[derive(Clone, Debug)]
pub(super) struct InfoField {
    /// `INFO/KEY`, for messages.
    pub(super) name: String,
    finder: Finder<'static>,
    number: Number,
    /// Whether values of several transcripts may stand side by side at a single ALT, as SnpSift writes
    /// those of dbNSFP, whatever Number says.
    has_transcripts: bool,
}

/// How many values there are, as the header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    /// One for each ALT.
    Alternates,
    /// One for each allele.
    Alleles,
    /// Any other.
    Other,
}

/// What of a field's values is an ALT's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share<'a> {
    /// This.
    Own(&'a [u8]),
    /// Nobody can tell, or they are of several transcripts: all values.
    Unclear(&'a [u8]),
}

impl InfoField {
    pub(super) fn new(header: &Header, id: &str) -> Self {
        let line = header.info(id).unwrap_or_default();
        Self {
            name: format!("INFO/{id}"),
            finder: Finder::new(id).into_owned(),
            has_transcripts: names::has_prefix(id),
            number: match attribute(line, b"Number") {
                Some(b"A") => Number::Alternates,
                Some(b"R") => Number::Alleles,
                _ => Number::Other,
            },
        }
    }

    /// The value in a record's INFO column.
    fn value<'a>(&self, info: &'a [u8]) -> Option<&'a [u8]> {
        let len = self.finder.needle().len();
        let mut places = self.finder.find_iter(info);
        let start = places.find(|&at| {
            let is_start = at == 0 || info[at - 1] == b';';
            is_start && info.get(at + len) == Some(&b'=')
        })?;
        let value = &info[start + len + 1..];
        Some(&value[..memchr::memchr(b';', value).unwrap_or(value.len())])
    }

    /// What of the values in a record's INFO column is an ALT's, of so many.
    pub(super) fn share<'a>(
        &self,
        info: &'a [u8],
        alternate: usize,
        alternates: usize,
    ) -> Option<Share<'a>> {
        let value = self.value(info)?;
        let count = memchr::memchr_iter(b',', value).count() + 1;
        let piece = |i| value.split(|b| *b == b',').nth(i).map(Share::Own);
        match self.number {
            Number::Alternates if count == alternates => piece(alternate),
            Number::Alleles if count == alternates + 1 => piece(alternate + 1),
            Number::Alternates | Number::Alleles if !self.has_transcripts || alternates > 1 => None,
            Number::Other if alternates == 1 && count == 1 => Some(Share::Own(value)),
            _ => Some(Share::Unclear(value)),
        }
    }
}
