//! A record of either kind, read in place.

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

    /// The last position that a record touches, 1-based; END where it has one, else the longer of
    /// REF and a symbolic ALT's SVLEN (which counts inserted bases too, but those of `<INS>` alone
    /// touch nothing).
    #[must_use]
    pub fn end(&self, record: &Record, alternates: &[&[u8]]) -> u64 {
        let start = record.position().unwrap_or(0);
        let reference_end = start + (record.reference().len() as u64).saturating_sub(1);
        if let Some(end) = self.positive(record, &self.end) {
            return end.max(start);
        }
        let is_spanning = |alt: &&[u8]| alt.starts_with(b"<") && !alt.starts_with(b"<INS");
        if !alternates.iter().any(is_spanning) {
            return reference_end;
        }
        let length = record
            .info_integer(&self.svlen)
            .map_or(0, i64::unsigned_abs);
        reference_end.max(start.saturating_add(length))
    }

    fn positive(&self, record: &Record, key: &Key) -> Option<u64> {
        record
            .info_integer(key)
            .and_then(|value| value.try_into().ok())
    }
}

fn trim_nul(text: &[u8]) -> &[u8] {
    &text[..memchr::memchr(0, text).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(line: &[u8]) -> u64 {
        let dictionary = Dictionary::parse(
            b"##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        )
        .unwrap();
        let (ends, _) = vcf::split(line, None).unwrap();
        let record = Record::Vcf(Line::new(line, &ends));
        let mut alternates = Vec::new();
        record.read_alternates(&mut alternates);
        Extent::new(&dictionary).end(&record, &alternates)
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
    }
}
