//! How unusual expression is, without learning.

use crate::{
    heatmap::residual::mean_square,
    train::{
        examples::{Example, Examples},
        method::{DEV, Method, Outcome},
        statistics::share_below,
    },
};

/// The mean squared level-conditional residual, as its percentile among all genes that there are
/// (0-1). Nothing is learnt.
#[derive(Clone, Copy, Debug)]
pub struct Deviation;

impl Method for Deviation {
    fn name(&self) -> &'static str {
        DEV
    }

    fn description(&self) -> String {
        "how unusual expression is for the gene's level: the mean squared residual, as a \
         percentile; nothing is learnt"
            .into()
    }

    /// Nothing is random.
    fn score(
        &self,
        examples: &Examples,
        _: &[usize],
        test: &[usize],
        _: u64,
    ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
        let unusual = |gene: &Example| mean_square(gene.residual.iter().copied());
        let unusual: Vec<_> = examples.genes.iter().map(unusual).collect();
        let mut sorted = unusual.clone();
        sorted.sort_by(f64::total_cmp);
        let percentile = |&gene: &usize| share_below(&sorted, &unusual[gene]) as f32;
        Ok(Outcome {
            scores: test.iter().map(percentile).collect(),
            is_probability: false,
            ..Outcome::default()
        })
    }
}
