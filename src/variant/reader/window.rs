//! A stretch of the input that holds whole records.

use super::{
    buffer::Buffer,
    header::{Framing, TakenHeader, take_header},
};
use crate::{
    text::without_mark,
    variant::{
        Dictionary, Error, Header, Input, Record,
        bcf::{self, Block},
        index_reader::Verdict,
        vcf::{self, Line},
    },
};

/// Bytes of the input, and where the whole records among them lie.
#[derive(Debug)]
pub struct Window {
    bytes: Buffer,
    /// How many bytes the header or the framed records take.
    framed: usize,
    records: Vec<Span>,
    framing: Framing,
    /// Lines (VCF) or records (BCF) before the first record of the window.
    count_before: u64,
    /// Columns that a VCF line must have, where the header names samples.
    columns: Option<usize>,
    /// The contig that is read, where records are read by an index and lines have no numbers.
    contig: Option<String>,
    /// The lines that had more columns.
    pub surplus: Surplus,
    /// Blank lines at the end, which are passed over.
    pub blank: u64,
}

/// Lines that have more columns than the `#CHROM` line.
#[derive(Clone, Debug, Default)]
pub struct Surplus {
    /// How many there were so far.
    pub count: u64,
    /// Where the first one is.
    pub first: Option<String>,
}

impl Surplus {
    fn add(&mut self, place: String) {
        self.count += 1;
        self.first.get_or_insert(place);
    }
}

/// The next record of the input.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    /// Its length, without its LF.
    len: usize,
    ends: vcf::Ends,
    has_surplus: bool,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    /// Where the columns of a VCF line end; unused for BCF.
    ends: vcf::Ends,
}

impl Window {
    /// Reads the header of an input; the window then stands before the first record. A byte order
    /// mark is dropped: "VCF files must not contain a byte order mark" (VCF 4.3, section 1).
    pub fn after_header(input: &mut Input, size: usize) -> Result<(Header, Self), Error> {
        let mut bytes = Buffer::default();
        let TakenHeader {
            header,
            framing,
            len: framed,
        } = loop {
            let size = size.max(bytes.len());
            let more = bytes.read(input, size)?;
            bytes.drop_first(bytes.len() - without_mark(bytes.as_slice()).len());
            if let Some(found) = take_header(input, bytes.as_slice(), !more)? {
                break found;
            }
        };
        let column_count = header.column_count();
        let window = Self {
            bytes,
            framed,
            records: Vec::new(),
            framing,
            count_before: match framing {
                Framing::Vcf => header.meta().count() as u64 + 1,
                Framing::Bcf => 0,
            },
            columns: (column_count > 9).then_some(column_count),
            contig: None,
            surplus: Surplus::default(),
            blank: 0,
        };
        Ok((header, window))
    }

