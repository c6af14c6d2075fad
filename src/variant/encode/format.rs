//! FORMAT and the sample columns, turned from a row a sample into a vector a
//! field.

use super::error::lossy;
use super::{Error, ReferenceLength, RemainingColumns, Scratch, genotype, number};
use crate::variant::dictionary::{Dictionary, Type};
use crate::variant::typed::{
    self, FLOAT_END, FLOAT_MISSING, INTEGER_END, INTEGER_MISSING, write_descriptor, write_floats,
    write_integer, write_integers,
};

/// More would not fit the count in a record.
const MAX_FIELDS: usize = 255;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Genotype,
    Integer,
    Float,
    String,
}

/// A FORMAT key and where its values lie in the scratch buffer of its kind.
#[derive(Debug)]
pub(super) struct Field {
    index: i32,
    kind: Kind,
    is_block_length: bool,
    /// Values a sample, of a string bytes: the most that any sample has.
    width: usize,
    offset: usize,
}

impl Field {
    /// The place of sample `sample` among the values of its kind.
    fn place(&self, sample: usize) -> std::ops::Range<usize> {
        let start = self.offset + sample * self.width;
        start..start + self.width
    }

    /// `colon`: whether one stands before the cell. htslib counts it into
    /// the width of a string, and so do we, for the same bytes.
    fn widen(&mut self, cell: &[u8], colon: bool) {
        let count = |accept: fn(u8) -> bool| 1 + cell.iter().filter(|&&c| accept(c)).count();
        let width = match self.kind {
            Kind::Genotype => count(|c| c == b'/' || c == b'|'),
            Kind::Integer | Kind::Float => count(|c| c == b','),
            Kind::String => cell.len() + usize::from(colon),
        };
        self.width = self.width.max(width);
    }
}

/// Writes the fields of the samples and returns their number.
pub(super) fn encode(
    columns: &RemainingColumns<'_>,
    dictionary: &Dictionary,
    scratch: &mut Scratch,
    out: &mut Vec<u8>,
) -> Result<u8, Error> {
    let mut columns = RemainingColumns(columns.0);
    let keys = columns.0.map(|_| columns.next("FORMAT")).transpose()?;
    let samples = Samples::new(columns.0, dictionary.sample_count())?;
    let keys = keys.filter(|&keys| keys != b"." && samples.count > 0);
    scratch.fields.clear();
    for key in keys.iter().flat_map(|keys| keys.split(|&c| c == b':')) {
        add_field(key, dictionary, &mut scratch.fields)?;
    }
    if !scratch.fields.is_empty() {
        samples.measure(&mut scratch.fields)?;
        lay_out(scratch, samples.count)?;
        samples.fill(
            keys.unwrap_or_default(),
            dictionary.has_leading_phase(),
            scratch,
        )?;
        write(scratch, samples.count, out);
    }
    let limit = MAX_FIELDS;
    u8::try_from(scratch.fields.len()).map_err(|_| Error::TooMany {
        what: "FORMAT fields",
        limit,
    })
}

fn add_field(key: &[u8], dictionary: &Dictionary, fields: &mut Vec<Field>) -> Result<(), Error> {
    let undeclared = || Error::undeclared("FORMAT", key);
    let definition = dictionary.format(key).ok_or_else(undeclared)?;
    let kind = match definition.ty {
        Type::String if key == b"GT" => Kind::Genotype,
        Type::String => Kind::String,
        Type::Integer => Kind::Integer,
        Type::Float => Kind::Float,
        Type::Flag => return Err(Error::FormatFlag(lossy(key))),
    };
    let index = i32::try_from(definition.index).map_err(|_| undeclared())?;
    if fields.iter().any(|field| field.index == index) {
        return Err(Error::DuplicateFormat(lossy(key)));
    }
    fields.push(Field {
        index,
        kind,
        is_block_length: key == b"LEN" && kind == Kind::Integer,
        width: usize::from(matches!(kind, Kind::Integer | Kind::Float)),
        offset: 0,
    });
    Ok(())
}

/// The sample columns, as many as the header has samples.
struct Samples<'a> {
    text: &'a [u8],
    count: usize,
}

impl<'a> Samples<'a> {
    /// What follows the last sample is left out, as htslib does it.
    fn new(text: Option<&'a [u8]>, expected: usize) -> Result<Self, Error> {
        // An empty last column is none.
        let text = text.filter(|text| !text.is_empty());
        let text = text.map(|text| text.strip_suffix(b"\t").unwrap_or(text));
        let tabs = memchr::memchr_iter(b'\t', text.unwrap_or_default());
        let actual = text.map_or(0, |_| 1 + tabs.clone().count());
        if actual < expected {
            return Err(Error::SampleCount { expected, actual });
        }
        let text = text.unwrap_or_default();
        let surplus = expected
            .checked_sub(1)
            .and_then(|last| tabs.clone().nth(last));
        Ok(Self {
            text: &text[..surplus.unwrap_or(text.len())],
            count: expected,
        })
    }

