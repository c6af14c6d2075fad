//! Why genes have their scores where these say how unusual expression is for the level, `dev`.

use std::ops::Range;

use super::{
    Error, GeneMap,
    judge::{Judge, Question},
    profiles::Profiles,
    summary::log_odds,
};
use crate::{
    bundle::{Blocks, Bundle, Opinion, Way},
    heatmap::residual::{DEV, mean_square},
    share,
};

/// How far a stored score may be from the definition's.
const TOLERANCE: f32 = 1e-5;

/// The definition: a gene's score is the share, ties counting half, of the scored genes whose mean
/// squared [residual](crate::heatmap::residual) is below its own.
///
/// Without a block the residuals there are 0, what neighbours in level have; or those of the value 0, the
/// level held fixed. The new mean square, over as many values, stands somewhere among the unchanged ones
/// of all genes. Log-odds are those of the share, which is held within 1/2n and 1 - 1/2n of n genes: nearer
/// to 0 and 1 no score of n genes can be.
pub(super) struct Definition {
    question: Question,
    profiles: Profiles,
    is_scored: Vec<bool>,
    /// The mean squares of the genes that have a score.
    sorted: Vec<f64>,
}

impl Definition {
    /// Whether scores of this name may be those of the definition.
    pub(super) fn is_asked_for(opinion: &Opinion<'_>) -> bool {
        opinion.model().name == DEV
    }

    /// Of an opinion of a condition, or in words why it is not the definition's: all that is taken from
    /// the bundle is which genes have a score, and the definition must give all their scores.
    pub(super) fn new(
        bundle: &Bundle,
        question: Question,
        opinion: &Opinion<'_>,
    ) -> Result<Result<Self, String>, Error> {
        let profiles = Profiles::read(bundle, question.condition)?;
        let genes = 0..bundle.genes().len();
        let is_scored: Vec<_> = genes.map(|gene| opinion.score(gene).is_some()).collect();
        let mut definition = Self {
            question,
            profiles,
            is_scored,
            sorted: Vec::new(),
        };
        definition.sorted = definition
            .scored()
            .map(|gene| definition.square(gene))
            .collect();
        definition.sorted.sort_by(f64::total_cmp);
        Ok(match definition.other(opinion) {
            None => Ok(definition),
            Some(gene) => Err(format!(
                "they are called {DEV} but are not its scores: {} has {}, and by the expression in the \
                 bundle {}",
                bundle.genes()[gene].symbol,
                opinion.score(gene).unwrap_or(f32::NAN),
                definition.share(definition.square(gene)),
            )),
        })
    }

    fn scored(&self) -> impl Iterator<Item = usize> {
        (0..self.is_scored.len()).filter(|&gene| self.is_scored[gene])
    }

    /// The first gene that has another score than the definition's.
    fn other(&self, opinion: &Opinion<'_>) -> Option<usize> {
        self.scored().find(|&gene| {
            let found = opinion.score(gene).unwrap_or(f32::NAN);
            let difference = (self.share(self.square(gene)) as f32 - found).abs();
            let is_measured = self.profiles.residual(gene).iter().any(|r| !r.is_nan());
            !is_measured || difference.is_nan() || difference > TOLERANCE
        })
    }

    fn square(&self, gene: usize) -> f64 {
        mean_square(self.profiles.residual(gene).iter().copied())
    }

    fn share(&self, square: f64) -> f64 {
        share::below(&self.sorted, &square)
    }

    fn log_odds(&self, square: f64) -> f64 {
        let least = 0.5 / self.sorted.len() as f64;
        log_odds(self.share(square).clamp(least, 1.0 - least))
    }

    /// The mean square of a gene without what is at some places; `None` where nothing was measured there.
    fn without(&self, gene: usize, places: Range<usize>) -> Option<f64> {
        let residuals = self.profiles.residual(gene);
        let is_measured = |place: usize| !residuals[place].is_nan();
        if !places.clone().any(is_measured) {
            return None;
        }
        let left = residuals.iter().enumerate().map(|(place, &residual)| {
            match places.contains(&place) && is_measured(place) {
                true => self
                    .profiles
                    .replaced(gene, place, self.question.replaced_by),
                false => residual,
            }
        });
        Some(mean_square(left))
    }

    fn map(&self, gene: usize) -> Option<GeneMap> {
        self.is_scored[gene].then(|| {
            let own = self.log_odds(self.square(gene));
            GeneMap::new(own, self.question.blocks, |places| {
                let without = self.without(gene, places);
                without.map_or(f64::NAN, |square| own - self.log_odds(square))
            })
        })
    }
}

impl Judge for Definition {
    fn way(&self) -> Way {
        Way::Definition
    }

    fn blocks(&self) -> Blocks {
        self.question.blocks
    }

    fn maps(
        &mut self,
        genes: &[usize],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Option<GeneMap>>, Error> {
        let maps = genes.iter().map(|&gene| self.map(gene)).collect();
        progress(genes.len());
        Ok(maps)
    }
}

#[cfg(test)]
mod tests;
