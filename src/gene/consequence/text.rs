//! The text of an entry.

/// The text of an entry of a consequence field, `C|missense_variant|MODERATE|…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryText<'a>(&'a [u8]);

impl<'a> EntryText<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self(text)
    }

    /// A sub-field as it stands, by its place; see
    /// [`column`](super::ConsequenceField::column). Empty where the entry ends before or has
    /// nothing there.
    #[must_use]
    pub fn get(&self, column: usize) -> &'a [u8] {
        let start = after_bars(self.0, column).unwrap_or(self.0.len());
        let rest = &self.0[start..];
        &rest[..memchr::memchr(b'|', rest).unwrap_or(rest.len())]
    }

    /// A sub-field, empty where there is no such column.
    pub(super) fn get_known(&self, column: Option<usize>) -> &'a [u8] {
        column.map_or(b"", |column| self.get(column))
    }

    /// All sub-fields.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.0
    }
}

/// Where the text after so many bars begins. They are near: a search by many bytes at a time does
/// not pay.
pub(super) fn after_bars(text: &[u8], count: usize) -> Option<usize> {
    let bars = text.iter().enumerate().filter(|(_, b)| **b == b'|');
    match count.checked_sub(1) {
        Some(last) => bars.map(|(at, _)| at + 1).nth(last),
        None => Some(0),
    }
}
