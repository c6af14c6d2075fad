//! What each printed page says above and below: whose it is, by what, of when.

use std::fmt::Write;

use super::{format, visible::visible};

/// The rules of CSS: `title` and `made` on each page, and above those of a section, by its address,
/// its name instead of the title.
pub(super) fn rules(title: &str, made: &str, sections: &[(String, String)]) -> String {
    let mut rules = format!(
        "@page{{size:A4;margin:17mm 13mm 15mm;@top-left{{content:{}}}@top-right{{content:{}}}\
         @bottom-right{{content:\"Page \" counter(page) \" of \" counter(pages)}}}}",
        quoted(title),
        quoted(made)
    );
    for (id, name) in sections {
        // Writing to a string does not fail.
        let _ = write!(
            rules,
            "@page {id}{{@top-left{{content:{}}}}}#{id}{{page:{id}}}",
            quoted(name)
        );
    }
    rules
}

/// A text of CSS in which nothing but letters, digits and blanks stands as it is.
fn quoted(text: &str) -> String {
    let text = visible(text);
    let mut quoted = String::from("\"");
    for c in shortened(&text).chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            quoted.push(c);
        } else {
            // Writing to a string does not fail.
            let _ = write!(quoted, "\\{:x} ", u32::from(c));
        }
    }
    quoted.push('"');
    quoted
}

/// A line has no more room.
fn shortened(text: &str) -> String {
    match text.chars().count() {
        ..=70 => text.into(),
        _ => format::cut(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_text() {
        let rules = rules("</style>\"}a\u{202e}", "dsdscore 1 · 2026-12-01", &[]);
        assert!(!rules.contains("</style") && !rules.contains("\"}a"));
        assert_has!(
            rules,
            "content:\"\\3c \\2f style\\3e \\22 \\7d a\\5b U\\2b 202E\\5d \"",
            "content:\"dsdscore 1 \\b7  2026\\2d 12\\2d 01\""
        );
    }

    #[test]
    fn each_patient_has_pages_of_its_own() {
        let sections = [("_p0".into(), "P1".into()), ("_p1".into(), "P2".into())];
        let rules = rules("Two", "x", &sections);
        assert_has!(rules, "@page _p1{@top-left{content:\"P2\"}}#_p1{page:_p1}");
    }
}
