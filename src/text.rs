//! Text files: plain or gzipped, in UTF-8 with a byte order mark or without.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;

/// What editors of Windows put first, the byte order mark in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
const GZIP: &[u8] = b"\x1f\x8b";

/// Opens a text file, compressed by gzip or not; a byte order mark is passed over.
///
/// # Errors
///
/// If it cannot be read, or the mark is that of UTF-16.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    let (start, file) = peek(BufReader::new(File::open(path)?))?;
    let is_gzip = start.starts_with(GZIP);
    let file = Cursor::new(start).chain(file);
    if !is_gzip {
        return after_mark(file);
    }
    after_mark(BufReader::new(MultiGzDecoder::new(file)))
}

/// Reads a text file as [`open`] opens it.
///
/// # Errors
///
/// As [`open`], and if it is not UTF-8.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// A text without its byte order mark.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(MARK).unwrap_or(text)
}

fn after_mark(input: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let (start, input) = peek(input)?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        let what = "it is in UTF-16; save it as UTF-8";
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    let start = Cursor::new(without_mark(&start).to_vec());
    Ok(Box::new(start.chain(input)))
}

/// The first bytes, of which a pipe may give one at a time.
fn peek<R: Read>(mut input: R) -> io::Result<(Vec<u8>, R)> {
    let mut start = Vec::new();
    (&mut input)
        .take(MARK.len() as u64)
        .read_to_end(&mut start)?;
    Ok((start, input))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::testing::gzip;

    fn text_of(bytes: &[u8]) -> io::Result<String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(&file, bytes).unwrap();
        read(file.path())
    }

    #[test]
    fn a_mark_is_passed_over_once_and_nothing_else() {
        for (bytes, text) in [
            (&b"\xef\xbb\xbfab"[..], "ab"),
            (b"\xef\xbb\xbf\xef\xbb\xbfa", "\u{feff}a"),
            (b"a\xef\xbb\xbf", "a\u{feff}"),
            (b"\xef\xbb\xbf", ""),
            ("ïb".as_bytes(), "ïb"),
            (b"a", "a"),
            (b"", ""),
        ] {
            assert_eq!(text_of(bytes).unwrap(), text);
            assert_eq!(text_of(&gzip(bytes)).unwrap(), text);
        }
    }

    #[test]
    fn utf_16_is_named() {
        for bytes in [b"\xff\xfeS\0R\0Y\0", b"\xfe\xff\0S\0R\0Y"] {
            let told = text_of(bytes).unwrap_err().to_string();
            assert!(told.contains("UTF-16"), "{told}");
        }
    }
}
