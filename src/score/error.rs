//! What can go wrong while scoring.

use std::path::PathBuf;

use crate::{
    bundle::{BundleError, NameError},
    model,
};

/// An error of scoring.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bundle holds no scores and no model is given for any of its conditions.
    #[error(
        "{0} holds no scores; name a model with --model, or write a model's scores into the bundle with `dsdscore score`"
    )]
    NothingScored(PathBuf),
    /// The bundle has nothing to make images of.
    #[error(
        "{0} holds no images to score, and nothing to draw them of; build a bundle from an \
         expression table or an atlas"
    )]
    NoImages(PathBuf),
    /// The bundle has no expression.
    #[error(
        "{0} holds no expression to score; build a bundle from an expression table or an atlas"
    )]
    NoExpression(PathBuf),
    /// The model learnt from profiles of other axes or values.
    #[error(
        "model {model} was trained on other profiles than those of condition {condition} of {}: \
         {differences}; take a model that was trained on this bundle's cell types and times",
        bundle.display()
    )]
    OtherProfiles {
        /// The model's name.
        model: String,
        /// The condition.
        condition: String,
        /// The bundle.
        bundle: PathBuf,
        /// What differs.
        differences: String,
    },
    /// A model is for a condition that the bundle does not know.
    #[error("model {model} is for condition {condition}, but the bundle has {}", known.join(", "))]
    UnknownCondition {
        /// The model's name.
        model: String,
        /// The model's condition.
        condition: String,
        /// The bundle's conditions.
        known: Vec<String>,
    },
    /// Models for one condition cannot be told apart.
    #[error("the models for condition {condition}")]
    Names {
        /// The condition.
        condition: String,
        /// The cause.
        source: NameError,
    },
    /// The model's recipe cannot be read.
    #[error("model {model} was trained on images of a recipe that this version does not know")]
    UnknownRecipe {
        /// The model's name.
        model: String,
        /// The cause.
        source: serde_json::Error,
    },
    /// The model's recipe leaves a step open.
    #[error("model {model} does not say how its images were made: its recipe has no {missing}")]
    IncompleteRecipe {
        /// The model's name.
        model: String,
        /// The step.
        missing: String,
    },
    /// The model learnt from images of another recipe.
    #[error(
        "model {model} was trained on images of another recipe than the bundle's: {differences}; build the bundle by the model's recipe"
    )]
    OtherRecipe {
        /// The model's name.
        model: String,
        /// Which steps differ.
        differences: String,
    },
    /// The model takes images of another size.
    #[error("model {model} takes images of {height}×{width}, not of its own recipe's size")]
    OtherSize {
        /// The model's name.
        model: String,
        /// Rows.
        height: usize,
        /// Columns.
        width: usize,
    },
    /// The model takes a feature that no bundle has.
    #[error(
        "model {model} takes the feature {feature:?} beside each image, which this version does not know; it knows {}", known.join(", ")
    )]
    UnknownFeature {
        /// The model's name.
        model: String,
        /// The feature.
        feature: String,
        /// Those that are known.
        known: Vec<&'static str>,
    },
    /// The model takes features, and the bundle has none.
    #[error(
        "model {model} takes {} of each gene beside its image, and {} has none for {place}; build the bundle anew from its expression table or atlas", features.join(" and "), bundle.display()
    )]
    NoFeatures {
        /// The model's name.
        model: String,
        /// What it takes.
        features: Vec<String>,
        /// The bundle.
        bundle: PathBuf,
        /// The condition or gene.
        place: String,
    },
    /// A gene's matrix or image cannot be read, or not be drawn.
    #[error("the bundle's matrices and images cannot be used")]
    Bundle(#[from] BundleError),
    /// The network failed.
    #[error("the network failed")]
    Model(#[from] model::Error),
}