    /// How records follow one another.
    pub fn framing(&self) -> Framing {
        self.framing
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// A record.
    pub fn record<'a>(&'a self, i: usize, dictionary: &'a Dictionary) -> Record<'a> {
        let span = &self.records[i];
        let bytes = &self.bytes.as_slice()[span.start..span.end];
        match self.framing {
            Framing::Bcf => Record::Bcf(Block::new(bytes), dictionary),
            Framing::Vcf => Record::Vcf(Line::new(bytes, &span.ends)),
        }
    }

    /// Drops the framed records.
    pub fn clear(&mut self) {
        self.count_before += self.records.len() as u64;
        self.records.clear();
        self.bytes.drop_first(self.framed);
        self.framed = 0;
    }

    /// Begins with the records of a contig, which are read from elsewhere; bytes of no whole record
    /// are dropped.
    pub fn begin(&mut self, contig: String) {
        self.bytes.truncate(self.framed);
        self.count_before = 0;
        self.contig = Some(contig);
    }

    /// Drops the records from one on that are not to be kept; `true` where one says to stop.
    pub fn keep(
        &mut self,
        from: usize,
        dictionary: &Dictionary,
        mut judge: impl FnMut(&Record) -> Result<Verdict, Error>,
    ) -> Result<bool, Error> {
        let (mut kept, mut stops) = (from, false);
        for i in from..self.len() {
            let verdict = judge(&self.record(i, dictionary))?;
            stops |= verdict == Verdict::Stop;
            if stops {
                break;
            }
            if verdict == Verdict::Keep {
                self.records.swap(kept, i);
                kept += 1;
            }
        }
        self.count_before += (self.len() - kept) as u64;
        self.records.truncate(kept);
        if kept == 0 {
            self.clear();
        }
        Ok(stops)
    }

    /// Reads about `size` more bytes and frames the records that are whole now; `false` at the
    /// end of the input.
    pub fn extend(&mut self, input: &mut Input, size: usize) -> Result<bool, Error> {
        // As many bytes as there are of a long record, so that it is not searched over and over.
        let size = size.max(self.bytes.len() - self.framed);
        let more = self.bytes.read(input, size)?;
        while let Some(found) = self.next_record(input, !more)? {
            if found.has_surplus {
                self.surplus.add(self.place(self.records.len()));
            }
            let start = self.framed;
            let end = start + found.len;
            let ends = found.ends;
            self.records.push(Span { start, end, ends });
            // The line end is framed with its record.
            let is_line = self.framing == Framing::Vcf && end < self.bytes.len();
            self.framed = end + usize::from(is_line);
        }
        if !more {
            self.count_blank();
        }
        Ok(more)
    }

    fn next_record(&self, input: &Input, at_end: bool) -> Result<Option<Found>, Error> {
        let rest = &self.bytes.as_slice()[self.framed..];
        if rest.is_empty() {
            return Ok(None);
        }
        match self.framing {
            Framing::Vcf => {
                let found = match memchr::memchr(b'\n', rest) {
                    Some(len) => self.check_line(input, &rest[..len]),
                    None if at_end => self.check_last_line(input, rest),
                    None => return Ok(None),
                };
                match found {
                    Err(_) if is_blank(rest) => Ok(None),
                    found => found.map(Some),
                }
            }
            Framing::Bcf => match bcf::block_len(rest) {
                Some(len) if len <= rest.len() as u64 => {
                    let len = usize::try_from(len).map_err(|_| self.cut(input))?;
                    self.check_block(input, &rest[..len])?;
                    Ok(Some(Found {
                        len,
                        ..Found::default()
                    }))
                }
                _ if at_end => Err(self.cut(input)),
                _ => Ok(None),
            },
        }
    }

    /// Counts the lines that are left at the end of a VCF: they are blank, or were an error.
    fn count_blank(&mut self) {
        let rest = &self.bytes.as_slice()[self.framed..];
        let lines = memchr::memchr_iter(b'\n', rest).count();
        let is_cut = !rest.is_empty() && !rest.ends_with(b"\n");
        self.blank += (lines + usize::from(is_cut)) as u64;
        self.framed = self.bytes.len();
    }

    fn check_line(&self, input: &Input, line: &[u8]) -> Result<Found, Error> {
        vcf::split(line, self.columns)
            .map(|(ends, has_surplus)| Found {
                len: line.len(),
                ends,
                has_surplus,
            })
            .map_err(|what| self.malformed(input, self.records.len(), &what))
    }

    /// A last line without LF may be a cut one.
    fn check_last_line(&self, input: &Input, line: &[u8]) -> Result<Found, Error> {
        self.check_line(input, line).map_err(|_| self.cut(input))
    }

    fn check_block(&self, input: &Input, block: &[u8]) -> Result<(), Error> {
        Block::new(block)
            .check()
            .map_err(|what| self.malformed(input, self.records.len(), &what))
    }

    fn cut(&self, input: &Input) -> Error {
        let place = self.place(self.records.len());
        input.truncated(&format!("it stops in the middle of {place}"))
    }

    /// The error for a record of the window.
    pub fn malformed(&self, input: &Input, i: usize, what: &str) -> Error {
        Error::Record {
            name: input.name().into(),
            place: self.place(i),
            what: what.into(),
        }
    }

    fn place(&self, i: usize) -> String {
        let number = self.count_before + i as u64 + 1;
        match (&self.contig, self.framing) {
            (Some(contig), _) => format!("record {number} of those that were read of {contig}"),
            (None, Framing::Vcf) => format!("line {number}"),
            (None, Framing::Bcf) => format!("record {number}"),
        }
    }
}

/// Whether there are blank lines alone. Those between records are malformed.
fn is_blank(lines: &[u8]) -> bool {
    lines.iter().all(|b| matches!(b, b'\n' | b'\r'))
}