    fn columns(&self) -> impl Iterator<Item = &'a [u8]> {
        self.text.split(|&c| c == b'\t')
    }

    /// Finds how wide the fields are.
    fn measure(&self, fields: &mut [Field]) -> Result<(), Error> {
        for (sample, column) in self.columns().enumerate() {
            let mut fields = fields.iter_mut();
            for (i, cell) in column.split(|&c| c == b':').enumerate() {
                let sample = sample + 1;
                fields
                    .next()
                    .ok_or(Error::TooManyValues { sample })?
                    .widen(cell, i > 0);
            }
        }
        Ok(())
    }

    /// Reads the values into their places.
    fn fill(&self, keys: &[u8], leading_phase: bool, scratch: &mut Scratch) -> Result<(), Error> {
        let fields = std::mem::take(&mut scratch.fields);
        let mut columns = self.columns().enumerate();
        let result = columns.try_for_each(|(sample, column)| {
            // Nothing after the last colon of a line is as if left out.
            let last = sample + 1 == self.count;
            let column = column.strip_suffix(b":").filter(|_| last).unwrap_or(column);
            let mut cells = column.split(|&c| c == b':');
            fields.iter().enumerate().try_for_each(|(i, field)| {
                let cell = cells.next();
                let done = scratch.put(field, sample, cell, leading_phase);
                done.ok_or_else(|| invalid(keys, i, sample + 1, cell.unwrap_or_default()))
            })
        });
        scratch.fields = fields;
        result
    }
}

fn invalid(keys: &[u8], field: usize, sample: usize, text: &[u8]) -> Error {
    let text = lossy(text);
    match keys.split(|&c| c == b':').nth(field) {
        Some(b"GT") | None => Error::InvalidGenotype { sample, text },
        Some(key) => Error::InvalidValue {
            id: lossy(key),
            sample,
            text,
        },
    }
}

/// Makes room in the buffers, filled with what ends a vector.
fn lay_out(scratch: &mut Scratch, samples: usize) -> Result<(), Error> {
    let needed = scratch
        .fields
        .iter()
        .map(|field| field.width.saturating_mul(samples));
    // htslib's own limit.
    if needed.fold(0, usize::saturating_add) > i32::MAX as usize / 4 {
        return Err(Error::TooLarge("FORMAT".into()));
    }
    scratch.integers.clear();
    scratch.floats.clear();
    scratch.text.clear();
    for field in &mut scratch.fields {
        let size = field.width * samples;
        field.offset = match field.kind {
            Kind::Genotype | Kind::Integer => grow(&mut scratch.integers, size, INTEGER_END),
            Kind::Float => grow(&mut scratch.floats, size, FLOAT_END),
            Kind::String => grow(&mut scratch.text, size, 0),
        };
    }
    Ok(())
}

fn grow<T: Clone>(values: &mut Vec<T>, size: usize, fill: T) -> usize {
    let offset = values.len();
    values.resize(offset + size, fill);
    offset
}

impl Scratch {
    /// Reads a cell, `None` if left out, into its place; `None` where it is
    /// not of its field's kind.
    fn put(
        &mut self,
        field: &Field,
        sample: usize,
        cell: Option<&[u8]>,
        phase: bool,
    ) -> Option<()> {
        let place = field.place(sample);
        match (field.kind, cell) {
            (Kind::Genotype, Some(cell)) => {
                genotype::encode(cell, phase, &mut self.integers[place])
            }
            (Kind::Integer, Some(cell)) => integers(cell, &mut self.integers[place]),
            (Kind::Float, Some(cell)) => floats(cell, &mut self.floats[place]),
            (Kind::String, Some(cell)) => copy(cell, &mut self.text[place]),
            // Here htslib writes what it then prints as allele -65.
            (Kind::Genotype, None) => set_first(&mut self.integers[place], 0),
            (Kind::Integer, None) => set_first(&mut self.integers[place], INTEGER_MISSING),
            (Kind::Float, None) => set_first(&mut self.floats[place], FLOAT_MISSING),
            (Kind::String, None) => set_first(&mut self.text[place], b'.'),
        }
    }
}

fn set_first<T>(values: &mut [T], value: T) -> Option<()> {
    if let Some(first) = values.first_mut() {
        *first = value;
    }
    Some(())
}

fn copy(cell: &[u8], place: &mut [u8]) -> Option<()> {
    place.get_mut(..cell.len())?.copy_from_slice(cell);
    Some(())
}

fn integers(cell: &[u8], place: &mut [i32]) -> Option<()> {
    let items = cell.split(|&c| c == b',');
    for (item, value) in items.zip(place) {
        *value = match number::integer(item) {
            (number, used) if used == item.len() => number.unwrap_or(INTEGER_MISSING),
            _ if item == b"." => INTEGER_MISSING,
            _ => return None,
        };
    }
    Some(())
}

fn floats(cell: &[u8], place: &mut [u32]) -> Option<()> {
    let items = cell.split(|&c| c == b',');
    for (item, value) in items.zip(place) {
        *value = match number::float(item) {
            (Some(bits), used) if used == item.len() => bits,
            // Nothing at all is 0 for htslib; it is missing here.
            _ if item == b"." || item.is_empty() => FLOAT_MISSING,
            _ => return None,
        };
    }
    Some(())
}

fn write(scratch: &mut Scratch, samples: usize, out: &mut Vec<u8>) {
    let Scratch {
        integers,
        floats,
        text,
        fields,
        reference_length,
    } = scratch;
    for field in fields {
        write_integer(out, field.index);
        let all = field.offset..field.offset + field.width * samples;
        match field.kind {
            Kind::Genotype | Kind::Integer => {
                note_block_lengths(field, &integers[all.clone()], reference_length);
                write_integers(out, &integers[all], field.width);
            }
            Kind::Float => write_floats(out, &floats[all], field.width),
            Kind::String => {
                write_descriptor(out, typed::Type::Char, field.width);
                out.extend_from_slice(&text[all]);
            }
        }
    }
}

fn note_block_lengths(field: &Field, values: &[i32], reference_length: &mut ReferenceLength) {
    if field.is_block_length {
        reference_length.note_block_lengths(values);
    }
}
