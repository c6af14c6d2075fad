//! VCF records as lines of bytes.

mod float;
mod info;

use memchr::memmem::Finder;

use super::Edit;

pub use self::float::{FloatTexts, write_float};

/// The columns that are looked at: CHROM to INFO.
const COLUMNS: usize = 8;
const INFO: usize = COLUMNS - 1;
/// Digits that any `i64` has room for.
const MAX_DIGITS: usize = 18;

/// Where the first eight columns of a line end, from its start.
pub type Ends = [u32; COLUMNS];

/// A data line and where its first eight columns end.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The line without its LF; a CR stays.
    bytes: &'a [u8],
    ends: &'a Ends,
}

/// Finds where the first eight columns of a line end, and whether there are more columns in all
/// than expected: htslib passes over these, and so do we.
///
/// # Errors
///
/// Returns what is wrong with the line; too few columns are.
pub fn split(line: &[u8], columns: Option<usize>) -> Result<(Ends, bool), String> {
    let text = line.strip_suffix(b"\r").unwrap_or(line);
    let mut ends = Ends::default();
    let mut tabs = memchr::memchr_iter(b'\t', text);
    for (i, end) in ends.iter_mut().enumerate() {
        let at = match tabs.next() {
            Some(at) => at,
            None if i == INFO => text.len(),
            None => return Err(format!("{} columns instead of at least 8", i + 1)),
        };
        *end = u32::try_from(at).map_err(|_| "the first eight columns exceed 4 GiB")?;
    }
    check_position(&text[ends[0] as usize + 1..ends[1] as usize])?;
    match columns {
        Some(expected) => {
            let is_last = ends[INFO] as usize == text.len();
            let found = COLUMNS + usize::from(!is_last) + tabs.count();
            has_surplus(found, expected).map(|surplus| (ends, surplus))
        }
        None => Ok((ends, false)),
    }
}

fn check_position(text: &[u8]) -> Result<(), String> {
    match parse_integer(text) {
        Some(0..) => Ok(()),
        _ => Err(format!("POS is \"{}\", not a number", text.escape_ascii())),
    }
}

fn has_surplus(found: usize, expected: usize) -> Result<bool, String> {
    if found < expected {
        return Err(format!(
            "{found} columns, where the #CHROM line has {expected}"
        ));
    }
    Ok(found > expected)
}

impl<'a> Line<'a> {
    /// A line with its column ends, as `split` found them.
    #[must_use]
    pub fn new(bytes: &'a [u8], ends: &'a Ends) -> Self {
        Self { bytes, ends }
    }

    /// The line without its LF; a CR stays.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Where its columns end.
    #[must_use]
    pub fn ends(&self) -> &'a Ends {
        self.ends
    }

    /// The line without CR and LF.
    #[must_use]
    pub fn text(&self) -> &'a [u8] {
        self.bytes.strip_suffix(b"\r").unwrap_or(self.bytes)
    }

    /// A column, from 0 (CHROM) to 7 (INFO).
    fn column(&self, i: usize) -> &'a [u8] {
        let start = if i == 0 {
            0
        } else {
            self.ends[i - 1] as usize + 1
        };
        &self.bytes[start..self.ends[i] as usize]
    }

    /// CHROM.
    #[must_use]
    pub fn contig(&self) -> &'a [u8] {
        self.column(0)
    }

    /// POS, 1-based; 0 is the telomere. `None` where it is not a number.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        parse_integer(self.column(1)).and_then(|n| n.try_into().ok())
    }

    /// ID, `.` where it has none.
    #[must_use]
    pub fn id(&self) -> &'a [u8] {
        self.column(2)
    }

    /// REF.
    #[must_use]
    pub fn reference(&self) -> &'a [u8] {
        self.column(3)
    }

    /// The ALTs; none where the column is `.`.
    pub fn alternates(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let column = Some(self.column(4)).filter(|c| *c != b".");
        column.into_iter().flat_map(|c| c.split(|&b| b == b','))
    }

    /// QUAL, `.` where it has none.
    #[must_use]
    pub fn quality(&self) -> &'a [u8] {
        self.column(5)
    }

    /// FILTER, `.` where none was applied.
    #[must_use]
    pub fn filter(&self) -> &'a [u8] {
        self.column(6)
    }

    /// The INFO column.
    #[must_use]
    pub fn info(&self) -> &'a [u8] {
        self.column(INFO)
    }

    /// FORMAT and the samples, separated by tabs; empty where the line ends with INFO.
    #[must_use]
    pub fn samples(&self) -> &'a [u8] {
        let text = self.text();
        text.get(self.ends[INFO] as usize + 1..).unwrap_or_default()
    }

    /// The value of the INFO field whose key a finder finds; empty for a flag.
    #[must_use]
    pub fn info_value(&self, key: &Finder) -> Option<&'a [u8]> {
        info::value(self.info(), key)
    }

    /// Appends the line, without its LF, with our fields of INFO written anew.
    ///
    /// # Errors
    ///
    /// As [`Keys::contains`](super::Keys::contains).
    pub fn write_edited(
        &self,
        edit: &Edit,
        floats: &mut FloatTexts,
        out: &mut Vec<u8>,
    ) -> Result<(), String> {
        let info_start = self.ends[INFO - 1] as usize + 1;
        out.extend_from_slice(&self.bytes[..info_start]);
        info::write_edited(self.info(), edit, floats, out)?;
        out.extend_from_slice(&self.bytes[self.ends[INFO] as usize..]);
        Ok(())
    }
}

