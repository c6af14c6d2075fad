//! What can be wrong with a file of tiers.

use std::{io, path::PathBuf};

/// An error of a file of tiers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TiersError {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no TOML, or lacks or has what tiers do not.
    #[error("{} is no file of tiers: see docs/ranking.md, section Order", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A predictor stands twice in the order in which they are asked.
    #[error("{} names the predictor {name} twice: leave one", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
        /// The predictor.
        name: &'static str,
    },
    /// Some gene would be in no tier.
    #[error(
        "{} has no last tier that takes in every gene: end it with a tier of `when = [{{}}]`", path.display()
    )]
    NotAll {
        /// The file.
        path: PathBuf,
    },
}
