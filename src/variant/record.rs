//! A record of either kind, read in place.

use std::str;

use super::{
    Dictionary, Key,
    bcf::Block,
    typed::{self, Type},
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
        alternates.extend(self.alternates());
    }

    /// The ALTs; none where the column is `.`.
    pub fn alternates(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (line, block) = match self {
            Self::Vcf(line) => (Some(line.alternates()), None),
            Self::Bcf(block, _) => (None, Some(block.alleles().skip(1))),
        };
        let lines = line.into_iter().flatten();
        lines.chain(block.into_iter().flatten())
    }

    /// The number of ALTs.
    #[must_use]
    pub fn alternate_count(&self) -> usize {
        self.alternates().count()
    }

    /// An ALT.
    #[must_use]
    pub fn alternate(&self, i: usize) -> Option<&'a [u8]> {
        self.alternates().nth(i)
    }

    /// The text of an INFO field; empty for a flag, `None` for one that BCF has as numbers.
    #[must_use]
    pub fn info(&self, key: &Key) -> Option<&'a [u8]> {
        match self {
            Self::Vcf(line) => line.info_value(key.finder()),
            Self::Bcf(block, _) => block
                .info_value(key.index()?)
                .filter(|value| matches!(value.ty, Type::Null | Type::Char))
                .map(|value| trim_nul(value.bytes)),
        }
    }

    /// The numbers of an INFO field of integers, `None` for those that are missing or none.
    pub fn info_integers(&self, key: &Key) -> impl Iterator<Item = Option<i64>> + use<'a> {
        let (text, value) = match self {
            Self::Vcf(line) => (line.info_value(key.finder()), None),
            Self::Bcf(block, _) => {
                let index = key.index();
                (None, index.and_then(|index| block.info_value(index)))
            }
        };
        let texts = text.into_iter().flat_map(|text| text.split(|&b| b == b','));
        let numbers = value.into_iter().flat_map(typed::integers);
        let numbers = numbers.take_while(|&number| number != typed::INTEGER_END);
        let known = |number: i32| (number >= typed::INTEGER_MIN).then(|| number.into());
        texts.map(vcf::parse_integer).chain(numbers.map(known))
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
