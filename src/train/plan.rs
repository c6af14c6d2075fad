//! What is trained and how, in one record.
//!
//! ```
//! use dsdscore::train::plan::Plan;
//!
//! let plan: Plan = serde_json::from_str(r#"{"width": 8, "members": 5}"#)?;
//! plan.check()?;
//! assert_eq!(plan.fit.epochs, 50);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    fit::{self, Augmentation, FitOptions},
    network::{self, ResNetConfig},
};
use crate::sha256;

/// What is trained and how. The defaults are the paper's, where it says (section 2.5 of the
/// GONAD-ResNet paper): all layers of a ResNet-50 learn, from 70 % of the genes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// Channels of the first convolution; 64 is ResNet-50.
    pub width: usize,
    /// Units between the two added layers.
    pub hidden: usize,
    /// The fraction of hidden units that training leaves out at each step.
    pub dropout: f64,
    /// `sha256:` of the file of weights that training starts from; `None` where it starts at random.
    pub weights: Option<String>,
    /// Whether only the two added layers learn.
    pub freeze: bool,
    /// Whether the network sees a gene's level and specificity (tau) beside its image.
    pub features: bool,
    /// How images vary while they are learnt from.
    pub augment: Augmentation,
    /// The loop; its seed is not used, for each network has its own.
    pub fit: FitOptions,
    /// The fraction of the genes that decide when to stop, 0-1.
    pub validation: f64,
    /// Networks whose probabilities are averaged, each with a seed and a validation set of its own.
    pub members: usize,
    /// Whether probabilities are made to fit the validation genes (Platt 1999).
    pub calibrate: bool,
}

/// Why nothing can be trained by a plan.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The network cannot be made.
    #[error(transparent)]
    Network(#[from] network::Error),
    /// The loop cannot run.
    #[error(transparent)]
    Fit(#[from] fit::Error),
    /// Another value is out of range.
    #[error("{name} is {value}, it must be {range}")]
    Range {
        /// The option.
        name: &'static str,
        /// As it was given.
        value: String,
        /// What it may be.
        range: &'static str,
    },
    /// Random layers would stay random.
    #[error(
        "a frozen network needs weights to start from: name their file, or let all layers learn"
    )]
    FrozenAtRandom,
    /// The file of weights cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The weights that a plan starts from are not given.
    #[error("the plan starts from a file of weights: name it by --weights")]
    NoWeights,
    /// The file of weights is not the plan's.
    #[error("{} is {found}, the plan's is {planned}", path.display())]
    OtherWeights {
        /// The file.
        path: PathBuf,
        /// Its digest.
        found: String,
        /// The plan's.
        planned: String,
    },
}

/// The names of the features in the metadata of a model, in their order.
pub const FEATURES: [&str; 2] = ["level", "tau"];

impl Default for Plan {
    fn default() -> Self {
        let network = ResNetConfig::default();
        Self {
            width: network.width,
            hidden: network.hidden,
            dropout: network.dropout,
            weights: None,
            freeze: false,
            features: false,
            augment: Augmentation::default(),
            fit: FitOptions::default(),
            validation: 0.3,
            members: 1,
            calibrate: false,
        }
    }
}

impl Plan {
    /// The same, with the digest of the file of weights to start from; without one, at random.
    ///
    /// # Errors
    ///
    /// If the plan names another file by its digest, or this cannot be read.
    pub fn with_weights(self, path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else {
            return match self.weights {
                Some(_) => Err(Error::NoWeights),
                None => Ok(self),
            };
        };
        let bytes = fs::read(path).map_err(|source| Error::Read {
            path: path.into(),
            source,
        })?;
        let found = sha256::of(&bytes);
        match self.weights {
            Some(planned) if planned != found => Err(Error::OtherWeights {
                path: path.into(),
                found,
                planned,
            }),
            _ => Ok(Self {
                weights: Some(found),
                ..self
            }),
        }
    }

    /// The network's shape.
    #[must_use]
    pub fn network(&self) -> ResNetConfig {
        ResNetConfig {
            width: self.width,
            hidden: self.hidden,
            features: self.feature_names().len(),
            dropout: self.dropout,
        }
    }

    /// The names of what the network sees beside an image.
    #[must_use]
    pub fn feature_names(&self) -> &'static [&'static str] {
        if self.features { &FEATURES } else { &[] }
    }

    /// Checks every value.
    ///
    /// # Errors
    ///
    /// The first that is out of its range, with the range.
    pub fn check(&self) -> Result<(), Error> {
        self.network().check()?;
        self.augment.check()?;
        self.fit.check()?;
        if !(self.validation > 0.0 && self.validation < 1.0) {
            return refuse("validation", self.validation, "between 0 and 1");
        }
        if !(1..=MOST_MEMBERS).contains(&self.members) {
            return refuse("members", self.members, "1-100");
        }
        if self.freeze && self.weights.is_none() {
            return Err(Error::FrozenAtRandom);
        }
        Ok(())
    }
}

const MOST_MEMBERS: usize = 100;

fn refuse(name: &'static str, value: impl ToString, range: &'static str) -> Result<(), Error> {
    let value = value.to_string();
    Err(Error::Range { name, value, range })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_the_papers() {
        let plan = Plan::default();
        plan.check().unwrap();
        let fit = &plan.fit;
        assert_eq!((plan.width, fit.epochs, fit.learning_rate), (64, 50, 0.01));
        assert_eq!(plan.validation, 0.3);
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        let refused = |change: fn(&mut Plan)| {
            let mut plan = Plan::default();
            change(&mut plan);
            plan.check().unwrap_err().to_string()
        };
        assert!(refused(|plan| plan.validation = 1.0).contains("validation"));
        assert!(refused(|plan| plan.members = 0).contains("members"));
        assert!(refused(|plan| plan.width = 0).contains("width"));
        assert!(refused(|plan| plan.fit.batch = 1).contains("batch"));
        assert!(refused(|plan| plan.augment.shift = 1.0).contains("shift"));
        assert!(refused(|plan| plan.freeze = true).contains("weights"));
    }

    #[test]
    fn a_misspelt_value_is_refused() {
        let error = serde_json::from_str::<Plan>(r#"{"widht": 8}"#).unwrap_err();
        assert!(error.to_string().contains("unknown field `widht`"));
    }
}
