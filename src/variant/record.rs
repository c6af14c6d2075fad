//! A record of either kind, read in place.

use std::str;

use super::{
    Dictionary, Key,
    bcf::Block,
    typed,
    vcf::{self, Line},
};

/// A record in the reader's window.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// A line of text.
    Vcf(Line<'a>),
    /// A block, with the dictionaries that its numbers refer to.
    Bcf(Block<'a>, &'a Dictionary),
}

impl<'a> Record<'a> {
    /// CHROM; `None` where a BCF record names a contig that the header does not define.
    #[must_use]
    pub fn contig(&self) -> Option<&'a [u8]> {
        match self {
            Self::Vcf(line) => Some(line.contig()),
            Self::Bcf(block, dictionary) => dictionary.contig(block.contig_index()?),
        }
    }

    /// POS, 1-based; 0 is the telomere.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        match self {
            Self::Vcf(line) => line.position(),
            Self::Bcf(block, _) => block.position(),
        }
    }

    /// REF.
    #[must_use]
    pub fn reference(&self) -> &'a [u8] {
        match self {
            Self::Vcf(line) => line.reference(),
            Self::Bcf(block, _) => block.alleles().next().unwrap_or_default(),
        }
    }

    /// Replaces the contents of `alternates` with the ALTs; none where the column is `.`.
    pub fn read_alternates(&self, alternates: &mut Vec<&'a [u8]>) {
        alternates.clear();
        match self {
            Self::Vcf(line) => alternates.extend(line.alternates()),
            Self::Bcf(block, _) => alternates.extend(block.alleles().skip(1)),
        }
    }

    /// The number of ALTs.
    #[must_use]
    pub fn alternate_count(&self) -> usize {
        match self {
            Self::Vcf(line) => line.alternates().count(),
            Self::Bcf(block, _) => block.alleles().count().saturating_sub(1),
        }
    }

    /// An ALT.
    #[must_use]
    pub fn alternate(&self, i: usize) -> Option<&'a [u8]> {
        match self {
            Self::Vcf(line) => line.alternates().nth(i),
            Self::Bcf(block, _) => block.alleles().nth(i + 1),
        }
    }

    /// The text of an INFO field; empty for a flag.
    #[must_use]
    pub fn info(&self, key: &Key) -> Option<&'a [u8]> {
        match self {
            Self::Vcf(line) => line.info_value(key.finder()),
            Self::Bcf(block, _) => block
                .info_value(key.index()?)
                .map(|value| trim_nul(value.bytes)),
        }
    }

    /// The first number of an INFO field of integers.
    #[must_use]
    pub fn info_integer(&self, key: &Key) -> Option<i64> {
        match self {
            Self::Vcf(line) => {
                let values = line.info_value(key.finder())?;
                vcf::parse_integer(values.split(|&b| b == b',').next()?)
            }
            Self::Bcf(block, _) => typed::integers(block.info_value(key.index()?)?)
                .next()
                .filter(|&value| value >= typed::INTEGER_MIN)
                .map(i64::from),
        }
    }

    /// Replaces the contents of `numbers` with those of an INFO field of floats, NaN where one is
    /// missing; none where there is no such field.
    pub fn read_info_floats(&self, key: &Key, numbers: &mut Vec<f32>) {
        numbers.clear();
        match self {
            Self::Vcf(line) => {
                let value = line.info_value(key.finder()).into_iter();
                numbers.extend(
                    value
                        .flat_map(|value| value.split(|&b| b == b','))
                        .map(float),
                );
            }
            Self::Bcf(block, _) => {
                let value = key.index().and_then(|index| block.info_value(index));
                numbers.extend(value.into_iter().flat_map(typed::floats).map(finite));
            }
        }
    }

    /// Whether FILTER is `PASS` or `.`.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        match self {
            Self::Vcf(line) => matches!(line.filter(), b"PASS" | b"."),
            // PASS is the first string of every dictionary (VCF 4.3, section 6.2.1).
            Self::Bcf(block, _) => block.filters().all(|filter| filter == 0),
        }
    }

    /// `CHROM:POS`, for messages.
    #[must_use]
    pub fn place(&self) -> String {
        let contig = self.contig().unwrap_or(b"?").escape_ascii();
        format!("{contig}:{}", self.position().unwrap_or(0))
    }
}

/// Where a record ends on the reference: with END, SVLEN or REF.
#[derive(Clone, Debug)]
pub struct Extent {
    end: Key,
    svlen: Key,
}

impl Extent {
    /// For records of a dictionary.
    #[must_use]
    pub fn new(dictionary: &Dictionary) -> Self {
        Self {
            end: Key::new("END", dictionary),
            svlen: Key::new("SVLEN", dictionary),
        }
    }

