//! What learns from some genes and scores others: the network and its rivals.
//!
//! ```
//! use dsdscore::train::{
//!     examples::Examples,
//!     method::{Method, Outcome},
//! };
//!
//! /// Scores by specificity, and learns nothing.
//! struct Tau;
//!
//! impl Method for Tau {
//!     fn name(&self) -> &'static str {
//!         "tau"
//!     }
//!
//!     fn description(&self) -> String {
//!         "specificity alone".into()
//!     }
//!
//!     fn score(
//!         &self,
//!         examples: &Examples,
//!         _train: &[usize],
//!         test: &[usize],
//!         _seed: u64,
//!     ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
//!         let tau = |&gene: &usize| examples.genes[gene].tau.unwrap_or(0.0);
//!         Ok(Outcome {
//!             scores: test.iter().map(tau).collect(),
//!             is_probability: true,
//!             ..Outcome::default()
//!         })
//!     }
//! }
//! ```

use super::{
    evaluation::{Collapse, Epoch},
    examples::Examples,
};

/// ResNet-50 on the image.
pub const NETWORK: &str = "network";
/// Logistic regression on mean expression alone, which every other method has to beat.
pub const LEVEL: &str = "level";
/// Logistic regression on level and tau.
pub const LOGISTIC: &str = "logistic";
/// Logistic regression on the shape of expression.
pub const SHAPE: &str = "shape";
/// A random forest on expression by cell type and time.
pub const FOREST: &str = "forest";
/// A random forest on what is unusual for the level of a gene.
pub const RESIDUAL: &str = "residual";
/// Logistic regression on what is unusual for the level of a gene.
pub const RESIDUAL_REGRESSION: &str = "residual-regression";
pub use crate::heatmap::residual::DEV;
/// The mean of the percentiles of some of the others.
pub const AVERAGE: &str = "average";
/// The network on pairs of genes, labelled by the first.
pub const CNNC_FIRST: &str = "cnnc-first";
/// The network on pairs of genes, labelled by both.
pub const CNNC_BOTH: &str = "cnnc-both";

/// The names of the methods of the paper's protocol, in the order in which evaluations have them.
pub const METHODS: [&str; 10] = [
    NETWORK,
    LEVEL,
    LOGISTIC,
    SHAPE,
    RESIDUAL_REGRESSION,
    FOREST,
    RESIDUAL,
    DEV,
    CNNC_FIRST,
    CNNC_BOTH,
];

/// Those that can place known genes among all expressed ones: without the networks on pairs of genes,
/// which would need a histogram of each, and with the average, which needs all genes.
pub const EVERYTHING_METHODS: [&str; 9] = [
    NETWORK,
    LEVEL,
    LOGISTIC,
    SHAPE,
    RESIDUAL_REGRESSION,
    FOREST,
    RESIDUAL,
    DEV,
    AVERAGE,
];

/// A way to score genes that were not learnt from.
pub trait Method: Sync {
    /// A short name that files and options use, such as [`NETWORK`] or [`LEVEL`].
    fn name(&self) -> &'static str;

    /// One line for readers: what it sees, and what learns.
    fn description(&self) -> String;

    /// Learns from the genes `train` and scores the genes `test` (indices into `examples`), whose
    /// labels it must not look at. `seed` decides all that is random.
    ///
    /// # Errors
    ///
    /// Whatever kept it from learning.
    fn score(
        &self,
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        seed: u64,
    ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>>;
}

/// What a method gave for the genes of a fold.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// One a gene of `test`, higher for disease genes. A probability, 0-1, where
    /// `is_probability`.
    pub scores: Vec<f32>,
    /// Whether the scores are probabilities, which Brier's score and a reliability curve need.
    pub is_probability: bool,
    /// What it measured while it learnt, where it learns in epochs.
    pub epochs: Vec<Epoch>,
    /// Whether it ended up giving one answer for all, and how that was seen.
    pub collapse: Option<Collapse>,
}
