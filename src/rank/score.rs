//! A gene's score in one condition.

use serde::Serialize;

/// What a condition says of a gene. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GeneScore {
    /// The score, 0-1.
    pub score: Option<f32>,
    /// Its percentile among all genes that the model scored, 0-100.
    pub percentile: Option<f32>,
    /// The pattern of expression.
    pub pattern: Option<GenePattern>,
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
