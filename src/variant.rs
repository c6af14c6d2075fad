//! Variant records as bytes.
//!
//! A record is bytes: of a VCF line or a BCF block, CHROM, POS, REF, ALT and INFO are read in
//! place, INFO is written anew, and everything else is copied as it stands. FORMAT and sample
//! columns are not parsed for that, save where VCF becomes BCF or BCF becomes VCF; who asks for
//! genotypes reads them in place by [`Samples`].
//!
//! ```
//! use dsdscore::variant::{Key, Reader};
//!
//! // VCF or BCF, compressed or not.
//! let mut reader = Reader::open("examples/patients.vcf", 0)?;
//! let csq = Key::new("CSQ", reader.dictionary());
//! let mut annotated = 0;
//! // Records come in windows, of which they borrow.
//! while reader.advance()? {
//!     for i in 0..reader.len() {
//!         let record = reader.record(i);
//!         assert!(record.alternate_count() > 0, "{}", record.place());
//!         annotated += usize::from(record.info(&csq).is_some());
//!     }
//! }
//! assert!(annotated > 0);
//! # Ok::<(), dsdscore::variant::Error>(())
//! ```

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
mod index_reader;
mod index_writer;
mod input;
mod output;
mod overlap;
mod owned;
mod reader;
mod record;
mod region;
pub mod samples;
mod structural;
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
    index_reader::{Selection, split_index},
    index_writer::IndexKind,
    input::Input,
    output::Output,
    overlap::Overlap,
    owned::OwnedRecord,
    reader::{IndexedReader, Reader},
    record::Record,
    region::{Intervals, Region, RegionError, RegionList},
    samples::{FormatKey, Genotype, Samples},
    structural::{is_breakend, is_structural},
    text::LineBuffer,
    vcf::{Line, write_float},
    writer::Writer,
};
