//! The dictionaries of a BCF header: the integers that stand for contigs and
//! for the IDs of FILTER, INFO and FORMAT.
//!
//! ```
//! use dsdscore::variant::Dictionary;
//!
//! let dictionary = Dictionary::parse(
//!     b"##fileformat=VCFv4.2\n##contig=<ID=chrY>\n##FILTER=<ID=q10>\n\
//!       #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
//! )?;
//! assert_eq!(dictionary.contig_index(b"chrY"), Some(0));
//! // PASS is always the first.
//! assert_eq!(dictionary.string_index(b"q10"), Some(1));
//! # Ok::<(), dsdscore::variant::dictionary::Error>(())
//! ```

mod line;

use rustc_hash::FxHashMap;

use line::{Line, Value};

/// Why a header gives no dictionary.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the header has no #CHROM line; is the file complete?")]
    MissingColumnLine,
    #[error(
        "the #CHROM line does not name the eight fixed columns, and then FORMAT, separated by tabs: {0}"
    )]
    InvalidColumnLine(String),
    #[error(
        "the header gives IDX={index} both to {first} and to {second}; number them differently or remove the IDX attributes"
    )]
    ConflictingIdx {
        index: usize,
        first: String,
        second: String,
    },
}

/// The type of an INFO or FORMAT value. Character counts as String, as in htslib.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Flag,
    Integer,
    Float,
    String,
}

/// How many values an INFO or FORMAT field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// A fixed count; 0 for a flag.
    Count(u32),
    /// `A`: one per ALT allele.
    Alternates,
    /// `R`: one per allele.
    Alleles,
    /// `G`: one per genotype.
    Genotypes,
    /// `.`, the numbers of VCF 4.4 and later, or anything not understood.
    Variable,
}

/// An INFO or FORMAT declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The index of the ID in the string dictionary.
    pub index: usize,
    pub number: Number,
    pub ty: Type,
}

/// The string and contig dictionaries of a header, its INFO and FORMAT
/// declarations and its number of samples.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    strings: Names,
    info: FxHashMap<Box<[u8]>, Definition>,
    format: FxHashMap<Box<[u8]>, Definition>,
    contigs: Names,
    sample_count: usize,
    version: (u32, u32),
    has_idx: bool,
}

impl Dictionary {
    /// Reads a raw VCF header, from a VCF file or from a BCF header block.
    ///
    /// Indexes are those that htslib assigns: PASS first, then each ID where
    /// it first appears, at its `IDX` or else one past the highest so far.
    /// Lines that htslib skips are skipped.
    ///
    /// # Errors
    ///
    /// No or a malformed `#CHROM` line, or one `IDX` for two IDs.
    pub fn parse(header_text: &[u8]) -> Result<Self, Error> {
        let mut dictionary = Self {
            version: (4, 2),
            ..Self::default()
        };
        // The padding of a BCF header is no part of its text.
        let text = header_text.split(|&c| c == 0).next().unwrap_or_default();
        let mut lines = text
            .split(|&c| c == b'\n')
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        // htslib registers the first line, whatever it is, before PASS.
        dictionary.add(lines.clone().next().unwrap_or_default())?;
        dictionary.add(b"##FILTER=<ID=PASS>")?;
        for line in lines.by_ref() {
            if line.starts_with(b"#CHROM\t") || line.starts_with(b"#CHROM ") {
                dictionary.sample_count = count_samples(line)?;
                return Ok(dictionary);
            }
            dictionary.add(line)?;
        }
        Err(Error::MissingColumnLine)
    }

    /// The index of a FILTER, INFO or FORMAT ID.
    pub fn string_index(&self, id: &[u8]) -> Option<usize> {
        self.strings.indices.get(id).copied()
    }

    /// The FILTER, INFO or FORMAT ID at an index.
    pub fn string(&self, index: usize) -> Option<&[u8]> {
        self.strings.ids.get(&index).map(AsRef::as_ref)
    }

    /// The index of a contig.
    pub fn contig_index(&self, id: &[u8]) -> Option<usize> {
        self.contigs.indices.get(id).copied()
    }

    /// The contig at an index.
    pub fn contig(&self, index: usize) -> Option<&[u8]> {
        self.contigs.ids.get(&index).map(AsRef::as_ref)
    }

    /// The declaration of an INFO field.
    pub fn info(&self, id: &[u8]) -> Option<&Definition> {
        self.info.get(id)
    }

    /// The declaration of a FORMAT field.
    pub fn format(&self, id: &[u8]) -> Option<&Definition> {
        self.format.get(id)
    }

    /// The highest index of the string dictionary; a further ID comes after it.
    pub fn max_string_index(&self) -> usize {
        self.strings.next.saturating_sub(1)
    }

    /// Whether any declaration has an `IDX` attribute.
    pub fn has_idx(&self) -> bool {
        self.has_idx
    }

    /// The number of sample columns.
    pub fn sample_count(&self) -> usize {
        self.sample_count
    }

    /// Whether the file format, VCF 4.4 or later, writes the phase of the
    /// first allele.
    pub fn has_leading_phase(&self) -> bool {
        self.version >= (4, 4)
    }

    /// Whether the file format, VCF 4.4 or later, has an SVLEN for each ALT and
    /// derives END from them.
    pub fn derives_end(&self) -> bool {
        self.version >= (4, 4)
    }

