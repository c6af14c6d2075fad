//! What can go wrong while reading and writing variants.

use std::{io, path::PathBuf};

use super::{decode, dictionary, encode};

/// An error of variant input or output.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input cannot be opened.
    #[error("cannot open {path}")]
    Open {
        /// The path as it was given.
        path: String,
        /// The cause.
        source: io::Error,
    },
    /// The input is an address.
    #[error(
        "cannot read {address}: only files and standard input are read; pipe it in, with - for the \
         input: {command} | dsdscore …"
    )]
    Remote {
        /// The address.
        address: String,
        /// The command that writes to standard output what lies there.
        command: String,
    },
    /// The input cannot be read on.
    #[error("cannot read {name}")]
    Read {
        /// What was read.
        name: String,
        /// The cause.
        source: io::Error,
    },
    /// The input ends before its end.
    #[error("{name} is truncated: {what}; copy or download it again")]
    Truncated {
        /// What was read.
        name: String,
        /// What is missing.
        what: String,
    },
    /// The input is neither VCF nor BCF.
    #[error("{name} is not a VCF or BCF file: {what}")]
    NotVariants {
        /// What was read.
        name: String,
        /// What was found instead.
        what: String,
    },
    /// A record that cannot be understood.
    #[error("{name}, {place}: malformed record: {what}")]
    Record {
        /// What was read.
        name: String,
        /// The line or the ordinal of the record.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// The header of an input cannot be used.
    #[error("{name}")]
    InputHeader {
        /// What was read.
        name: String,
        /// What is wrong with its header.
        source: Box<Self>,
    },
    /// The header cannot be understood or extended.
    #[error("header: {0}")]
    Header(String),
    /// The header's dictionaries are inconsistent.
    #[error("header")]
    Dictionary(#[from] dictionary::Error),
    /// A record's INFO cannot be written anew.
    #[error("cannot annotate {place}: {what}")]
    Edit {
        /// CHROM:POS of the record.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// A record cannot be written as BCF.
    #[error("cannot write {place} as BCF")]
    Encode {
        /// CHROM:POS of the record.
        place: String,
        /// The cause.
        source: encode::Error,
    },
    /// A record cannot be written as VCF.
    #[error("cannot write {place} as VCF")]
    Decode {
        /// CHROM:POS of the record.
        place: String,
        /// The cause.
        source: decode::Error,
    },
    /// A BCF record's text is no line of a VCF.
    #[error("cannot read {place} as VCF: {what}; is the file damaged?")]
    Text {
        /// CHROM:POS of the record.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// The output cannot be written.
    #[error("cannot write {name}")]
    Write {
        /// What was written.
        name: String,
        /// The cause.
        source: io::Error,
    },
    /// Regions cannot be read, for lack of an index or of what can be indexed.
    #[error("cannot read regions of {name}: {what}")]
    NotIndexed {
        /// What was to be read.
        name: String,
        /// What is missing, and the remedy.
        what: String,
    },
    /// An index cannot be read.
    #[error("cannot read the index {}; make it again (bcftools index -f)", path.display())]
    ReadIndex {
        /// The index.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// An index is not that of the file.
    #[error(
        "the index {} does not fit {name}: {what}; make it again (bcftools index -f)", path.display()
    )]
    Misfit {
        /// The index.
        path: PathBuf,
        /// What it is read for.
        name: String,
        /// What differs.
        what: String,
    },
    /// The index cannot be made.
    #[error("cannot index {path}: {what}")]
    Index {
        /// The file to index.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

impl Error {
    /// Says whose header it is that cannot be used.
    pub(super) fn of_header(self, name: &str) -> Self {
        Self::InputHeader {
            name: name.into(),
            source: Box::new(self),
        }
    }
}
