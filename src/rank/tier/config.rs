//! The file of tiers.

use std::path::Path;

use serde::Deserialize;

use super::TiersError;
use crate::rank::{ClinicalClass, EffectKind, Fit, Impact, Predictor};

/// A file of tiers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub name: String,
    pub version: String,
    pub loss_of_function: LossOfFunction,
    /// Who is asked what a variant does, in this order.
    #[serde(rename = "predictor", default)]
    pub predictors: Vec<CutOff>,
    /// Who is asked of splicing, besides.
    #[serde(default)]
    pub splicing: Vec<CutOff>,
    /// Whose word is repeated, and never decides.
    #[serde(default)]
    pub supporting: Vec<CutOff>,
    #[serde(rename = "tier")]
    pub tiers: Vec<Tier>,
}

/// Which consequences take a protein away.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossOfFunction {
    /// Terms of the Sequence Ontology.
    pub terms: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
}

/// From where on a predictor says damaging.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    #[serde(rename = "name")]
    pub predictor: Predictor,
    /// The number itself counts too.
    pub damaging: f32,
    #[serde(rename = "source")]
    _source: String,
}

/// A tier.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub name: String,
    pub rule: String,
    /// Conditions of which one is enough.
    pub when: Vec<Condition>,
}

/// What a variant must meet; what is absent asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    /// ClinVar's class is one of these.
    pub clinical: Option<Vec<ClinicalClass>>,
    /// ClinVar's class is none of these.
    pub unless_clinical: Option<Vec<ClinicalClass>>,
    /// The effect is one of these.
    pub effect: Option<Vec<EffectKind>>,
    /// The consequence's impact is at least this.
    pub impact: Option<Impact>,
    /// The fit is at least this.
    pub fit: Option<Fit>,
    /// Whether the gene is in the list of known genes.
    pub known: Option<bool>,
    /// Whether such a list was given.
    pub with_list: Option<bool>,
    /// Whether all of the gene is lost or gained, and the list says that this causes disease.
    pub dosage: Option<bool>,
    /// Whether it is a structural variant that touches a regulatory region of the gene.
    pub regulatory: Option<bool>,
}

impl Config {
    /// Checks what TOML alone does not.
    pub fn check(&self, path: &Path) -> Result<(), TiersError> {
        let all = [&self.predictors, &self.splicing, &self.supporting];
        let names: Vec<_> = all.into_iter().flatten().map(|c| c.predictor).collect();
        for (place, predictor) in names.iter().enumerate() {
            if names[..place].contains(predictor) {
                return Err(TiersError::Twice {
                    path: path.into(),
                    name: predictor.name(),
                });
            }
        }
        let takes_all = |tier: &Tier| tier.when.contains(&Condition::default());
        match self.tiers.last().is_some_and(takes_all) {
            true => Ok(()),
            false => Err(TiersError::NotAll { path: path.into() }),
        }
    }
}
