//! Why a model's metadata is refused.

use std::io;
use std::path::PathBuf;

use serde_json::Value;
use thiserror::Error as ThisError;

use super::layout::{KINDS, SCHEMA_VERSION};

/// Why a model's metadata is refused.
#[derive(Debug, ThisError)]
pub enum Error {
    /// The file given in place of metadata cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file given in place of metadata holds something else.
    #[error("{} holds no JSON object: {source}", path.display())]
    NoObject {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// Required parts are not there.
    #[error(
        "the metadata lacks {}; supply them with --model-metadata FILE.json (what they mean: \
         schemas/model-metadata.schema.json)", .0.join(", ")
    )]
    Missing(Vec<&'static str>),
    /// The JSON is none, or has other types than it should.
    #[error("the metadata is no JSON object of the right layout: {0}")]
    Json(#[source] serde_json::Error),
    /// Made for another version of this program.
    #[error(
        "the metadata has schema_version {0}, and this program reads {SCHEMA_VERSION}; a newer \
         version of the program may read it"
    )]
    Version(Value),
    /// A model of another kind.
    #[error(
        "the metadata's kind is {0}, and this program reads models of the kind {kinds}; take such a \
         model, or a newer version of the program, which may read this one", kinds = KINDS.join(", ")
    )]
    Kind(Value),
    /// A model of another kind than is wanted.
    #[error("the metadata's kind is {found}, and a model of the kind {wanted} is wanted here")]
    OtherKind {
        /// The kind.
        found: Value,
        /// The one that is wanted.
        wanted: String,
    },
    /// A value that cannot be.
    #[error("the metadata's {key} is wrong: {what}")]
    Wrong {
        /// Which.
        key: &'static str,
        /// In what way.
        what: String,
    },
}

impl Error {
    /// That a kind is not the one that is wanted.
    pub(super) fn kind(found: Value, wanted: &str) -> Self {
        match KINDS.iter().any(|kind| found == *kind) {
            true => Self::OtherKind {
                found,
                wanted: wanted.into(),
            },
            false => Self::Kind(found),
        }
    }

    pub(in crate::model) fn wrong(key: &'static str, what: &str) -> Self {
        let what = what.into();
        Self::Wrong { key, what }
    }
}
