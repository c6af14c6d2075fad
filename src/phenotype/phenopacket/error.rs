//! What can be wrong with a phenopacket.

use std::{io, path::PathBuf};

/// Why a phenopacket cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PhenopacketError {
    /// The file cannot be read.
    #[error("cannot read the phenopacket {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// It is no JSON, or not of a phenopacket's shape.
    #[error("{} is no phenopacket in JSON", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
    /// It is something else.
    #[error("{} {what}", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What it is, and the remedy.
        what: &'static str,
    },
    /// Two persons of a VCF are called the same.
    #[error("{}: {what}", path.display())]
    Contradiction {
        /// The file.
        path: PathBuf,
        /// What, and the remedy.
        what: String,
    },
    /// A file that it names is elsewhere.
    #[error(
        "{} names {uri}, which is not read from here: fetch it ({remedy}), and name the copy as the \
         input or in the phenopacket's files",
        path.display()
    )]
    Remote {
        /// The phenopacket.
        path: PathBuf,
        /// The address.
        uri: String,
        /// The command that reads it, or who does.
        remedy: String,
    },
    /// It names several VCFs, and nobody says which.
    #[error(
        "{} names {count} VCFs ({names}): name the one to rank as the input",
        path.display()
    )]
    SeveralFiles {
        /// The phenopacket.
        path: PathBuf,
        /// How many.
        count: usize,
        /// Their addresses.
        names: String,
    },
}
