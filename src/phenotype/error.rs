//! What can go wrong with phenotypes.

use std::{io, path::PathBuf};

/// An error in terms or in the file of their genes.
#[derive(Debug, thiserror::Error)]
pub enum PhenotypeError {
    /// The text is no term.
    #[error("`{0}` is no HPO term: write HP: and seven digits, as HP:0000133")]
    Shape(String),
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is not HPO's.
    #[error(
        "{}, line {line}: this is no row of HPO's genes_to_phenotype.txt or phenotype_to_genes.txt: \
         take one of them as it comes from hpo.jax.org",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// The file is no `hp.obo`.
    #[error(
        "{}, line {line}: {what}: take hp.obo as it comes from hpo.jax.org/data/ontology",
        path.display()
    )]
    Ontology {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong there.
        what: String,
    },
    /// The file is no `phenotype.hpoa`.
    #[error(
        "{}, line {line}: this is no row of HPO's phenotype.hpoa: take it as it comes from \
         hpo.jax.org/data/annotations",
        path.display()
    )]
    ForeignAnnotations {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// The file of genes does not say by which diseases they have their terms.
    #[error(
        "{} names no diseases, as releases before 2020 do not, and genes cannot be compared without: \
         take the genes_to_phenotype.txt of the same release as phenotype.hpoa",
        path.display()
    )]
    NoDiseases {
        /// The file.
        path: PathBuf,
    },
    /// No disease of the one file is in the other.
    #[error(
        "no disease of {} is in {}: take both of one release, from hpo.jax.org/data/annotations",
        genes.display(),
        annotations.display()
    )]
    NothingInCommon {
        /// `genes_to_phenotype.txt`.
        genes: PathBuf,
        /// `phenotype.hpoa`.
        annotations: PathBuf,
    },
    /// A folder lacks a file.
    #[error(
        "{} has no {name}, compressed by gzip or not: download it from hpo.jax.org/data, with the \
         two others of hp.obo, phenotype.hpoa and genes_to_phenotype.txt",
        folder.display()
    )]
    NoFile {
        /// The folder.
        folder: PathBuf,
        /// The file's name.
        name: &'static str,
    },
    /// The ontology does not have the term.
    #[error(
        "{0} is no term of hp.obo: it may be misspelt, or newer than the file; look it up at \
         hpo.jax.org, or take a newer hp.obo with its annotations"
    )]
    Unknown(String),
    /// None of the terms can be used.
    #[error("none of the HPO terms can be used. {0}")]
    NoTerms(String),
    /// No gene has the term.
    #[error(
        "{term} is nowhere in {}: it may be misspelt or obsolete; or a general term, which \
         phenotype_to_genes.txt has, and genes_to_phenotype.txt has not",
        path.display()
    )]
    Absent {
        /// The term.
        term: String,
        /// The file.
        path: PathBuf,
    },
}
