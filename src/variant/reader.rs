//! Reading variants: a header, then windows of whole records.

mod buffer;
mod header;
mod regions;
mod window;

use self::{header::Framing, window::Window};
use super::{Dictionary, Error, Header, Input, Record, Selection};

/// Bytes that a window takes in at once.
const WINDOW_SIZE: usize = 256 * 1024;

/// Reads the records of a VCF or BCF, some at a time, without copying or parsing them.
///
/// Memory is bounded by the window: as many records as fit [`Reader::set_window_size`], or one
/// that is larger, or those that [`Reader::extend`] adds.
pub struct Reader {
    input: Input,
    header: Header,
    dictionary: Dictionary,
    window: Window,
    window_size: usize,
    at_end: bool,
    /// What is read, where that is not all.
    selection: Option<Selection>,
    /// Reads single positions of the same file.
    looker: Option<Box<Self>>,
}

impl Reader {
    /// Opens a path, `-` being standard input; `threads` more threads decompress.
    ///
    /// # Errors
    ///
    /// Returns an error where the input cannot be read or does not begin with a VCF or BCF header.
    pub fn open(path: &str, threads: usize) -> Result<Self, Error> {
        Self::new(Input::open(path, threads)?)
    }

    /// Reads the header of an input.
    ///
    /// # Errors
    ///
    /// As [`Reader::open`].
    pub fn new(mut input: Input) -> Result<Self, Error> {
        let (header, window) = Window::after_header(&mut input, WINDOW_SIZE)?;
        Ok(Self {
            dictionary: header
                .dictionary()
                .map_err(|error| error.of_header(input.name()))?,
            input,
            header,
            window,
            window_size: WINDOW_SIZE,
            at_end: false,
            selection: None,
            looker: None,
        })
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The dictionaries of the header.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// What errors call the input.
    #[must_use]
    pub fn name(&self) -> &str {
        self.input.name()
    }

    /// Whether records are BCF blocks.
    #[must_use]
    pub fn is_bcf(&self) -> bool {
        self.window.framing() == Framing::Bcf
    }

    /// How many lines had more columns than the `#CHROM` line so far, and where the first is. The
    /// columns are copied to VCF and left out of BCF, as htslib leaves them out.
    #[must_use]
    pub fn surplus(&self) -> (u64, Option<&str>) {
        let surplus = &self.window.surplus;
        (surplus.count, surplus.first.as_deref())
    }

    /// Sets how many bytes a window takes in at once.
    pub fn set_window_size(&mut self, bytes: usize) {
        self.window_size = bytes.max(1);
    }

    /// Drops the records of the window and reads the next ones; `false` at the end.
    ///
    /// # Errors
    ///
    /// Returns an error where the input is damaged or truncated, or a record malformed.
    pub fn advance(&mut self) -> Result<bool, Error> {
        self.window.clear();
        self.extend()
    }

    /// Keeps the records of the window and reads more after them; `false` at the end.
    ///
    /// # Errors
    ///
    /// As [`Reader::advance`].
    pub fn extend(&mut self) -> Result<bool, Error> {
        let before = self.window.len();
        while self.window.len() == before && !self.at_end {
            let more = self.window.extend(&mut self.input, self.window_size);
            self.at_end = match self.selection {
                Some(_) => self.select(before, more)?,
                None => !more?,
            };
        }
        Ok(self.window.len() > before)
    }

    /// The number of records in the window.
    #[must_use]
    pub fn len(&self) -> usize {
        self.window.len()
    }

    /// Whether the window holds no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A record of the window.
    ///
    /// # Panics
    ///
    /// Panics where `i` is not below [`Reader::len`].
    #[must_use]
    pub fn record(&self, i: usize) -> Record<'_> {
        self.window.record(i, &self.dictionary)
    }

    /// The error for a record of the window that turns out to be malformed.
    #[must_use]
    pub fn malformed(&self, i: usize, what: &str) -> Error {
        self.window.malformed(&self.input, i, what)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_window_grows_by_its_size_not_by_half_the_input() {
        let header = "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let line = "1\t1\t.\tA\tC\t.\t.\t.\n";
        let text = header.to_string() + &line.repeat(100_000);
        let input = Input::new("test", Box::new(Cursor::new(text)), 0).unwrap();
        let mut reader = Reader::new(input).unwrap();
        reader.advance().unwrap();
        reader.set_window_size(line.len() * 10);
        for _ in 0..100 {
            let before = reader.len();
            assert!(reader.extend().unwrap());
            assert!(reader.len() - before <= 11);
        }
    }
}
