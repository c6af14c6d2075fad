//! Our INFO fields: what they are called and say of themselves, how a record's values are written,
//! and how they are read back.
//!
//! | field | Number | Type | what |
//! | --- | --- | --- | --- |
//! | `<prefix>` | . | String | a compound field: an entry for each ALT and gene with its scores, patterns, second opinions and, where asked for, what moves the scores |
//! | `<prefix>_<condition>` | A | Float | the highest score, 0-1, of the genes that the ALT hits |
//! | `<prefix>_<condition>_PCT` | A | Float | its percentile, 0-100 |
//! | `<prefix>_GENE` | A | String | the gene with the highest score of all conditions |
//! | `<prefix>_RANK` | . | String | a compound field: an entry for each ALT, sample and gene |
//!
//! A [`Compound`] field is described once, and defined, written and read by that. One that is new
//! needs a suffix that no condition may have for its key:
//! [`RESERVED_KEYS`](crate::bundle::RESERVED_KEYS).
//!
//! ```
//! use dsdscore::info::{
//!     Compound,
//!     compound::{write_entry, write_values},
//! };
//!
//! let names = ["SYMBOL", "Text"].map(String::from);
//! let notes = Compound::new("NOTE", "Notes, one entry per ALT", names.to_vec());
//! assert_eq!(
//!     notes.definition("DSD").description,
//!     "Notes, one entry per ALT. Format: Allele|Consequence|SYMBOL|Text"
//! );
//!
//! let (mut values, mut text) = (Vec::new(), Vec::new());
//! write_values(["SOX9", "a; b"], &mut values);
//! write_entry(b"T", &values, &mut text);
//! assert_eq!(text, b"T||SOX9|a%3B%20b");
//! ```
//!
//! [`Decoder`] reads scores back, also of records whose ALTs other tools have changed; the example
//! `annotate` writes and reads.

mod annotation;
pub mod compound;
mod decode;
mod definition;
mod error;
mod fields;
mod lines;
pub mod percent;
mod prefix;
mod provenance;
mod values;
mod why;

pub use self::{
    annotation::Annotation,
    compound::{Compound, Layout},
    decode::{Decoded, Decoder, Score},
    definition::Definition,
    error::{DecodeError, Error},
    fields::{definitions, has_percentile, ranks, scores, shown_opinions},
    lines::{BundleSource, Condition, Opinion},
    why::explanation,
};

/// What the fields are called and have, and by what.
#[derive(Clone, Debug)]
pub struct Naming {
    /// What the INFO keys begin with.
    pub prefix: String,
    /// Whether entries say what moves scores.
    pub why: bool,
    /// The program's command, such as `annotate`.
    pub program: &'static str,
    /// What it was given, for the header; `None` leaves the line out.
    pub command: Option<String>,
}

impl Naming {
    /// Keys that begin with a bundle's prefix; the header does not say what the program was given.
    #[must_use]
    pub fn new(prefix: &str, program: &'static str) -> Self {
        Self {
            prefix: prefix.into(),
            why: false,
            program,
            command: None,
        }
    }
}
