//! A VCF line as a BCF record, as htslib makes it.
//!
//! ```
//! use dsdscore::variant::{Dictionary, decode::decode, encode::{Scratch, encode}};
//!
//! let dictionary = Dictionary::parse(
//!     b"##fileformat=VCFv4.2\n##contig=<ID=chrY>\n\
//!       #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
//! )?;
//! let line = b"chrY\t2787000\trs1\tC\tT\t.\tPASS\t.";
//! let (mut record, mut again) = (Vec::new(), Vec::new());
//! encode(line, &dictionary, &mut Scratch::default(), &mut record)?;
//! decode(&record, &dictionary, &mut again)?;
//! assert_eq!(again, line);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod format;
mod genotype;
mod info;
mod number;
mod reference_length;

pub use error::Error;

use super::dictionary::Dictionary;
use super::typed::{self, Type, write_descriptor, write_integers, write_string};
use reference_length::ReferenceLength;

/// Buffers that are used again for each record.
#[derive(Debug, Default)]
pub struct Scratch {
    /// FILTER indexes, INFO numbers, then the FORMAT integers of all samples.
    integers: Vec<i32>,
    /// As `integers`, of floats: their bits.
    floats: Vec<u32>,
    /// The FORMAT strings of all samples.
    text: Vec<u8>,
    fields: Vec<format::Field>,
    reference_length: ReferenceLength,
}

/// Bytes before the variable part of a record: two lengths, then CHROM, POS,
/// length on the reference, QUAL and four counts.
const FIXED_LEN: usize = 32;

/// Appends the BCF record of a VCF data line to `out`.
///
/// `line` has neither line feed nor carriage return at its end. The types in
/// the header decide how values are stored; what does not read as its type
/// is missing or an error where it is so for htslib.
///
/// # Errors
///
/// What BCF cannot hold, above all anything that the header does not
/// declare, and malformed columns. `out` is then as it was.
pub fn encode(
    line: &[u8],
    dictionary: &Dictionary,
    scratch: &mut Scratch,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    let start = out.len();
    let result = append(line, dictionary, scratch, out);
    if result.is_err() {
        out.truncate(start);
    }
    result
}

fn append(
    line: &[u8],
    dictionary: &Dictionary,
    scratch: &mut Scratch,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    if memchr::memchr(0, line).is_some() {
        return Err(Error::NulByte);
    }
    let start = out.len();
    out.extend_from_slice(&[0; FIXED_LEN]);
    let mut columns = RemainingColumns(Some(line));
    let contig = contig(columns.next("CHROM")?, dictionary)?;
    let position = position(columns.next("POS")?)?;
    id(columns.next("ID")?, out);
    let reference = columns.next("REF")?;
    write_string(out, reference);
    let alternates = columns.next("ALT")?;
    let allele_count = 1 + write_alternates(alternates, out)?;
    let quality = quality(columns.next("QUAL")?)?;
    filter(
        columns.next("FILTER")?,
        dictionary,
        &mut scratch.integers,
        out,
    )?;
    scratch.reference_length.start(alternates);
    let info_count = info::encode(columns.next("INFO")?, dictionary, scratch, out)?;
    let shared_len = out.len() - start - 8;
    let format_count = format::encode(&columns, dictionary, scratch, out)?;
    let individual_len = out.len() - start - 8 - shared_len;

    let lengths = [
        length(shared_len, "record")?,
        length(individual_len, "FORMAT")?,
    ];
    let rlen = scratch
        .reference_length
        .on_reference(position, reference, alternates);
    let samples = dictionary.sample_count() as u32 & 0xff_ffff;
    let fixed = [
        lengths[0],
        lengths[1],
        contig,
        position.cast_unsigned(),
        rlen.cast_unsigned(),
        quality,
        u32::from(allele_count) << 16 | u32::from(info_count),
        u32::from(format_count) << 24 | samples,
    ];
    let head = out[start..].chunks_exact_mut(4);
    head.zip(fixed)
        .for_each(|(bytes, value)| bytes.copy_from_slice(&value.to_le_bytes()));
    Ok(())
}

fn length(len: usize, what: &str) -> Result<u32, Error> {
    u32::try_from(len).map_err(|_| Error::TooLarge(what.into()))
}

/// What is left of a line: `None` after its last column.
struct RemainingColumns<'a>(Option<&'a [u8]>);

impl<'a> RemainingColumns<'a> {
    fn next(&mut self, name: &'static str) -> Result<&'a [u8], Error> {
        let rest = self.0.ok_or(Error::MissingColumn(name))?;
        let end = memchr::memchr(b'\t', rest);
        self.0 = end.map(|end| &rest[end + 1..]);
        Ok(&rest[..end.unwrap_or(rest.len())])
    }
}

fn contig(name: &[u8], dictionary: &Dictionary) -> Result<u32, Error> {
    let index = dictionary.contig_index(name);
    let index = index.and_then(|index| u32::try_from(index).ok());
    index.ok_or_else(|| Error::undeclared("contig", name))
}

/// The 0-based position; -1, before the telomere, is POS 0.
fn position(text: &[u8]) -> Result<i32, Error> {
    let invalid = || Error::InvalidPosition(error::lossy(text));
    let digits = text.strip_prefix(b"+").unwrap_or(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(invalid());
    }
    match number::integer(digits).0 {
        Some(position) => Ok(position - 1),
        None => Err(Error::PositionTooLarge(error::lossy(text))),
    }
}

fn id(text: &[u8], out: &mut Vec<u8>) {
    write_string(out, if text == b"." { b"" } else { text });
}

/// Writes the ALT alleles and returns their number.
fn write_alternates(text: &[u8], out: &mut Vec<u8>) -> Result<u16, Error> {
    if text == b"." {
        return Ok(0);
    }
    let mut count = 0;
    for allele in text.split(|&c| c == b',') {
        write_string(out, allele);
        count += 1;
    }
    let count = u16::try_from(count).ok().filter(|&count| count < u16::MAX);
    count.ok_or(Error::TooMany {
        what: "ALT alleles",
        limit: 65534,
    })
}

/// The bits of QUAL.
fn quality(text: &[u8]) -> Result<u32, Error> {
    if text == b"." {
        return Ok(typed::FLOAT_MISSING);
    }
    match number::float(text) {
        (Some(bits), used) if used == text.len() => Ok(bits),
        _ => Err(Error::InvalidQuality(error::lossy(text))),
    }
}

fn filter(
    text: &[u8],
    dictionary: &Dictionary,
    indexes: &mut Vec<i32>,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    if text == b"." {
        write_descriptor(out, Type::Null, 0);
        return Ok(());
    }
    indexes.clear();
    for name in text
        .strip_suffix(b";")
        .unwrap_or(text)
        .split(|&c| c == b';')
    {
        let index = dictionary.string_index(name);
        let index = index.and_then(|index| i32::try_from(index).ok());
        indexes.push(index.ok_or_else(|| Error::undeclared("FILTER", name))?);
    }
    write_integers(out, indexes, indexes.len());
    Ok(())
}

#[cfg(test)]
mod tests;
