//! What can go wrong while explaining.

use std::{io, path::PathBuf};

use crate::{bundle::BundleError, heatmap, model, score};

/// An error of explaining.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A model's scores are not in the bundle.
    #[error(
        "{} has no scores by the model {} ({digest}); write them first: dsdscore score -b {} -m {}",
        bundle.display(), model.display(), bundle.display(), model.display()
    )]
    NotScored {
        /// The model's file.
        model: PathBuf,
        /// Its digest.
        digest: String,
        /// The bundle.
        bundle: PathBuf,
    },
    /// A model with random weights cannot be asked.
    #[error(
        "the model with random weights cannot be asked as the model was ({0}); ask without control: --draws 0"
    )]
    NoControl(String),
    /// The metadata of models is not their files' own.
    #[error(
        "reasons are those of a model's file, whose digest the bundle's scores have: write the metadata \
         into the file, score anew with it, and leave out --model-metadata"
    )]
    Overridden,
    /// A model gives another score than the bundle has.
    #[error(
        "{model} gives {gene} the score {found} in condition {condition}, and {} has {stored} by it: the \
         scores are of other images or expression; write them anew with `dsdscore score`",
        bundle.display()
    )]
    OtherScore {
        /// The model's name.
        model: String,
        /// The gene.
        gene: String,
        /// The condition.
        condition: String,
        /// What the model gives.
        found: f32,
        /// What the bundle has.
        stored: f32,
        /// The bundle.
        bundle: PathBuf,
    },
    /// A block of a stored image cannot be found, or what is usual has no colour.
    #[error("condition {condition}: blocks of its stored images cannot be replaced: {why}")]
    Unpaintable {
        /// The condition.
        condition: String,
        /// Why.
        why: &'static str,
    },
    /// An image cannot be taken apart into blocks.
    #[error("the images cannot be taken apart into blocks")]
    Heatmap(#[from] heatmap::Error),
    /// The journal cannot be read or written.
    #[error(
        "the journal {}, from which an explanation that was stopped goes on: {source}", path.display()
    )]
    Journal {
        /// The journal.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A gene's matrix or image cannot be read, or not be drawn.
    #[error("the bundle's matrices and images cannot be used")]
    Bundle(#[from] BundleError),
    /// A model does not fit the bundle.
    #[error("a model does not fit the bundle")]
    Score(#[from] score::Error),
    /// A model failed.
    #[error("the model failed")]
    Model(#[from] model::Error),
}
