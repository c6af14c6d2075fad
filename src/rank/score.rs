//! A gene's score in one condition.

use serde::Serialize;

use super::{GeneWhy, GeneWhys, why};
use crate::bundle::LikelihoodRatio;

/// What a condition says of a gene. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GeneScore {
    /// The score, 0-1.
    pub score: Option<f32>,
    /// Its percentile among all genes that the model scored, 0-100.
    pub percentile: Option<f32>,
    /// How much more often known genes come out in the tenth of its percentile than any gene does.
    pub likelihood_ratio: Option<LikelihoodRatio>,
    /// What the condition's other models say, in their order.
    pub opinions: Vec<GeneOpinion>,
    /// The pattern of expression.
    pub pattern: Option<GenePattern>,
    /// Why it is so, by each model that was asked; none where nobody asked, or where the scores are not
    /// those that the bundle keeps.
    #[serde(serialize_with = "why::serialize")]
    pub why: GeneWhys,
}

/// What a model that does not decide says of a gene.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GeneOpinion {
    /// The model's short name.
    pub model: String,
    /// The gene's percentile among all genes that this model scored, 0-100.
    pub percentile: Option<f32>,
}

impl GeneScore {
    /// Why the score is so; `None` where that is not known.
    #[must_use]
    pub fn why(&self) -> Option<&GeneWhy> {
        self.why.first().filter(|told| told.why.decides)
    }

    /// The percentile by a model that does not decide, by its short name.
    #[must_use]
    pub fn opinion(&self, model: &str) -> Option<f32> {
        let mut opinions = self.opinions.iter();
        opinions.find(|opinion| opinion.model == model)?.percentile
    }
}

/// A pattern in words; see [`Pattern`](crate::heatmap::Pattern).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GenePattern {
    /// The class.
    pub class: String,
    /// Specificity, 0-1.
    pub tau: Option<f32>,
    /// The fraction of cells that express the gene, 0-1.
    pub expressed: Option<f32>,
    /// The cell type of the highest expression; empty where not known.
    pub peak_cell_type: String,
    /// Its time, e.g. `8` (weeks); empty where not known.
    pub peak_time: String,
}
