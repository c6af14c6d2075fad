//! FORMAT fields of a record's samples, read in place.
//!
//! ```
//! use dsdscore::variant::{FormatKey, Genotype, Reader};
//!
//! let vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP1\n\
//!            chrY\t2787000\t.\tC\tT\t.\tPASS\t.\tGT:DP\t0/1:30\n";
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("one.vcf");
//! std::fs::write(&path, vcf)?;
//! let mut reader = Reader::open(path.to_str().unwrap(), 0)?;
//! let depth = FormatKey::new("DP", reader.dictionary());
//! let mut genotype = Genotype::default();
//! while reader.advance()? {
//!     let samples = reader.record(0).samples();
//!     samples.genotype(0, &mut genotype)?;
//!     assert_eq!(genotype.alleles, [Some(0), Some(1)]);
//!     assert_eq!(samples.text(&depth, 0)?, Some(&b"30"[..]));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bcf;
mod error;
mod genotype;
mod number;
mod vcf;

use super::{Dictionary, Record};

pub use self::{error::Error, genotype::Genotype};

/// A FORMAT key, with its index in a string dictionary.
#[derive(Clone, Debug)]
pub struct FormatKey {
    name: Box<[u8]>,
    index: Option<usize>,
}

impl FormatKey {
    /// The key of a name; the dictionary is that of the records.
    #[must_use]
    pub fn new(name: &str, dictionary: &Dictionary) -> Self {
        Self {
            name: name.as_bytes().into(),
            index: dictionary.string_index(name.as_bytes()),
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        &self.name
    }
}

/// The FORMAT fields of a record. They are found anew by each call, and nothing is allocated: what
/// is read goes into buffers of the caller's. Samples of a VCF line are found fastest in their order.
///
/// Values do not depend on whether the record is of VCF or BCF: a field that the record does not
/// have, that is `.`, or that is dropped at the end of a sample, has no values.
#[derive(Clone, Debug)]
pub struct Samples<'a> {
    record: Record<'a>,
    fields: Fields<'a>,
}

#[derive(Clone, Debug)]
enum Fields<'a> {
    Vcf(vcf::Fields<'a>),
    Bcf(bcf::Fields<'a>),
}

impl<'a> Record<'a> {
    /// The FORMAT fields.
    #[must_use]
    pub fn samples(&self) -> Samples<'a> {
        let fields = match *self {
            Self::Vcf(line) => Fields::Vcf(vcf::Fields::new(line.samples())),
            Self::Bcf(block, dictionary) => Fields::Bcf(bcf::Fields::new(&block, dictionary)),
        };
        Samples {
            record: *self,
            fields,
        }
    }
}

impl<'a> Samples<'a> {
    /// Reads the genotype (GT) of a sample, counted from 0. It has no alleles where the record has
    /// no GT, where it is `.`, and where there is no such sample.
    ///
    /// # Errors
    ///
    /// Text that is no genotype, such as `0/x`, is an error rather than a missing genotype: nobody
    /// knows what a file that has one means by the others. So is an allele beyond the record's
    /// ALTs, as a program leaves it that splits records and forgets their genotypes: the sample may
    /// carry the ALT that is left. Without any ALT there is none to carry, and no error. A damaged
    /// BCF record is one.
    pub fn genotype(&self, sample: usize, out: &mut Genotype) -> Result<(), Error> {
        out.clear();
        match &self.fields {
            Fields::Vcf(fields) => match fields.value(b"GT", sample) {
                Some(text) => out.read_text(text).ok_or_else(|| Error::Genotype {
                    sample: sample + 1,
                    text: text.escape_ascii().to_string(),
                })?,
                None => return Ok(()),
            },
            Fields::Bcf(fields) => fields.genotype(sample, out)?,
        }
        self.check_alleles(sample, out)
    }

    fn check_alleles(&self, sample: usize, genotype: &Genotype) -> Result<(), Error> {
        let highest = genotype.alleles.iter().flatten().max().copied();
        let Some(allele @ 1..) = highest else {
            return Ok(());
        };
        match self.record.alternate_count() {
            alternates @ 1.. if allele as usize > alternates => Err(Error::Allele {
                sample: sample + 1,
                allele,
                alternates,
            }),
            _ => Ok(()),
        }
    }

    /// The text of a sample's field; `None` where it has no value, is `.`, or is no text in BCF.
    ///
    /// # Errors
    ///
    /// A damaged BCF record.
    pub fn text(&self, key: &FormatKey, sample: usize) -> Result<Option<&'a [u8]>, Error> {
        let text = match &self.fields {
            Fields::Vcf(fields) => fields.value(key.name(), sample),
            Fields::Bcf(fields) => fields.value(key.index, sample)?.and_then(number::text),
        };
        Ok(text.filter(|text| !matches!(*text, b"" | b".")))
    }

    /// How many ALTs the record has.
    #[must_use]
    pub fn alternate_count(&self) -> usize {
        self.record.alternate_count()
    }

    /// Replaces the contents of `out` with the numbers of a sample's field as they are, missing ones
    /// and what is no number among them; none where the field has no value.
    ///
    /// # Errors
    ///
    /// A damaged BCF record.
    pub fn floats(
        &self,
        key: &FormatKey,
        sample: usize,
        out: &mut Vec<Option<f32>>,
    ) -> Result<(), Error> {
        out.clear();
        match &self.fields {
            Fields::Vcf(fields) => {
                let text = fields.value(key.name(), sample);
                text.into_iter()
                    .for_each(|text| number::read_floats_of_text(text, out));
            }
            Fields::Bcf(fields) => {
                let value = fields.value(key.index, sample)?;
                value
                    .into_iter()
                    .for_each(|value| number::read_floats(value, out));
            }
        }
        Ok(())
    }

    /// Replaces the contents of `out` with the numbers of a sample's field, missing ones among
    /// them; none where the field has no value. A number with decimals is rounded down, so that it
    /// reaches a whole threshold exactly if its integer does: old callers write GQ as `14.79`. One
    /// that is beyond `i32` or not finite is missing.
    ///
    /// # Errors
    ///
    /// Text that is no number, or a damaged BCF record.
    pub fn integers(
        &self,
        key: &FormatKey,
        sample: usize,
        out: &mut Vec<Option<i32>>,
    ) -> Result<(), Error> {
        out.clear();
        let result = match &self.fields {
            Fields::Vcf(fields) => {
                let text = fields.value(key.name(), sample);
                text.map_or(Ok(()), |text| number::read_text(text, out))
            }
            Fields::Bcf(fields) => match fields.value(key.index, sample)? {
                Some(value) => number::read_value(value, out),
                None => Ok(()),
            },
        };
        if out.iter().all(Option::is_none) {
            out.clear();
        }
        result.map_err(|text| Error::Number {
            key: key.name().escape_ascii().to_string(),
            sample: sample + 1,
            text,
        })
    }
}

#[cfg(test)]
mod tests;
