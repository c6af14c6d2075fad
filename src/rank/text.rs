//! Text in tables and sentences.

use std::{
    fmt::{Display, Write},
    path::Path,
};

use serde::Serialize;

/// What is not known.
pub(super) const MISSING: &str = ".";

/// How many names a sentence has.
const NAMED: usize = 10;

/// Names for a sentence: the first ten, and how many more there are.
pub(super) fn listed<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let first: Vec<_> = names.by_ref().take(NAMED).collect();
    let first = first.join(", ");
    match names.count() {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// The text with a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Terms of the Sequence Ontology, and others that are written so, as words.
pub(super) fn terms(terms: &str) -> String {
    terms.replace('&', ", ").replace('_', " ")
}

/// A field of a table: what would break a row or a reader of it is percent-encoded, as VCF 4.3 does.
/// That is tabs, line breaks and other control characters, double quotes (which readers take for
/// quoting), `#` (for comments), and what a spreadsheet takes for the beginning of a formula.
pub(super) fn field(text: &str) -> String {
    list_item(text, &[])
}

/// A part of a field, in which separators are encoded too.
pub(super) fn list_item(text: &str, separators: &[char]) -> String {
    if text.is_empty() {
        return MISSING.into();
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_formula = at == 0 && text.len() > 1 && matches!(c, '=' | '+' | '-' | '@');
        let is_break = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '"' | '#');
        if is_formula || is_break || separators.contains(&c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _always_ok = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// The name of a file, without folders.
pub(super) fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(|| path.into(), |name| name.to_string_lossy().into_owned())
}

/// A number, or what stands for a missing one.
pub(super) fn number(value: Option<impl Display>) -> String {
    value.map_or(MISSING.into(), |value| value.to_string())
}

/// The word that JSON has for a value of an enumeration.
pub(super) fn word(value: impl Serialize) -> String {
    let word = serde_json::to_value(value);
    let word = word.as_ref().ok().and_then(serde_json::Value::as_str);
    word.unwrap_or(MISSING).into()
}

/// A comment line, whatever its text has in it.
pub(super) fn comment(key: &str, text: &str) -> String {
    format!("##{key}={}\n", text.replace(char::is_control, " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_a_row_and_nothing_is_lost() {
        for (text, shown) in [
            ("", "."),
            ("a b", "a b"),
            ("a\tb\nc\r", "a%09b%0Ac%0D"),
            ("\"a#\u{2028}\u{85}", "%22a%23%E2%80%A8%C2%85"),
            ("=cmd|x", "%3Dcmd|x"),
            ("p.Leu2=", "p.Leu2="),
            ("-", "-"),
            ("<script>", "<script>"),
        ] {
            assert_eq!(field(text), shown);
        }
        assert_eq!(list_item("a;b", &[';']), "a%3Bb");
        assert_eq!(comment("x", "a\nb\u{1b}"), "##x=a b \n");
    }
}
