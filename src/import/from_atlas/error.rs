//! Why an atlas does not become a bundle.

use std::path::PathBuf;

use crate::{
    atlas::GroupedError,
    bundle::{BundleError, ContentError},
    heatmap,
};

/// An error on the way from single-cell files to a bundle.
#[derive(Debug, thiserror::Error)]
pub enum FromAtlasError {
    /// A file cannot be read, or is not as the configuration says.
    #[error(transparent)]
    Grouped(#[from] GroupedError),
    /// The recipe is out of range.
    #[error("the image recipe cannot be used")]
    Recipe(#[source] heatmap::Error),
    /// No file has the condition.
    #[error(
        "no file has cells of the condition {0}: name the file that has, or leave its [[condition]] out of the configuration"
    )]
    NoCells(String),
    /// Two files have the condition.
    #[error(
        "both {} and {} have cells of the condition {condition}: join them first, e.g. by anndata.concat, or say which condition a file is of by --atlas KEY=FILE",
        first.display(),
        second.display()
    )]
    TwoFiles {
        /// The key of the condition.
        condition: String,
        /// A file.
        first: PathBuf,
        /// Another.
        second: PathBuf,
    },
    /// Something cannot be drawn.
    #[error("{}: {what}", path.display())]
    Heatmap {
        /// The file.
        path: PathBuf,
        /// The condition, and the gene where it is one.
        what: String,
        /// The reason.
        source: Box<heatmap::Error>,
    },
    /// An image cannot be encoded.
    #[error("cannot encode the image of the gene {gene}")]
    Png {
        /// The symbol.
        gene: String,
        /// The reason.
        source: heatmap::PngError,
    },
    /// The parts contradict one another.
    #[error("the bundle cannot be made")]
    Content(#[source] Box<ContentError>),
    /// The images cannot be kept.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}
