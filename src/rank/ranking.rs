//! What a run found, and what it is of.

use serde::Serialize;

use super::{Assembly, Patient};
use crate::{
    bundle::ModelSource,
    info::{self, BundleSource},
};

/// Patients with their candidates, and what decided.
#[derive(Clone, Debug, Serialize)]
pub struct Ranking {
    /// The program with its version.
    pub program: String,
    /// The command line.
    pub command: String,
    /// Whether simulated data or an untrained network stands behind any score.
    pub synthetic: bool,
    /// Where genes and consequences were read off, in words.
    pub genes_from: String,
    /// The assembly that the header tells.
    pub assembly: Option<Assembly>,
    /// Where scores are from; `None` where the input had them and no bundle was given.
    pub bundle: Option<BundleSource>,
    /// The `##dsdscore_…` lines of an input that had scores, without `##`.
    pub annotated_by: Vec<String>,
    /// The conditions, each with its model.
    pub conditions: Vec<RankedCondition>,
    /// What decides the order, in words.
    pub order: String,
    /// The patients, in the order of the input.
    pub patients: Vec<Patient>,
}

/// A condition, such as a sex.
#[derive(Clone, Debug, Serialize)]
pub struct RankedCondition {
    /// Its key, as in INFO fields.
    pub key: String,
    /// In words.
    pub label: String,
    /// The model of the scores; `None` where only the input's header tells.
    pub model: Option<ModelSource>,
}

impl From<info::Condition> for RankedCondition {
    fn from(condition: info::Condition) -> Self {
        Self {
            key: condition.key,
            label: condition.label,
            model: condition.model,
        }
    }
}
