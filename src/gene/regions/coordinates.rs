//! Starts and ends in text.

/// What a line should have had.
pub(in crate::gene) type Expected = &'static str;

/// Reads a number of decimal digits.
pub(super) fn number(text: &[u8]) -> Option<u64> {
    if !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// Reads a 1-based start and an inclusive end.
pub(super) fn span(start: &[u8], end: &[u8]) -> Result<(u64, u64), Expected> {
    match (number(start), number(end)) {
        (Some(start), Some(end)) if 1 <= start && start <= end => Ok((start, end)),
        _ => Err("a start of at least 1 and an end not before it"),
    }
}
