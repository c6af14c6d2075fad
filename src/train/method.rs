//! What learns from some genes and scores others: the network and its rivals.

use super::{
    evaluation::{Collapse, Epoch},
    examples::Examples,
};

/// A way to score genes that were not learnt from.
pub trait Method: Sync {
    /// A short name that files and options use, such as `network` or `level`.
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
