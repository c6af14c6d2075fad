//! A BCF record as a VCF line, as htslib prints it.
//!
//! [`encode`](super::encode) is the reverse, and shows both.
//!
//! ```
//! use dsdscore::variant::{Dictionary, decode::decode};
//!
//! let dictionary = Dictionary::parse(
//!     b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
//! )?;
//! // Two lengths say that more follows.
//! let cut = [32, 0, 0, 0, 0, 0, 0, 0];
//! let mut line = b"chrY".to_vec();
//! assert!(decode(&cut, &dictionary, &mut line).is_err());
//! assert_eq!(line, b"chrY");
//! # Ok::<(), dsdscore::variant::dictionary::Error>(())
//! ```

mod error;
mod format;
mod info;
mod number;
mod text;

pub use error::Error;

use super::dictionary::Dictionary;
use super::typed::{Type, Value, integers, read_value, take};
use error::Section;

/// Appends the VCF line of a BCF record, without a line end, to `out`.
///
/// `record` is a whole record: its two lengths, the shared and the
/// individual block.
///
/// # Errors
///
/// A record that is cut, malformed or of another header. `out` is then as
/// it was.
pub fn decode(record: &[u8], dictionary: &Dictionary, out: &mut Vec<u8>) -> Result<(), Error> {
    whole_or_nothing(out, |out| {
        let record = append_site(record, dictionary, out)?;
        format::push(&record, dictionary, out)
    })
}

/// As [`decode`], but the first eight columns alone: many samples take long.
///
/// # Errors
///
/// As [`decode`].
pub fn decode_site(record: &[u8], dictionary: &Dictionary, out: &mut Vec<u8>) -> Result<(), Error> {
    whole_or_nothing(out, |out| append_site(record, dictionary, out).map(|_| ()))
}

fn whole_or_nothing(
    out: &mut Vec<u8>,
    append: impl FnOnce(&mut Vec<u8>) -> Result<(), Error>,
) -> Result<(), Error> {
    let start = out.len();
    let result = append(out);
    if result.is_err() {
        out.truncate(start);
    }
    result
}

fn append_site<'a>(
    record: &'a [u8],
    dictionary: &Dictionary,
    out: &mut Vec<u8>,
) -> Result<Record<'a>, Error> {
    let record = Record::read(record)?;
    if record.sample_count != dictionary.sample_count() {
        let (expected, actual) = (dictionary.sample_count(), record.sample_count);
        return Err(Error::SampleCount { expected, actual });
    }
    let mut shared = record.shared;
    out.extend_from_slice(record.contig(dictionary)?);
    out.push(b'\t');
    number::push_integer(out, i64::from(record.position) + 1);
    out.push(b'\t');
    push_string(&mut shared, Section::Id, out)?;
    out.push(b'\t');
    push_alleles(&mut shared, record.allele_count, out)?;
    out.push(b'\t');
    text::push_float(out, record.quality);
    out.push(b'\t');
    push_filter(&mut shared, dictionary, out)?;
    out.push(b'\t');
    info::push(&mut shared, record.info_count, dictionary, out)?;
    Ok(record)
}

/// The fixed fields of a record and its two blocks.
struct Record<'a> {
    contig: i32,
    position: i32,
    /// The bits of QUAL.
    quality: u32,
    info_count: u16,
    allele_count: u16,
    format_count: u8,
    sample_count: usize,
    shared: &'a [u8],
    individual: &'a [u8],
}

impl<'a> Record<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut src = bytes;
        let fixed = take(&mut src, 32).map_err(|source| Section::Fixed.error(source))?;
        let word = |i: usize| {
            let bytes = [
                fixed[4 * i],
                fixed[4 * i + 1],
                fixed[4 * i + 2],
                fixed[4 * i + 3],
            ];
            u32::from_le_bytes(bytes)
        };
        let (shared_len, individual_len) = (word(0) as usize, word(1) as usize);
        let (declared, actual) = (shared_len + individual_len + 8, bytes.len());
        if shared_len < 24 || declared != actual {
            return Err(Error::Length { declared, actual });
        }
        let (shared, individual) = src.split_at(shared_len - 24);
        Ok(Self {
            contig: word(2).cast_signed(),
            position: word(3).cast_signed(),
            quality: word(5),
            info_count: word(6) as u16,
            allele_count: (word(6) >> 16) as u16,
            format_count: (word(7) >> 24) as u8,
            sample_count: (word(7) & 0xff_ffff) as usize,
            shared,
            individual,
        })
    }

    fn contig<'d>(&self, dictionary: &'d Dictionary) -> Result<&'d [u8], Error> {
        let index = usize::try_from(self.contig).ok();
        let contig = index.and_then(|index| dictionary.contig(index));
        contig.ok_or(Error::UnknownIndex {
            section: Section::Contig,
            index: self.contig,
        })
    }
}

fn push_string(src: &mut &[u8], section: Section, out: &mut Vec<u8>) -> Result<(), Error> {
    let value = read_value(src).map_err(|source| section.error(source))?;
    if value.ty != Type::Char {
        return Err(Error::UnexpectedType {
            section,
            ty: value.ty,
        });
    }
    text::push_array(out, value);
    Ok(())
}

/// REF, a tab and ALT.
fn push_alleles(src: &mut &[u8], count: u16, out: &mut Vec<u8>) -> Result<(), Error> {
    if count == 0 {
        return Err(Error::NoReference);
    }
    push_string(src, Section::Alleles, out)?;
    out.push(b'\t');
    for i in 1..count {
        if i > 1 {
            out.push(b',');
        }
        push_string(src, Section::Alleles, out)?;
    }
    if count == 1 {
        out.push(b'.');
    }
    Ok(())
}

fn push_filter(src: &mut &[u8], dictionary: &Dictionary, out: &mut Vec<u8>) -> Result<(), Error> {
    let section = Section::Filter;
    let value = read_value(src).map_err(|source| section.error(source))?;
    if value.is_empty() {
        out.push(b'.');
        return Ok(());
    }
    let Value { ty, .. } = value;
    if !matches!(ty, Type::Int8 | Type::Int16 | Type::Int32) {
        return Err(Error::UnexpectedType { section, ty });
    }
    for (i, index) in integers(value).enumerate() {
        if i > 0 {
            out.push(b';');
        }
        out.extend_from_slice(string(index, section, dictionary)?);
    }
    Ok(())
}

/// The ID that an index stands for.
fn string(index: i32, section: Section, dictionary: &Dictionary) -> Result<&[u8], Error> {
    let id = usize::try_from(index)
        .ok()
        .and_then(|index| dictionary.string(index));
    id.ok_or(Error::UnknownIndex { section, index })
}

#[cfg(test)]
mod tests;
