//! The font, and how wide its text is.

use std::sync::LazyLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

/// What the font is called where a viewer has to find it: in SVG.
pub(crate) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";
/// What stands for characters that are left out.
const ELLIPSIS: char = '…';
/// Widths are measured at this size, for they are given in whole pixels.
const MEASURED: f64 = 2048.0;
/// DejaVu's line, ascent and descent, in em: what plotters' bitmaps call the size.
pub(super) const LINE: f64 = 2384.0 / 2048.0;

/// Figures look alike on every machine: no font of the system is used.
static REGISTERED: LazyLock<()> = LazyLock::new(|| {
    let font = include_bytes!("../../assets/fonts/DejaVuSans.ttf");
    // The font is part of the program; were it damaged, drawing text would say so.
    let _ = register_font(FAMILY, FontStyle::Normal, font);
});

/// The font at a size in plotters' units.
pub(crate) fn font(size: f64) -> FontDesc<'static> {
    LazyLock::force(&REGISTERED);
    FontDesc::new(FontFamily::Name(FAMILY), size, FontStyle::Normal)
}

/// The width of a text of `size` pixels an em, in pixels.
pub(crate) fn width(text: &str, size: f64) -> i32 {
    let layout = font(MEASURED * LINE).layout_box(text);
    let measured = layout.map_or(0, |((left, _), (right, _))| right - left);
    (f64::from(measured) * size / MEASURED).ceil() as i32
}

/// The widest of some texts.
pub(crate) fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, size: f64) -> i32 {
    let widths = texts.into_iter().map(|text| width(text, size));
    widths.max().unwrap_or(0)
}

/// The text, or as much of its beginning as `space` pixels hold.
pub(crate) fn shorten(text: &str, size: f64, space: i32) -> String {
    // Whoever is longer than this fits on no figure.
    let mut short: String = text.chars().take(400).collect();
    if short.len() == text.len() && width(text, size) <= space {
        return short;
    }
    short.push(ELLIPSIS);
    while short.chars().count() > 1 && width(&short, size) > space {
        short.pop();
        short.pop();
        short.push(ELLIPSIS);
    }
    short
}

/// The text in lines of at most `space` pixels, broken between words, and within one that is longer than
/// a line. A per cent sign stays with its number.
pub(super) fn wrap(text: &str, size: f64, space: i32) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if word.starts_with('%') => *last = format!("{last} {word}"),
            _ => words.extend(pieces(word, size, space)),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size) <= space => {
                *line = format!("{line} {word}");
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A word, in pieces where it is longer than a line.
fn pieces(word: &str, size: f64, space: i32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
            if piece.chars().count() > 1 && width(piece, size) > space {
                piece.pop();
                pieces.push(c.into());
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_keep_all_of_them() {
        let text =
            "NR5A1 stands in the top 2 % for the male model; without Leydig at the 9 % least.";
        for space in [60, 100, 237, 2000] {
            let lines = wrap(text, 10.0, space);
            assert!(lines.iter().all(|line| width(line, 10.0) <= space));
            assert_eq!(lines.join(" "), text);
            assert!(lines.iter().all(|line| !line.starts_with('%')));
        }
        let long = wrap("a Supercalifragilistic b", 10.0, 40);
        assert_eq!(long.concat().replace(' ', ""), "aSupercalifragilisticb");
        assert!(long.iter().all(|line| width(line, 10.0) <= 40));
        assert!(wrap(" ", 10.0, 40).is_empty());
        assert_eq!(wrap("ab", 10.0, 0), ["a", "b"]);
    }

    #[test]
    fn the_vendored_font_has_letters_of_known_width() {
        // The advance of `H` is 1540 of 2048 units.
        assert_eq!(width("H", 2048.0), 1540);
        assert!(width("mm", 10.0) > width("ii", 10.0));
        assert_eq!(width("", 10.0), 0);
    }

    #[test]
    fn what_fits_is_left_and_the_rest_says_that_it_goes_on() {
        assert_eq!(shorten("germ", 10.0, 100), "germ");
        let short = shorten("Mesenchymal_GATA2", 10.0, 50);
        assert!(short.starts_with("Mes") && short.ends_with('…'), "{short}");
        assert!(width(&short, 10.0) <= 50);
        assert_eq!(shorten("wide", 10.0, -3), "…");
        assert!(shorten(&"long ".repeat(100_000), 10.0, 100).chars().count() < 30);
    }
}
