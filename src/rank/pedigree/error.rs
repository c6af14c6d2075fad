//! What can be wrong with a PED file.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a PED file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PedigreeError {
    /// The file cannot be read.
    #[error("cannot read the pedigree {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The file has no individual.
    #[error(
        "the pedigree {} has no individual; each has a line with family, individual, father, \
         mother, sex (1 or 2) and phenotype (1 or 2)",
        path.display()
    )]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A person of a phenopacket's pedigree cannot be used.
    #[error("the pedigree of {}: {what}", path.display())]
    Phenopacket {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A line cannot be used.
    #[error("{}, line {line}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        source: LineError,
    },
}

/// What is wrong with a line.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LineError {
    /// It is not text.
    #[error("it is not text in UTF-8: save the file as that")]
    NotUtf8,
    /// It has too few columns.
    #[error(
        "it has {found} columns instead of six: family, individual, father, mother, sex, \
         phenotype; write 0 for what is not known"
    )]
    Columns {
        /// How many it has.
        found: usize,
    },
    /// It names no individual.
    #[error("the second column, the individual's ID, is \"{0}\", which names nobody")]
    Unnamed(String),
    /// An individual has two lines.
    #[error(
        "\"{name}\" has a line already, line {first}; samples of one name cannot be told apart, so \
         remove one or rename it here and in the VCF"
    )]
    Repeated {
        /// The individual.
        name: String,
        /// The first line.
        first: u64,
    },
    /// An individual is its own father or mother.
    #[error("\"{name}\" is its own parent; write 0 where a parent is not known")]
    OwnParent {
        /// The individual.
        name: String,
    },
    /// Father and mother are one.
    #[error("\"{parent}\" is both father and mother of \"{name}\"; write 0 for the one not known")]
    OneParent {
        /// The individual.
        name: String,
        /// The parent.
        parent: String,
    },
    /// A father is female, or a mother male.
    #[error(
        "the {role} is \"{parent}\", whose sex in line {line} is not a {role}'s; columns 3 and 4 \
         are father and mother, and column 5 is 1 for male, 2 for female"
    )]
    SexOfParent {
        /// `father` or `mother`.
        role: &'static str,
        /// The parent.
        parent: String,
        /// The parent's line.
        line: u64,
    },
}

impl LineError {
    /// Says where it is.
    pub(super) fn at(self, path: &Path, line: u64) -> PedigreeError {
        PedigreeError::Line {
            path: path.into(),
            line,
            source: self,
        }
    }
}
