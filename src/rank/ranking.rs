//! What a run found, and what it is of.

use serde::Serialize;

use super::{Assembly, Patient};
use crate::{
    bundle::{LikelihoodRatio, ModelSource, worth},
    info::{self, BundleSource},
    score,
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
    /// The tiers of the order, each with its rule; none where it has none.
    pub tiers: Vec<TierRule>,
    /// The patients, in the order of the input.
    pub patients: Vec<Patient>,
}

/// A tier of the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TierRule {
    /// Its name.
    pub name: String,
    /// Its rule, in a sentence.
    pub rule: String,
}

/// A condition, such as a sex.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RankedCondition {
    /// Its key, as in INFO fields.
    pub key: String,
    /// In words.
    pub label: String,
    /// The model of the scores; `None` where only the input's header tells.
    pub model: Option<ModelSource>,
    /// What the scores are worth, in a sentence.
    pub worth: String,
    /// How much more often known genes come out in each tenth of all genes than any gene does, from
    /// the lowest scores to the highest; none where not known.
    pub likelihood_ratios: Vec<LikelihoodRatio>,
    /// The models that do not decide, and whose percentiles are shown beside.
    pub opinions: Vec<RankedOpinion>,
}

/// A model that does not decide.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RankedOpinion {
    /// Its short name, as in INFO fields and columns.
    pub name: String,
    /// The model; `None` where only the input's header tells.
    pub model: Option<ModelSource>,
    /// What its scores are worth, in a sentence.
    pub worth: String,
}

/// What is said where the header of an input with scores does not tell what they are worth.
const NOT_TOLD: &str = "not told by the input's header";

impl From<info::Condition> for RankedCondition {
    fn from(condition: info::Condition) -> Self {
        Self {
            key: condition.key,
            label: condition.label,
            model: condition.model,
            worth: condition.worth.unwrap_or_else(|| NOT_TOLD.into()),
            likelihood_ratios: condition.likelihood_ratios,
            opinions: condition
                .opinions
                .into_iter()
                .map(RankedOpinion::from)
                .collect(),
        }
    }
}

impl From<info::Opinion> for RankedOpinion {
    fn from(opinion: info::Opinion) -> Self {
        Self {
            name: opinion.name,
            model: opinion.model,
            worth: opinion.worth.unwrap_or_else(|| NOT_TOLD.into()),
        }
    }
}

impl From<&score::Column<'_>> for RankedCondition {
    fn from(column: &score::Column) -> Self {
        let evaluation = column.deciding().evaluation();
        Self {
            key: column.key().into(),
            label: column.label().into(),
            model: Some(column.model().clone()),
            worth: worth(evaluation),
            likelihood_ratios: evaluation.map_or_else(Vec::new, |e| e.deciles.clone()),
            opinions: info::shown_opinions(column)
                .map(RankedOpinion::from)
                .collect(),
        }
    }
}

impl From<&score::Opinion<'_>> for RankedOpinion {
    fn from(opinion: &score::Opinion) -> Self {
        Self {
            name: opinion.name().into(),
            model: Some(opinion.model().clone()),
            worth: worth(opinion.evaluation()),
        }
    }
}
