//! How unusual expression is, without learning.

use crate::train::{
    examples::{Example, Examples},
    method::{DEV, Method, Outcome},
    statistics::share_below,
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
        let mut sorted: Vec<_> = examples.genes.iter().map(mean_square).collect();
        sorted.sort_by(f64::total_cmp);
        let percentile =
            |&gene: &usize| share_below(&sorted, &mean_square(&examples.genes[gene])) as f32;
        Ok(Outcome {
            scores: test.iter().map(percentile).collect(),
            is_probability: false,
            ..Outcome::default()
        })
    }
}

/// Over what was measured; 0 of nothing.
fn mean_square(gene: &Example) -> f64 {
    let measured = gene.residual.iter().filter(|value| !value.is_nan());
    let (sum, count) = measured.fold((0.0, 0_u32), |(sum, count), &value| {
        (sum + f64::from(value).powi(2), count + 1)
    });
    sum / f64::from(count.max(1))
}
