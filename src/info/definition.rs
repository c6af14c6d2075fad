//! The header line of an INFO field.

/// The program's name in the `Source` of its INFO lines, which tells them from others'.
pub const SOURCE: &str = "dsdscore";

/// An INFO field of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The ID.
    pub id: String,
    /// Number, as the header spells it.
    pub number: char,
    /// Type, as the header spells it.
    pub kind: &'static str,
    /// Description.
    pub description: String,
}

impl Definition {
    /// The header line.
    #[must_use]
    pub fn line(&self, is_synthetic: bool) -> String {
        format!(
            "##INFO=<ID={},Number={},Type={},Description=\"{}{}\",Source=\"{SOURCE}\",Version=\"{}\">",
            self.id,
            self.number,
            self.kind,
            if is_synthetic {
                "SYNTHETIC: not a result. "
            } else {
                ""
            },
            quoted(&self.description),
            env!("CARGO_PKG_VERSION"),
        )
    }
}

/// A text for between quotes: quotes and backslashes escaped, line ends and tabs as spaces.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The text of what [`quoted`] gives.
pub(super) fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let escaped = (c == '\\').then(|| chars.next()).flatten();
        out.push(escaped.unwrap_or(c));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synthetic_scores_are_called_so_first() {
        let definition = Definition {
            id: "DSD_F".into(),
            number: 'A',
            kind: "Float",
            description: "a \"b\"".into(),
        };
        let line = definition.line(true);
        assert!(line.starts_with("##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"SYNTHETIC"));
        assert!(line.contains(r#"a \"b\"","#), "{line}");
        assert!(!definition.line(false).contains("SYNTHETIC"));
    }

    #[test]
    fn quoted_texts_are_read_back() {
        for text in ["", "a \"b\"", "\\", "\\\"", "a\\\\\"b\\", "ä, > c"] {
            assert_eq!(unquoted(&quoted(text)), text);
        }
        assert_eq!(quoted("a\tb\n"), "a b ");
    }
}
