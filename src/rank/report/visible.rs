//! Characters that would hide or turn around others, made visible.

use std::{borrow::Cow, fmt::Write};

/// The page with each control character as U+FFFD, and each character that changes the direction of
/// others as `[U+202E]`: a name must be read as it is. HTML allows no control characters but tabs and
/// line breaks in any case. The page's own text has none of these.
pub(super) fn visible(html: &str) -> Cow<'_, str> {
    if !html.contains(|c| is_control(c) || is_directional(c)) {
        return html.into();
    }
    let mut out = String::with_capacity(html.len() + 64);
    for c in html.chars() {
        if is_control(c) {
            out.push('\u{fffd}');
        } else if is_directional(c) {
            // Writing to a string does not fail.
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.into()
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

/// Unicode's Bidi_Control, and zero-width characters.
fn is_directional(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_not_touched() {
        let text = "<p>Größe\n\tשלום</p>";
        assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn what_hides_or_turns_text_is_seen() {
        assert_eq!(
            visible("A\0B\r\u{1b}[31m\u{85}"),
            "A\u{fffd}B\u{fffd}\u{fffd}[31m\u{fffd}"
        );
        assert_eq!(visible("SOX\u{202e}9\u{200b}"), "SOX[U+202E]9[U+200B]");
    }
}
