//! Why our INFO fields cannot be written or read.

use std::path::PathBuf;

use crate::{bundle::BundleError, variant};

/// An error of writing our INFO fields.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A field of the same name is another program's.
    #[error(
        "INFO/{0} is already in the header, written by another program; choose other names with --prefix"
    )]
    ForeignField(String),
    /// A field of the same name is of scores that were written with another prefix.
    #[error(
        "INFO/{0} is already in the header, a field of scores with the prefix {1}; choose other names with --prefix"
    )]
    OtherScores(String, String),
    /// What moves scores was asked for, and is not known.
    #[error(
        "{} does not tell what moves its scores: write that into it by `dsdscore explain`; of scores that a model computes it is known once `dsdscore score` has written them into the bundle", .0.display()
    )]
    NoReasons(PathBuf),
    /// What moves scores cannot be read.
    #[error("the bundle's reasons cannot be used")]
    Bundle(#[from] BundleError),
    /// The header cannot be extended.
    #[error(transparent)]
    Variant(#[from] variant::Error),
}

/// Why an input's scores cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// There are none.
    #[error(
        "INFO/{0} is not in the header of {1}: give a bundle, or annotate the input with one first"
    )]
    Missing(String, String),
    /// The field is not as this program writes it.
    #[error(
        "INFO/{0} of {1} is not laid out as scores of dsdscore are: give a bundle, or another --prefix"
    )]
    Layout(String, String),
}
