//! One `##` header line taken apart, as leniently as htslib does it.

/// A `##key=value` line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub key: &'a [u8],
    pub value: Value<'a>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Plain(&'a [u8]),
    /// The `NAME=value` pairs of `<…>` in order. A quoted value keeps its quotes.
    Fields(Vec<(&'a [u8], &'a [u8])>),
}

/// Takes a line without its line end apart; `None` where htslib would skip it.
pub(super) fn parse(line: &[u8]) -> Option<Line<'_>> {
    let rest = line.strip_prefix(b"##")?;
    let equals = memchr::memchr(b'=', rest).filter(|&at| at > 0)?;
    let (key, value) = (&rest[..equals], &rest[equals + 1..]);
    let value = match value.strip_prefix(b"<") {
        Some(fields) => Value::Fields(Cursor::new(fields).fields()?),
        None => Value::Plain(value),
    };
    Some(Line { key, value })
}

/// Walks over what follows the opening `<`.
struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
    /// How many `<` are open.
    depth: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a [u8]) -> Self {
        let (at, depth) = (0, 1);
        Self { text, at, depth }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_while(&mut self, accept: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&accept) {
            self.at += 1;
        }
    }

    fn fields(mut self) -> Option<Vec<(&'a [u8], &'a [u8])>> {
        let mut fields = Vec::new();
        loop {
            let name = self.name()?;
            fields.push((name, self.value()?));
            if self.peek() == Some(b'>') {
                self.depth = self.depth.saturating_sub(1);
                self.at += 1;
            }
            if self.depth == 0 || self.peek().is_none() {
                return Some(fields);
            }
            // The comma, or whatever stands in its place.
            self.at += 1;
        }
    }

    /// `NAME` up to and with its `=`.
    fn name(&mut self) -> Option<&'a [u8]> {
        self.skip_while(|c| c == b' ');
        let start = self.at;
        if self.peek()?.is_ascii_alphabetic() || self.peek()? == b'_' {
            self.skip_while(|c| c.is_ascii_alphanumeric() || c == b'_' || c == b'.');
        }
        let name = &self.text[start..self.at];
        self.skip_while(|c| c == b' ');
        (self.peek()? == b'=' && !name.is_empty()).then(|| self.at += 1)?;
        self.skip_while(|c| c == b' ');
        Some(name)
    }

    fn value(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.skip_quoted(b'"'),
            Some(b'[') => {
                self.skip_quoted(b']');
                // An open list makes the whole line unreadable.
                (self.text[start..self.at].last() == Some(&b']')).then_some(())?;
            }
            _ => self.skip_plain(),
        }
        Some(self.text[start..self.at].trim_ascii_end())
    }

    /// Goes past the closing quote, or to the end where there is none.
    fn skip_quoted(&mut self, quote: u8) {
        self.at += 1;
        let mut escaped = false;
        while let Some(c) = self.peek() {
            self.at += 1;
            if c == quote && !escaped {
                return;
            }
            escaped = c == b'\\' && !escaped;
        }
    }

    /// Stops at the comma or the `>` that ends the value.
    fn skip_plain(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                b'<' => self.depth += 1,
                b'>' => self.depth -= 1,
                _ => {}
            }
            if self.depth == 0 || (c == b',' && self.depth == 1) {
                return;
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str) -> Option<Vec<(String, String)>> {
        let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
        match parse(line.as_bytes())?.value {
            Value::Fields(fields) => Some(fields.iter().map(|(k, v)| (text(k), text(v))).collect()),
            Value::Plain(_) => None,
        }
    }

    fn pairs(expected: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        let own = |(k, v): &(&str, &str)| (k.to_string(), v.to_string());
        Some(expected.iter().map(own).collect())
    }

    #[test]
    fn plain_line_keeps_its_value() {
        let value = Value::Plain(b"VCFv4.2");
        let key = b"fileformat";
        assert_eq!(parse(b"##fileformat=VCFv4.2"), Some(Line { key, value }));
    }

    #[test]
    fn quotes_hide_commas_brackets_and_escaped_quotes() {
        assert_eq!(
            fields(r#"##INFO=<ID=A,Description="a,b>\"c",IDX=3>"#),
            pairs(&[("ID", "A"), ("Description", r#""a,b>\"c""#), ("IDX", "3")])
        );
    }

    #[test]
    fn spaces_around_names_and_values_are_dropped() {
        assert_eq!(
            fields("##INFO=< ID = A , Number = 1 >"),
            pairs(&[("ID", "A"), ("Number", "1")])
        );
    }

    #[test]
    fn nested_brackets_belong_to_the_value() {
        assert_eq!(
            fields("##contig=<ID=<x,y>,length=5>"),
            pairs(&[("ID", "<x,y>"), ("length", "5")])
        );
    }

    #[test]
    fn a_list_in_brackets_is_one_value() {
        assert_eq!(fields("##META=<ID=A,Values=[a, b]>"), {
            pairs(&[("ID", "A"), ("Values", "[a, b]")])
        });
        assert_eq!(fields("##META=<ID=A,Values=[a, b>"), None);
    }

    #[test]
    fn a_missing_end_is_forgiven() {
        assert_eq!(
            fields("##FILTER=<ID=q10,Description=\"open"),
            pairs(&[("ID", "q10"), ("Description", "\"open")])
        );
        assert_eq!(fields("##FILTER=<ID=q10"), pairs(&[("ID", "q10")]));
    }

    #[test]
    fn a_line_without_name_or_equals_sign_is_skipped() {
        for line in [
            "##",
            "##x",
            "##=x",
            "##INFO=<>",
            "##INFO=<ID>",
            "##INFO=<=1>",
            "#x=1",
            "##INFO=<",
        ] {
            assert_eq!(parse(line.as_bytes()), None, "{line}");
        }
    }
}
