//! What can go wrong with a bundle file.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{FORMAT_VERSION, codec::CodecError, content::ContentError, manifest::ManifestError};
use crate::heatmap::{self, PngError};

/// An error in reading or writing a bundle.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The file cannot be opened or mapped into memory.
    #[error("cannot read the bundle {}", path.display())]
    Read {
        /// The bundle.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The path is an address.
    #[error(
        "cannot read the bundle {address}: only files are read; download it: {command} > bundle.dsd"
    )]
    Remote {
        /// The address.
        address: String,
        /// The command that writes to standard output what lies there.
        command: String,
    },
    /// The file is something else.
    #[error("{} is not a bundle: {reason}; `dsdscore bundle build` makes one", path.display())]
    NotABundle {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        reason: &'static str,
    },
    /// The file was written by a later program.
    #[error(
        "{} has version {found} of the bundle format, this dsdscore reads version {FORMAT_VERSION}: \
         a newer dsdscore is needed",
        path.display()
    )]
    Newer {
        /// The bundle.
        path: PathBuf,
        /// Its format version.
        found: u32,
    },
    /// The file has a section that this program does not know.
    #[error(
        "the bundle {} has a section \"{name}\", which this dsdscore does not know: \
         a newer dsdscore is needed",
        path.display()
    )]
    UnknownSection {
        /// The bundle.
        path: PathBuf,
        /// The section.
        name: String,
    },
    /// The matrices and images were left out on purpose.
    #[error(
        "the bundle {} is slim, it has scores and patterns but neither matrices nor images: \
         use the bundle that it was made from, {from}",
        path.display()
    )]
    Slim {
        /// The bundle.
        path: PathBuf,
        /// The digest of the bundle that it was made from.
        from: String,
    },
    /// A bundle without all scores would lose what they are computed from.
    #[error(
        "the bundle {} is not made slim: the condition {condition} {lack}, and a slim bundle \
         cannot be scored; score it first, or force it",
        path.display()
    )]
    NotScored {
        /// The bundle.
        path: PathBuf,
        /// The key of the condition.
        condition: String,
        /// What it lacks.
        lack: &'static str,
    },
    /// An image cannot be encoded, or read.
    #[error("the image of the gene {gene} in the condition {condition} of the bundle {}", path.display())]
    Image {
        /// The bundle.
        path: PathBuf,
        /// The symbol, or the gene's number.
        gene: String,
        /// The key, or the condition's number.
        condition: String,
        /// The cause.
        source: Box<ImageError>,
    },
    /// The bytes are not those that were written.
    #[error("the bundle {} is damaged: {what}; copy or build it again", path.display())]
    Damaged {
        /// The bundle.
        path: PathBuf,
        /// What does not add up.
        what: String,
    },
    /// The manifest contradicts itself.
    #[error("the manifest of the bundle {} is invalid", path.display())]
    Manifest {
        /// The bundle.
        path: PathBuf,
        /// What is wrong.
        source: ManifestError,
    },
    /// A gene's heatmap cannot be drawn.
    #[error("a heatmap of the bundle {} cannot be drawn", path.display())]
    Heatmap {
        /// The bundle.
        path: PathBuf,
        /// The cause.
        source: heatmap::Error,
    },
    /// The genes, matrices or scores cannot stand together.
    #[error("the content of the bundle {} is invalid", path.display())]
    Content {
        /// The bundle.
        path: PathBuf,
        /// What is wrong.
        source: ContentError,
    },
    /// A section cannot be encoded.
    #[error("the section {section} of the bundle {}", path.display())]
    Encode {
        /// The bundle.
        path: PathBuf,
        /// The section.
        section: &'static str,
        /// What is wrong.
        source: CodecError,
    },
    /// The file cannot be written.
    #[error("cannot write the bundle {}", path.display())]
    Write {
        /// The target.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// An index past the end was asked for.
    #[error("the bundle {} has {count} {what}s, there is no number {index}", path.display())]
    NoSuch {
        /// The bundle.
        path: PathBuf,
        /// `gene` or `condition`.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// The index, from 0.
        index: usize,
    },
}

/// What is wrong with an image.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// Its PNG cannot be made or read.
    #[error(transparent)]
    Png(#[from] PngError),
    /// It is not of the size of the recipe, or of the other images.
    #[error("it is {} pixels high and {} wide instead of {} and {}", found.0, found.1, expected.0, expected.1)]
    Size {
        /// Its height and width.
        found: (usize, usize),
        /// What they should be.
        expected: (usize, usize),
    },
    /// It is not a PNG.
    #[error("it is not a PNG")]
    NotPng,
    /// There is one already.
    #[error("it is there twice")]
    Twice,
    /// No such gene or condition was announced.
    #[error("there is no such gene or condition")]
    NoSuch,
    /// Its PNG has more bytes than the format can say.
    #[error("its PNG is larger than 4 GiB")]
    TooLarge,
}

/// A [`BundleError`] of reading, before anybody says in which file.
#[derive(Debug)]
pub(super) enum Fault {
    NotABundle(&'static str),
    Newer(u32),
    UnknownSection(String),
    Damaged(String),
    Manifest(ManifestError),
    Content(ContentError),
}

impl Fault {
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    pub(super) fn at(self, path: &Path) -> BundleError {
        let path = path.to_path_buf();
        match self {
            Self::NotABundle(reason) => BundleError::NotABundle { path, reason },
            Self::Newer(found) => BundleError::Newer { path, found },
            Self::UnknownSection(name) => BundleError::UnknownSection { path, name },
            Self::Damaged(what) => BundleError::Damaged { path, what },
            Self::Manifest(source) => BundleError::Manifest { path, source },
            Self::Content(source) => BundleError::Content { path, source },
        }
    }
}
