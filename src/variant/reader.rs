//! Reading variants: a header, then windows of whole records.

mod buffer;
mod header;
mod regions;
mod window;

pub use self::regions::IndexedReader;
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

    /// How many blank lines there were at the end. They are passed over: htslib would take each for a
    /// record without a contig.
    #[must_use]
    pub fn blank_lines(&self) -> u64 {
        self.window.blank
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

    const HEADER: &str = "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    const LINE: &str = "1\t1\t.\tA\tC\t.\t.\t.\n";

    /// How many records and blank lines there are, by windows of some size.
    fn count(text: &str, window: usize) -> Result<(usize, u64), Error> {
        let input = Input::new("test", Box::new(Cursor::new(text.to_string())), 0)?;
        let mut reader = Reader::new(input)?;
        reader.set_window_size(window);
        let mut records = 0;
        while reader.advance()? {
            records += reader.len();
        }
        Ok((records, reader.blank_lines()))
    }

    #[test]
    fn blank_lines_at_the_end_are_passed_over_and_between_records_refused() {
        for window in [1, 3, 1 << 10] {
            for (end, blank) in [
                ("", 0),
                ("\n", 1),
                ("\n\n\n", 3),
                ("\r\n\r\n", 2),
                ("\n\r", 2),
                (&"\n".repeat(5000), 5000),
            ] {
                for records in [0, 1, 2] {
                    let text = HEADER.to_string() + &LINE.repeat(records) + end;
                    assert_eq!(count(&text, window).unwrap(), (records, blank), "{end:?}");
                }
            }
            let text = format!("{HEADER}{LINE}\n\r\n{LINE}\n");
            let told = count(&text, window).unwrap_err().to_string();
            assert!(told.contains("line 4"), "{told}");
        }
        assert!(count(&format!("{HEADER}{LINE} \n"), 9).is_err());
    }

    #[test]
    fn a_window_grows_by_its_size_not_by_half_the_input() {
        let text = HEADER.to_string() + &LINE.repeat(100_000);
        let input = Input::new("test", Box::new(Cursor::new(text)), 0).unwrap();
        let mut reader = Reader::new(input).unwrap();
        reader.advance().unwrap();
        reader.set_window_size(LINE.len() * 10);
        for _ in 0..100 {
            let before = reader.len();
            assert!(reader.extend().unwrap());
            assert!(reader.len() - before <= 11);
        }
    }
}
