//! The INFO fields of a header.

use std::iter;

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

impl<'a> Share<'a> {
    /// The values, whosever they are.
    pub(super) fn text(self) -> &'a [u8] {
        match self {
            Self::Own(text) | Self::Unclear(text) => text,
        }
    }
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
    pub(super) fn value<'a>(&self, info: &'a [u8]) -> Option<&'a [u8]> {
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

    /// The same of words, in which a comma before `_` or a blank parts no values
    /// (`Pathogenic,_low_penetrance`). As many values as ALTs are one each, whatever Number says.
    /// `None` where there is no word.
    pub(super) fn share_of_words<'a>(
        &self,
        info: &'a [u8],
        alternate: usize,
        alternates: usize,
    ) -> Option<Share<'a>> {
        let value = self.value(info)?;
        let count = words(value).count();
        let piece = |i| words(value).nth(i).map(Share::Own);
        let share = match self.number {
            Number::Alternates | Number::Other if count == alternates => piece(alternate),
            Number::Alleles if count == alternates + 1 => piece(alternate + 1),
            Number::Alternates | Number::Alleles => None,
            Number::Other => Some(Share::Unclear(value)),
        };
        share.filter(|share| !matches!(share.text(), b"." | b""))
    }
}

/// The values of a list of words.
fn words(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(value);
    iter::from_fn(move || {
        let text = rest?;
        let parts = |&at: &usize| !matches!(text.get(at + 1), Some(b'_' | b' '));
        let comma = memchr::memchr_iter(b',', text).find(parts);
        rest = comma.map(|comma| &text[comma + 1..]);
        Some(&text[..comma.unwrap_or(text.len())])
    })
}