    /// The last position that a record touches, 1-based: END where it has one, else the farthest
    /// that REF or an ALT reaches.
    #[must_use]
    pub fn end(&self, record: &Record, alternates: &[&[u8]]) -> u64 {
        let farthest = || {
            let ends = alternates
                .iter()
                .map(|alternate| self.end_of(record, alternate));
            ends.fold(reference_end(record), u64::max)
        };
        let start = record.position().unwrap_or(0);
        let end = self.positive(record, &self.end);
        // As in htslib, an END before POS says nothing.
        end.filter(|&end| end >= start).unwrap_or_else(farthest)
    }

    /// The last position that an ALT touches, 1-based: that of REF for bases, breakends and
    /// insertions, END or else SVLEN for other symbolic ALTs.
    #[must_use]
    pub fn end_of(&self, record: &Record, alternate: &[u8]) -> u64 {
        if !is_spanning(alternate) {
            return reference_end(record);
        }
        let start = record.position().unwrap_or(0);
        if let Some(end) = self.positive(record, &self.end) {
            return end.max(start);
        }
        let length = record
            .info_integer(&self.svlen)
            .map_or(0, i64::unsigned_abs);
        reference_end(record).max(start.saturating_add(length))
    }

    fn positive(&self, record: &Record, key: &Key) -> Option<u64> {
        record
            .info_integer(key)
            .and_then(|value| value.try_into().ok())
    }
}

fn reference_end(record: &Record) -> u64 {
    let start = record.position().unwrap_or(0);
    start + (record.reference().len() as u64).saturating_sub(1)
}

/// Whether a symbolic ALT reaches from POS to END. Between breakends it does not: some callers
/// write the mate's position, on whatever contig, as END.
fn is_spanning(alternate: &[u8]) -> bool {
    const ELSEWHERE: [&[u8]; 3] = [b"<INS", b"<BND", b"<TRA"];
    alternate.starts_with(b"<") && !ELSEWHERE.iter().any(|start| alternate.starts_with(start))
}

/// A number as text; NaN where it is missing or none.
fn float(text: &[u8]) -> f32 {
    let number = str::from_utf8(text).ok().and_then(|text| text.parse().ok());
    finite(number.unwrap_or(f32::NAN))
}

fn finite(number: f32) -> f32 {
    match number.is_finite() {
        true => number,
        false => f32::NAN,
    }
}

fn trim_nul(text: &[u8]) -> &[u8] {
    &text[..memchr::memchr(0, text).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(line: &[u8]) -> u64 {
        ends(line).0
    }

    /// The end of the record, and those of its ALTs.
    fn ends(line: &[u8]) -> (u64, Vec<u64>) {
        let dictionary = Dictionary::parse(
            b"##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        )
        .unwrap();
        let (ends, _) = vcf::split(line, None).unwrap();
        let record = Record::Vcf(Line::new(line, &ends));
        let mut alternates = Vec::new();
        record.read_alternates(&mut alternates);
        let extent = Extent::new(&dictionary);
        let each = alternates
            .iter()
            .map(|alternate| extent.end_of(&record, alternate));
        (extent.end(&record, &alternates), each.collect())
    }

    #[test]
    fn each_alternate_ends_where_it_reaches() {
        let mixed = b"1\t10\t.\tAC\tA,<DEL>,<INS>,N]2:99],<BND>\t.\t.\tEND=50";
        assert_eq!(ends(mixed).1, [11, 50, 11, 11, 11]);
        let translocation = b"1\t10\t.\tA\t<TRA>\t.\t.\tCHR2=5;END=90000";
        assert_eq!(ends(translocation).1, [10]);
    }

    #[test]
    fn a_record_ends_with_its_reference_allele_or_event() {
        assert_eq!(end(b"1\t10\t.\tA\tC\t.\t.\t."), 10);
        assert_eq!(end(b"1\t10\t.\tACG\tA\t.\t.\t."), 12);
        assert_eq!(end(b"1\t10\t.\tA\t<DEL>\t.\t.\tEND=50;SVLEN=-40"), 50);
        assert_eq!(end(b"1\t10\t.\tA\t<DEL>\t.\t.\tSVLEN=-40"), 50);
        assert_eq!(end(b"1\t10\t.\tA\t<INS>\t.\t.\tSVLEN=40"), 10);
        assert_eq!(end(b"1\t10\t.\tA\tC\t.\t.\tSVLEN=40"), 10);
        assert_eq!(end(b"1\t10\t.\tA\t<DEL>\t.\t.\tEND=5"), 10);
        assert_eq!(end(b"1\t10\t.\tACG\tA\t.\t.\tEND=5"), 12);
    }
}