    fn add(&mut self, line: &[u8]) -> Result<(), Error> {
        match line::parse(line) {
            Some(Line {
                key: b"fileformat",
                value: Value::Plain(text),
            }) => {
                self.version = parse_version(text).unwrap_or((4, 2));
                Ok(())
            }
            Some(Line {
                key: b"contig",
                value: Value::Fields(fields),
            }) => self.add_contig(&fields),
            Some(Line {
                key,
                value: Value::Fields(fields),
            }) if [&b"FILTER"[..], b"INFO", b"FORMAT"].contains(&key) => {
                self.add_string(key, &fields)
            }
            _ => Ok(()),
        }
    }

    fn add_contig(&mut self, fields: &[(&[u8], &[u8])]) -> Result<(), Error> {
        let find = |name: &[u8]| {
            let mut named = fields
                .iter()
                .filter(|(key, _)| key.eq_ignore_ascii_case(name));
            named.next().map(|(_, value)| *value)
        };
        // A contig with a senseless length does not exist for htslib.
        let valid = find(b"length").is_none_or(|length| int_prefix(length).is_some_and(|n| n >= 0));
        let (Some(id), true) = (find(b"ID"), valid) else {
            return Ok(());
        };
        let Ok(idx) = find(b"IDX").map(parse_idx).transpose() else {
            return Ok(());
        };
        self.has_idx |= idx.is_some();
        self.contigs.insert(id, idx).map(|_| ())
    }

    fn add_string(&mut self, key: &[u8], fields: &[(&[u8], &[u8])]) -> Result<(), Error> {
        let find = |name: &[u8]| {
            let mut named = fields.iter().rev().filter(|(key, _)| *key == name);
            named.next().map(|(_, value)| *value)
        };
        let (Some(id), Ok(idx)) = (find(b"ID"), find(b"IDX").map(parse_idx).transpose()) else {
            return Ok(());
        };
        self.has_idx |= idx.is_some();
        let index = self.strings.insert(id, idx)?;
        let ty = parse_type(find(b"Type").unwrap_or_default());
        let number = parse_number(find(b"Number").unwrap_or_default(), ty);
        let definitions = match key {
            b"INFO" => &mut self.info,
            b"FORMAT" => &mut self.format,
            _ => return Ok(()),
        };
        let definition = Definition { index, number, ty };
        definitions.entry(id.into()).or_insert(definition);
        Ok(())
    }
}

/// IDs and their indexes. Sparse: a hostile `IDX` must not cost memory.
#[derive(Clone, Debug, Default)]
struct Names {
    indices: FxHashMap<Box<[u8]>, usize>,
    ids: FxHashMap<usize, Box<[u8]>>,
    next: usize,
}

impl Names {
    /// Gives a new ID its index; one that is known keeps its own.
    fn insert(&mut self, id: &[u8], idx: Option<usize>) -> Result<usize, Error> {
        if let Some(&index) = self.indices.get(id) {
            return Ok(index);
        }
        let index = idx.unwrap_or(self.next);
        if let Some(first) = self.ids.get(&index) {
            return Err(Error::ConflictingIdx {
                index,
                first: String::from_utf8_lossy(first).into_owned(),
                second: String::from_utf8_lossy(id).into_owned(),
            });
        }
        self.indices.insert(id.into(), index);
        self.ids.insert(index, id.into());
        self.next = self.next.max(index + 1);
        Ok(index)
    }
}

/// The number at the beginning of a text, as C's `strtol` reads it.
fn int_prefix(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii_start();
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let digits = text[sign..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let text = std::str::from_utf8(&text[..sign + digits]).ok()?;
    let huge = if sign == 1 && text.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    (digits > 0).then(|| text.parse().unwrap_or(huge))
}

/// An `IDX` attribute; an error where htslib skips the line.
fn parse_idx(text: &[u8]) -> Result<usize, ()> {
    let index: u32 = std::str::from_utf8(text)
        .map_err(|_| ())?
        .trim_start()
        .parse()
        .map_err(|_| ())?;
    (index < i32::MAX as u32 - 1)
        .then_some(index as usize)
        .ok_or(())
}

fn parse_type(text: &[u8]) -> Type {
    match text {
        b"Integer" => Type::Integer,
        b"Float" => Type::Float,
        b"Flag" => Type::Flag,
        _ => Type::String,
    }
}

fn parse_number(text: &[u8], ty: Type) -> Number {
    match (ty, text) {
        (Type::Flag, _) => Number::Count(0),
        (_, b"A") => Number::Alternates,
        (_, b"R") => Number::Alleles,
        (_, b"G") => Number::Genotypes,
        _ => int_prefix(text)
            .and_then(|n| n.try_into().ok())
            .map_or(Number::Variable, Number::Count),
    }
}

/// `(4, 2)` of `VCFv4.2`.
fn parse_version(text: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(text).ok()?;
    let (major, minor) = text.split_once("VCFv")?.1.split_once('.')?;
    let number = |part: &str| int_prefix(part.as_bytes())?.try_into().ok();
    Some((number(major)?, number(minor)?))
}

fn count_samples(line: &[u8]) -> Result<usize, Error> {
    const FIXED: &[u8] = b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
    let invalid = || Error::InvalidColumnLine(String::from_utf8_lossy(line).into_owned());
    let rest = line.strip_prefix(FIXED).ok_or_else(invalid)?;
    if rest.is_empty() {
        return Ok(0);
    }
    let samples = rest.strip_prefix(b"\tFORMAT").ok_or_else(invalid)?;
    Ok(memchr::memchr_iter(b'\t', samples).count())
}

#[cfg(test)]
mod tests;
