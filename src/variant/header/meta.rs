//! Meta-information lines.

use std::ops::Range;

/// Which meta-information line is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity<'a> {
    /// The definition of an INFO field.
    Info(&'a str),
    /// The line that begins so.
    Start(&'a str),
    /// The line of a key with an ID, `##key=<ID=id,…>`.
    KeyId(&'a str, &'a str),
}

impl Identity<'_> {
    /// Whether a line is the one.
    #[must_use]
    pub fn names(&self, line: &[u8]) -> bool {
        match self {
            Self::Info(id) => has_key(line, "INFO") && has_id(line, id),
            Self::Start(start) => line.starts_with(start.as_bytes()),
            Self::KeyId(key, id) => has_key(line, key) && has_id(line, id),
        }
    }
}

fn has_key(line: &[u8], key: &str) -> bool {
    line.strip_prefix(b"##")
        .and_then(|rest| rest.strip_prefix(key.as_bytes()))
        .is_some_and(|rest| rest.starts_with(b"="))
}

fn has_id(line: &[u8], id: &str) -> bool {
    attribute(line, b"ID") == Some(id.as_bytes())
}

/// The value of an attribute of a structured line, `##key=<…,name=value,…>`, without its quotes.
#[must_use]
pub fn attribute<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    attributes(line)
        .find(|a| &line[a.name.clone()] == name)
        .map(|a| unquote(&line[a.value]))
}

/// Appends a line without its `IDX` attribute, which only a BCF header has.
pub fn write_without_idx(line: &[u8], out: &mut Vec<u8>) {
    let idx = attributes(line).find(|a| &line[a.name.clone()] == b"IDX");
    match idx {
        Some(a) if line[a.name.start - 1] == b',' => {
            out.extend_from_slice(&line[..a.name.start - 1]);
            out.extend_from_slice(&line[a.value.end..]);
        }
        _ => out.extend_from_slice(line),
    }
}

fn unquote(value: &[u8]) -> &[u8] {
    value
        .strip_prefix(b"\"")
        .map_or(value, |inner| inner.strip_suffix(b"\"").unwrap_or(inner))
}

/// Where an attribute lies in its line; the value with its quotes.
struct Attribute {
    name: Range<usize>,
    value: Range<usize>,
}

fn attributes(line: &[u8]) -> impl Iterator<Item = Attribute> {
    let mut at = match line.windows(2).position(|w| w == b"=<") {
        Some(i) if line.starts_with(b"##") => i + 2,
        _ => line.len(),
    };
    std::iter::from_fn(move || {
        let equals = at + memchr::memchr(b'=', line.get(at..)?)?;
        let end = equals + 1 + value_len(&line[equals + 1..]);
        let attribute = Attribute {
            name: at..equals,
            value: equals + 1..end,
        };
        at = end + 1;
        Some(attribute)
    })
}

/// Up to the next comma or bracket outside quotes; a backslash escapes a quote.
fn value_len(bytes: &[u8]) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    for (i, &b) in bytes.iter().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' | b'>' if !quoted => return i,
            _ => {}
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &[u8] = br#"##INFO=<ID=A,Number=1,Description="a, \"b\" IDX=9 > c",IDX=3>"#;

    #[test]
    fn attributes_are_found_outside_quotes_only() {
        assert_eq!(attribute(LINE, b"ID"), Some(b"A".as_slice()));
        assert_eq!(attribute(LINE, b"IDX"), Some(b"3".as_slice()));
        let description = br#"a, \"b\" IDX=9 > c"#.as_slice();
        assert_eq!(attribute(LINE, b"Description"), Some(description));
        assert_eq!(attribute(LINE, b"Version"), None);
        assert_eq!(attribute(b"##source=<x", b"ID"), None);
        assert_eq!(attribute(b"##source", b"ID"), None);
    }

    #[test]
    fn only_the_index_goes() {
        let mut out = Vec::new();
        write_without_idx(LINE, &mut out);
        assert_eq!(
            out,
            LINE.strip_suffix(b",IDX=3>")
                .map(|l| [l, b">"].concat())
                .unwrap()
        );
        out.clear();
        write_without_idx(b"##x=IDX=3", &mut out);
        assert_eq!(out, b"##x=IDX=3");
    }

    #[test]
    fn identities_name_their_lines_alone() {
        assert!(Identity::Info("A").names(LINE));
        assert!(!Identity::Info("a").names(LINE));
        assert!(!Identity::Info("A").names(b"##FORMAT=<ID=A>"));
        assert!(Identity::Start("##source=").names(b"##source=x"));
        assert!(!Identity::Start("##source=y").names(b"##source=x"));
        assert!(Identity::KeyId("m", "F").names(b"##m=<ID=F,x=1>"));
    }
}
