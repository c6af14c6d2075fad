//! What the input says of a variant: consequence, frequency, predictions.

use serde::Serialize;

pub use crate::gene::Impact;

/// A consequence for one transcript. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// The transcript's ID with its version.
    pub id: String,
    /// Terms of the Sequence Ontology, joined by `&`.
    pub consequence: String,
    /// Ensembl's impact of the worst term.
    pub impact: Option<Impact>,
    /// HGVS of the coding sequence.
    pub hgvs_c: String,
    /// HGVS of the protein.
    pub hgvs_p: String,
    /// Why this transcript is shown.
    pub standing: Standing,
}

/// What a transcript is among those of its gene, the preferred last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// One of several.
    #[default]
    Other,
    /// Ensembl's canonical one.
    Canonical,
    /// MANE Plus Clinical.
    ManePlusClinical,
    /// MANE Select.
    ManeSelect,
}

/// How frequent an ALT is in a population.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frequency {
    /// 0-1.
    pub value: f64,
    /// The field that says so, e.g. `gnomADe_AF`.
    pub field: String,
}

/// What predictors of damage say; `None` where the input does not have them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Predictions {
    /// PolyPhen-2.
    pub polyphen: Option<Prediction>,
    /// SIFT.
    pub sift: Option<Prediction>,
    /// AlphaMissense.
    pub alphamissense: Option<Prediction>,
    /// REVEL.
    pub revel: Option<Prediction>,
}

/// A predictor of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Predictor {
    /// PolyPhen-2.
    Polyphen,
    /// SIFT.
    Sift,
    /// AlphaMissense.
    Alphamissense,
    /// REVEL.
    Revel,
}

/// What a predictor says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// In its words, e.g. `probably_damaging`; empty where it has a number alone.
    pub class: String,
    /// Its number, 0-1.
    pub score: Option<f32>,
    /// Whether this counts as damaging.
    pub damaging: bool,
}
