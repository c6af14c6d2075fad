//! Variant records as bytes.
//!
//! A record is bytes: of a VCF line or a BCF block, CHROM, POS, REF, ALT and INFO are read in
//! place, INFO is written anew, and everything else is copied as it stands. FORMAT and sample
//! columns are not parsed for that, save where VCF becomes BCF or BCF becomes VCF; who asks for
//! genotypes reads them in place by [`Samples`].

mod bcf;
mod breakend;
#[cfg(test)]
mod cases;
pub mod decode;
pub mod dictionary;
mod edit;
pub mod encode;
mod error;
mod extent;
mod format;
mod header;
mod index;
mod indexed;
mod input;
mod output;
mod overlap;
mod owned;
mod reader;
mod record;
mod region;
pub mod samples;
mod text;
pub mod typed;
mod vcf;
mod writer;

pub use self::{
    dictionary::Dictionary,
    edit::{Edit, Key, Keys, Value},
    error::Error,
    extent::{Extent, Stretch},
    format::{Format, ParseFormatError},
    header::{Header, Identity, attribute},
    index::IndexKind,
    indexed::{Selection, split_index},
    input::Input,
    output::Output,
    overlap::Overlap,
    owned::OwnedRecord,
    reader::{IndexedReader, Reader},
    record::Record,
    region::{Intervals, Region, RegionError, RegionList},
    samples::{FormatKey, Genotype, Samples},
    text::LineBuffer,
    vcf::{Line, write_float},
    writer::Writer,
};
