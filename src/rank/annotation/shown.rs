use std::cmp::Reverse;

use super::Entry;

/// The entry to show of a gene's: the preferred transcript by its standing, then that with the
/// highest impact, then with the most severe term, then the first.
pub fn shown<'c, 'a>(entries: impl IntoIterator<Item = Entry<'c, 'a>>) -> Option<Entry<'c, 'a>> {
    entries.into_iter().min_by_key(|entry| {
        let severity = entry.severity_rank().unwrap_or(usize::MAX);
        (Reverse(entry.standing()), Reverse(entry.impact()), severity)
    })
}