/// A decimal integer, as POS and END are written.
pub fn parse_integer(text: &[u8]) -> Option<i64> {
    let (digits, sign) = match text {
        [b'-', digits @ ..] => (digits, -1),
        [b'+', digits @ ..] => (digits, 1),
        digits => (digits, 1),
    };
    if !(1..=MAX_DIGITS).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let add = |number, digit: &u8| number * 10 + i64::from(digit - b'0');
    Some(sign * digits.iter().fold(0, add))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::{Dictionary, Keys, Value};

    fn edited(line: &[u8], value: Value) -> Vec<u8> {
        let dictionary = Dictionary::parse(
            b"##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        )
        .unwrap();
        let (ends, _) = split(line, None).unwrap();
        let (keys, values) = (
            Keys::new(&["DSD".into()], &dictionary, &dictionary),
            [value],
        );
        let edit = Edit {
            keys: &keys,
            values: &values,
        };
        let mut out = Vec::new();
        Line::new(line, &ends)
            .write_edited(&edit, &mut FloatTexts::default(), &mut out)
            .unwrap();
        out
    }

    #[test]
    fn info_is_extended_and_the_rest_copied() {
        let line = b"1\t5\t.\tA\tC,*\t.\t.\tAC=1\tGT:\xff\t0/1";
        assert_eq!(
            edited(line, Value::Floats(vec![0.25, f32::NAN])),
            b"1\t5\t.\tA\tC,*\t.\t.\tAC=1;DSD=0.25,.\tGT:\xff\t0/1"
        );
    }

    #[test]
    fn a_carriage_return_stays_at_the_end() {
        assert_eq!(
            edited(b"1\t5\t.\tA\tC\t.\t.\tX\r", Value::Text(b"g".into())),
            b"1\t5\t.\tA\tC\t.\t.\tX;DSD=g\r"
        );
        assert_eq!(
            edited(b"1\t5\t.\tA\tC\t.\t.\t.\r", Value::Text(vec![])),
            b"1\t5\t.\tA\tC\t.\t.\t.\r"
        );
    }

    #[test]
    fn a_line_of_too_few_columns_is_malformed() {
        assert!(
            split(b"1\t5\t.\tA\tC\t.\t.", None)
                .unwrap_err()
                .contains("7 columns")
        );
        assert!(split(b"", None).is_err());
        let line = b"1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1";
        assert!(split(line, Some(11)).unwrap_err().contains("10 columns"));
        assert!(!split(line, Some(10)).unwrap().1);
        let line = b"1	5	.	A	C	.	.	.";
        assert!(split(line, Some(10)).unwrap_err().contains("8 columns"));
        assert!(
            split(b"1\tx\t.\tA\tC\t.\t.\t.", None)
                .unwrap_err()
                .contains("POS")
        );
    }

    #[test]
    fn a_line_of_too_many_columns_is_read_as_htslib_reads_it() {
        let line = b"1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1\t1/1";
        assert!(split(line, Some(10)).unwrap().1);
    }

    #[test]
    fn columns_are_read_in_place() {
        let line = b"chr1\t12\trs1\tAT\tA,<DEL>\t.\tPASS\tEND=20;DB\tGT\t0/1\r";
        let (ends, _) = split(line, None).unwrap();
        let line = Line::new(line, &ends);
        assert_eq!(
            [line.id(), line.quality(), line.filter()],
            [&b"rs1"[..], b".", b"PASS"]
        );
        assert_eq!(line.samples(), b"GT\t0/1");
        assert_eq!(line.contig(), b"chr1");
        assert_eq!(line.position(), Some(12));
        assert_eq!(
            line.alternates().collect::<Vec<_>>(),
            [b"A".as_slice(), b"<DEL>"]
        );
        assert_eq!(line.info_value(&Finder::new("END")), Some(b"20".as_slice()));
        assert_eq!(line.info_value(&Finder::new("DB")), Some(b"".as_slice()));
        assert_eq!(line.info_value(&Finder::new("ND")), None);
    }

    #[test]
    fn a_line_that_ends_with_info_has_no_samples() {
        let line = b"1\t5\t.\tA\tC\t.\t.\tX\r";
        let (ends, _) = split(line, None).unwrap();
        assert_eq!(Line::new(line, &ends).samples(), b"");
    }

    #[test]
    fn integers_have_a_sign_digits_and_nothing_else() {
        for (text, number) in [("0", 0), ("007", 7), ("-12", -12), ("+3", 3)] {
            assert_eq!(parse_integer(text.as_bytes()), Some(number));
        }
        assert_eq!(parse_integer(&[b'9'; 18]), Some(10_i64.pow(18) - 1));
        for text in ["", "-", "1.", "0x1", " 1", "--1", "9999999999999999999"] {
            assert_eq!(parse_integer(text.as_bytes()), None, "{text}");
        }
    }
}
