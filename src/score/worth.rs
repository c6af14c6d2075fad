//! What an evaluation found, to be put beside the scores that it is of.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::bundle::{Bundle, Evaluation, Scored};

/// The outcome of an evaluation in one condition, as `evaluate` writes it.
#[derive(Clone, Debug)]
pub struct Worth {
    path: PathBuf,
    condition: String,
    /// The digest of the bundle whose genes were placed.
    bundle: String,
    is_synthetic: bool,
    /// By method.
    evaluations: Vec<Evaluation>,
}

/// The version of the layout that `evaluate` writes.
const SCHEMA_VERSION: u64 = 2;

/// Why an evaluation cannot be put beside scores.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorthError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The file is another.
    #[error("{path} is not what `dsdscore evaluate` writes for a condition")]
    Json {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: serde_json::Error,
    },
    /// Another program wrote it.
    #[error(
        "{path} has the layout {found}, and this dsdscore reads {SCHEMA_VERSION}: evaluate anew"
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u64,
    },
    /// It was found on simulated data, and would be said of real scores.
    #[error("{0} was found on simulated data, and says nothing of what real scores are worth")]
    Synthetic(PathBuf),
    /// It says of no method what it is worth among all genes.
    #[error(
        "{0} does not place known genes among all expressed ones: run `dsdscore evaluate` with \
         --protocol everything"
    )]
    NoWorth(PathBuf),
    /// The condition has no scores.
    #[error(
        "{path} is of condition {condition}, of which there are scores neither of a model here nor in the bundle"
    )]
    Condition {
        /// The file.
        path: PathBuf,
        /// Its condition.
        condition: String,
    },
    /// The method is not in the file.
    #[error("{path} says nothing of the method {method}; it has {}", known.join(", "))]
    NoMethod {
        /// The file.
        path: PathBuf,
        /// The method.
        method: String,
        /// Those that are there.
        known: Vec<String>,
    },
    /// No model is called as a method is.
    #[error(
        "{path} is of {}, and the models of condition {condition} are {}: say which method the model \
         that decides is, as --evaluation METHOD={}", known.join(", "), models.join(", "), path.display()
    )]
    NoModel {
        /// The file.
        path: PathBuf,
        /// The condition.
        condition: String,
        /// The methods.
        known: Vec<String>,
        /// The models.
        models: Vec<String>,
    },
    /// Two files are for one condition.
    #[error("two evaluations are for condition {0}; give one of them")]
    Twice(String),
}

/// What of the JSON is read here.
#[derive(Deserialize)]
struct Document {
    schema_version: u64,
    synthetic: bool,
    condition: String,
    bundle: String,
    everything: Option<Everything>,
}

#[derive(Deserialize)]
struct Everything {
    methods: Vec<Method>,
}

#[derive(Deserialize)]
struct Method {
    #[serde(alias = "worth")]
    evaluation: Evaluation,
}

impl Worth {
    /// Reads the JSON that `evaluate` writes for a condition.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is another, or places no genes among all.
    pub fn read(path: &Path) -> Result<Self, WorthError> {
        let bytes = std::fs::read(path).map_err(|source| WorthError::Read {
            path: path.into(),
            source,
        })?;
        let document: Document =
            serde_json::from_slice(&bytes).map_err(|source| WorthError::Json {
                path: path.into(),
                source,
            })?;
        let found = document.schema_version;
        if found != SCHEMA_VERSION {
            let path = path.into();
            return Err(WorthError::Version { path, found });
        }
        let methods = document.everything.into_iter().flat_map(|e| e.methods);
        let evaluations: Vec<_> = methods.map(|method| method.evaluation).collect();
        if evaluations.is_empty() {
            return Err(WorthError::NoWorth(path.into()));
        }
        Ok(Self {
            path: path.into(),
            condition: document.condition,
            bundle: document.bundle,
            is_synthetic: document.synthetic,
            evaluations,
        })
    }

    /// The condition.
    #[must_use]
    pub fn condition(&self) -> &str {
        &self.condition
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Refuses what was found on simulated data for a bundle of real data.
    ///
    /// # Errors
    ///
    /// If it is so.
    pub fn check_synthetic(&self, bundle: &Bundle) -> Result<(), WorthError> {
        match self.is_synthetic && !bundle.manifest().is_synthetic() {
            true => Err(WorthError::Synthetic(self.path.clone())),
            false => Ok(()),
        }
    }

    /// Whether it was found on the genes of this bundle, or of what it was made from.
    #[must_use]
    pub fn is_of(&self, bundle: &Bundle) -> bool {
        let from = bundle.manifest().slimmed_from.as_ref();
        self.bundle == bundle.digest() || from == Some(&self.bundle)
    }

    /// The digest of the bundle that it was found on.
    #[must_use]
    pub fn bundle(&self) -> &str {
        &self.bundle
    }

    /// Puts the evaluation of a method beside the first scores of its condition, which decide; without
    /// a method those of all methods beside the scores of models that are called like them. Gives the
    /// models that have theirs.
    ///
    /// # Errors
    ///
    /// If there are no scores of the condition, no such method, or no model that is called like one.
    pub fn put(
        &self,
        scored: &mut [Scored],
        method: Option<&str>,
    ) -> Result<Vec<String>, WorthError> {
        let is_of = |scored: &&mut Scored| scored.condition == self.condition;
        let mut scored: Vec<_> = scored.iter_mut().filter(is_of).collect();
        if scored.is_empty() {
            return Err(WorthError::Condition {
                path: self.path.clone(),
                condition: self.condition.clone(),
            });
        }
        if method.is_some() {
            scored.truncate(1);
        }
        let mut found = Vec::new();
        for scored in &mut scored {
            if let Some(evaluation) = self.find(method.unwrap_or(&scored.model.name)) {
                scored.evaluation = Some(evaluation.clone());
                found.push(scored.model.name.clone());
            }
        }
        match (found.is_empty(), method) {
            (false, _) => Ok(found),
            (true, Some(method)) => Err(self.no_method(method)),
            (true, None) => Err(self.no_model(&scored)),
        }
    }

    /// By its name, of which letters and digits count.
    fn find(&self, method: &str) -> Option<&Evaluation> {
        let plain = |name: &str| -> String {
            let letters = name.chars().filter(char::is_ascii_alphanumeric);
            letters.collect::<String>().to_ascii_lowercase()
        };
        let mut evaluations = self.evaluations.iter();
        evaluations.find(|evaluation| plain(&evaluation.method) == plain(method))
    }

    fn known(&self) -> Vec<String> {
        let evaluations = self.evaluations.iter();
        evaluations
            .map(|evaluation| evaluation.method.clone())
            .collect()
    }

    fn no_method(&self, method: &str) -> WorthError {
        WorthError::NoMethod {
            path: self.path.clone(),
            method: method.into(),
            known: self.known(),
        }
    }

    fn no_model(&self, scored: &[&mut Scored]) -> WorthError {
        WorthError::NoModel {
            path: self.path.clone(),
            condition: self.condition.clone(),
            known: self.known(),
            models: scored
                .iter()
                .map(|scored| scored.model.name.clone())
                .collect(),
        }
    }
}
