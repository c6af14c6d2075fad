//! The FORMAT fields of a VCF line.

use std::cell::Cell;

/// FORMAT and the sample columns.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    keys: &'a [u8],
    /// `None` where there are none.
    columns: Option<&'a [u8]>,
    /// A sample and where its column begins, so that samples in order are found at once.
    cursor: Cell<(usize, usize)>,
}

impl<'a> Fields<'a> {
    /// Of the text after INFO.
    pub fn new(text: &'a [u8]) -> Self {
        let end = memchr::memchr(b'\t', text);
        Self {
            keys: &text[..end.unwrap_or(text.len())],
            columns: end.map(|end| &text[end + 1..]),
            cursor: Cell::new((0, 0)),
        }
    }

    /// The text of a sample's field; `None` where it has none, or it is empty.
    pub fn value(&self, key: &[u8], sample: usize) -> Option<&'a [u8]> {
        let mut keys = self.keys.split(|&b| b == b':');
        let place = keys.position(|found| found == key)?;
        let column = self.column(sample)?;
        let value = column.split(|&b| b == b':').nth(place)?;
        Some(value).filter(|value| !value.is_empty())
    }

    fn column(&self, sample: usize) -> Option<&'a [u8]> {
        let columns = self.columns?;
        let (from, start) = Some(self.cursor.get())
            .filter(|&(from, _)| from <= sample)
            .unwrap_or_default();
        let start = match sample - from {
            0 => start,
            ahead => {
                let mut tabs = memchr::memchr_iter(b'\t', &columns[start..]);
                start + tabs.nth(ahead - 1)? + 1
            }
        };
        self.cursor.set((sample, start));
        let rest = &columns[start..];
        Some(&rest[..memchr::memchr(b'\t', rest).unwrap_or(rest.len())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_in_any_order() {
        let fields = Fields::new(b"GT:DP\t0/1:5\t\t1/1\t.:7");
        for _ in 0..2 {
            assert_eq!(fields.value(b"GT", 2), Some(&b"1/1"[..]));
            assert_eq!(fields.value(b"GT", 0), Some(&b"0/1"[..]));
            assert_eq!(fields.value(b"DP", 3), Some(&b"7"[..]));
            assert_eq!(fields.value(b"GT", 4), None, "no such sample");
        }
    }

    #[test]
    fn what_is_not_there_has_no_value() {
        let fields = Fields::new(b"GT:DP\t0/1:5\t\t1/1");
        assert_eq!(fields.value(b"GT", 1), None, "an empty column");
        assert_eq!(fields.value(b"DP", 2), None, "dropped at the end");
        assert_eq!(fields.value(b"D", 0), None, "not a key");
        assert_eq!(Fields::new(b"").value(b"GT", 0), None);
        assert_eq!(Fields::new(b"GT").value(b"GT", 0), None);
        assert_eq!(Fields::new(b".\t.").value(b"GT", 0), None);
    }
}
