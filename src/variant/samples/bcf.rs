//! The FORMAT fields of a BCF record.

use super::{Error, Genotype};
use crate::variant::{
    Dictionary,
    bcf::Block,
    typed::{self, INTEGER_END, Type, Value, integers, read_descriptor, read_integer, take},
};

/// The part of a record that holds the samples: of each field its key, a descriptor and as many
/// vectors as there are samples (VCF specification, section 6.3.3).
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    bytes: &'a [u8],
    field_count: usize,
    sample_count: usize,
    dictionary: &'a Dictionary,
}

/// A field of all samples.
#[derive(Clone, Copy)]
struct Field<'a> {
    ty: Type,
    /// Bytes a sample.
    width: usize,
    bytes: &'a [u8],
}

impl<'a> Field<'a> {
    fn value(&self, sample: usize) -> Option<Value<'a>> {
        let start = sample.checked_mul(self.width)?;
        let bytes = self.bytes.get(start..start.checked_add(self.width)?)?;
        Some(Value { ty: self.ty, bytes })
    }
}

impl<'a> Fields<'a> {
    /// Of a record.
    pub fn new(block: &Block<'a>, dictionary: &'a Dictionary) -> Self {
        let (field_count, sample_count) = block.format_counts();
        let bytes = block.individual();
        Self {
            bytes,
            // Without any bytes there are none, whatever the count says.
            field_count: if bytes.is_empty() { 0 } else { field_count },
            sample_count,
            dictionary,
        }
    }

    /// A sample's values of the field with an index in the string dictionary.
    pub fn value(&self, key: Option<usize>, sample: usize) -> Result<Option<Value<'a>>, Error> {
        let field = self.field(key, sample)?;
        Ok(field.and_then(|field| field.value(sample)))
    }

    /// A field, where it has that sample.
    fn field(&self, key: Option<usize>, sample: usize) -> Result<Option<Field<'a>>, Error> {
        self.check_sample_count()?;
        let Some(key) = key.filter(|_| sample < self.sample_count) else {
            return Ok(None);
        };
        let mut rest = self.bytes;
        for _ in 0..self.field_count {
            let (found, field) = self.read_field(&mut rest)?;
            if usize::try_from(found) == Ok(key) {
                return Ok(Some(field));
            }
        }
        Ok(None)
    }

    fn check_sample_count(&self) -> Result<(), Error> {
        let (expected, found) = (self.dictionary.sample_count(), self.sample_count);
        if found != expected {
            return Err(Error::SampleCount { expected, found });
        }
        Ok(())
    }

    fn read_field(&self, rest: &mut &'a [u8]) -> Result<(i32, Field<'a>), typed::Error> {
        let key = read_integer(rest)?;
        let (ty, count) = read_descriptor(rest)?;
        let width = count.saturating_mul(ty.width());
        let bytes = take(rest, width.saturating_mul(self.sample_count))?;
        Ok((key, Field { ty, width, bytes }))
    }

    /// Reads a genotype: an allele is its number plus 1, shifted by one bit, 0 if missing, and its
    /// lowest bit is its phase.
    pub fn genotype(&self, sample: usize, out: &mut Genotype) -> Result<(), Error> {
        let Some(field) = self.field(self.dictionary.string_index(b"GT"), sample)? else {
            return Ok(());
        };
        let value = match field.ty {
            Type::Float | Type::Char => return Err(Error::Type(field.ty)),
            _ => field.value(sample),
        };
        let Some(value) = value else { return Ok(()) };
        for allele in integers(value).take_while(|&n| n != INTEGER_END) {
            // Negative ones are reserved; the missing integer is a missing allele.
            let allele = u32::try_from(allele).unwrap_or(0);
            out.push((allele >> 1).checked_sub(1), allele & 1 == 1);
        }
        let mark = out.phased.first().copied();
        out.finish(mark.filter(|_| self.has_phase_of_first(field)));
        Ok(())
    }

    /// Whether the phases of first alleles mean something: from VCF 4.4 on, and where any genotype
    /// has one. Older writers leave all unset, of phased genotypes too.
    fn has_phase_of_first(&self, field: Field<'_>) -> bool {
        let mut samples = 0..self.sample_count;
        self.dictionary.has_leading_phase()
            && samples.any(|sample| {
                let first = field.value(sample).and_then(|value| integers(value).next());
                first.is_some_and(|first| first > 0 && first & 1 == 1)
            })
    }
}
