//! FORMAT and the sample columns.

use super::error::Section;
use super::{Error, Record, string, text};
use crate::variant::dictionary::Dictionary;
use crate::variant::typed::{Type, Value, integers, read_descriptor, read_integer, take};

/// The values of one FORMAT field, of all samples.
#[derive(Clone, Copy)]
struct Field<'a> {
    is_genotype: bool,
    ty: Type,
    /// Bytes a sample.
    width: usize,
    bytes: &'a [u8],
}

impl<'a> Field<'a> {
    const NONE: Self = Self {
        is_genotype: false,
        ty: Type::Null,
        width: 0,
        bytes: &[],
    };

    fn sample(&self, sample: usize) -> Value<'a> {
        let start = sample * self.width;
        let bytes = self
            .bytes
            .get(start..start + self.width)
            .unwrap_or_default();
        Value { ty: self.ty, bytes }
    }
}

/// Appends a tab and each column from FORMAT on; nothing without samples.
pub(super) fn push(
    record: &Record<'_>,
    dictionary: &Dictionary,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    // As many as a record can have; a vector would be an allocation a record.
    let mut fields = [Field::NONE; 255];
    let fields = &mut fields[..record.field_count()];
    if fields.is_empty() {
        let columns = if record.sample_count > 0 {
            1 + record.sample_count
        } else {
            0
        };
        (0..columns).for_each(|_| out.extend_from_slice(b"\t."));
        return Ok(());
    }
    let mut src = record.individual;
    for (i, field) in fields.iter_mut().enumerate() {
        out.push(if i == 0 { b'\t' } else { b':' });
        *field = read_field(&mut src, record.sample_count, dictionary, out)?;
    }
    let leading_phase =
        dictionary.has_leading_phase() && has_phase_of_first(fields, record.sample_count);
    for sample in 0..record.sample_count {
        push_sample(fields, sample, leading_phase, out);
    }
    Ok(())
}

impl Record<'_> {
    /// The number of FORMAT fields; without any bytes for them, none.
    fn field_count(&self) -> usize {
        match self.individual {
            [] => 0,
            _ if self.sample_count == 0 => 0,
            _ => self.format_count.into(),
        }
    }
}

/// Reads a field's vector and appends its key.
fn read_field<'a>(
    src: &mut &'a [u8],
    samples: usize,
    dictionary: &Dictionary,
    out: &mut Vec<u8>,
) -> Result<Field<'a>, Error> {
    let section = Section::Format;
    let malformed = |source| section.error(source);
    let key = string(read_integer(src).map_err(malformed)?, section, dictionary)?;
    out.extend_from_slice(key);
    let (ty, count) = read_descriptor(src).map_err(malformed)?;
    let is_genotype = key == b"GT";
    let unprintable = if is_genotype {
        matches!(ty, Type::Float | Type::Char)
    } else {
        false
    };
    if unprintable || (ty == Type::Null && count > 0) {
        return Err(Error::UnexpectedType { section, ty });
    }
    let width = count.saturating_mul(ty.width());
    let bytes = take(src, width.saturating_mul(samples)).map_err(malformed)?;
    Ok(Field {
        is_genotype,
        ty,
        width,
        bytes,
    })
}

/// Whether any genotype has a phased first allele. Writers that do not know
/// of the phase of the first allele leave it unset in every genotype, of
/// phased ones too: there it says nothing.
fn has_phase_of_first(fields: &[Field<'_>], samples: usize) -> bool {
    let genotypes = fields.iter().filter(|field| field.is_genotype);
    let mut firsts = genotypes
        .flat_map(|field| (0..samples).filter_map(|sample| integers(field.sample(sample)).next()));
    firsts.any(|first| first & 1 == 1)
}

fn push_sample(fields: &[Field<'_>], sample: usize, leading_phase: bool, out: &mut Vec<u8>) {
    for (i, field) in fields.iter().enumerate() {
        out.push(if i == 0 { b'\t' } else { b':' });
        match field.is_genotype {
            true => text::push_genotype(out, field.sample(sample), leading_phase),
            false => text::push_array(out, field.sample(sample)),
        }
    }
}
