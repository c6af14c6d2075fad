//! Words as a shell reads them.

use std::path::Path;

/// A word, in quotes where it needs them.
pub fn word(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=.,/:+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A path's last part as a shell reads it; the others may name patients.
pub fn file_word(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    line_word(&name.to_string_lossy())
}

/// A word as a shell reads it, fit for a line of a header.
pub fn line_word(text: &str) -> String {
    word(&text.replace(char::is_control, "?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_as_a_shell_needs_them() {
        for (text, quoted) in [
            ("1:5-6,X", "1:5-6,X"),
            ("it's a", r"'it'\''s a'"),
            ("HLA-A*01:01", "'HLA-A*01:01'"),
            ("a;b", "'a;b'"),
            ("", "''"),
        ] {
            assert_eq!(word(text), quoted);
        }
    }
}
