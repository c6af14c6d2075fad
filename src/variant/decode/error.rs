use std::fmt;

use crate::variant::typed::{self, Type};

/// A part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Fixed,
    Contig,
    Id,
    Alleles,
    Filter,
    Info,
    Format,
}

impl Section {
    pub(super) fn error(self, source: typed::Error) -> Error {
        Error::Value {
            section: self,
            source,
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed => "the fixed part",
            Self::Contig => "CHROM",
            Self::Id => "ID",
            Self::Alleles => "REF or ALT",
            Self::Filter => "FILTER",
            Self::Info => "INFO",
            Self::Format => "FORMAT",
        })
    }
}

/// Why a BCF record has no VCF line. The remedy is the file's: get it anew,
/// or with the header that it was written with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("BCF record: {section} is malformed; is the file damaged?")]
    Value {
        section: Section,
        source: typed::Error,
    },
    #[error("BCF record: {section} has values of type {ty:?}; is the file damaged?")]
    UnexpectedType { section: Section, ty: Type },
    #[error(
        "BCF record: the header has no entry {index} for {section}; is it another file's header?"
    )]
    UnknownIndex { section: Section, index: i32 },
    #[error("BCF record: {actual} bytes, but its lengths say {declared}; is the file damaged?")]
    Length { declared: usize, actual: usize },
    #[error("BCF record: no REF allele; is the file damaged?")]
    NoReference,
    #[error(
        "BCF record: {actual} samples, but the header has {expected}; is it another file's header?"
    )]
    SampleCount { expected: usize, actual: usize },
}
