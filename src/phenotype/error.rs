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
