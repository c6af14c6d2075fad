//! Genes' scores: a bundle's, or those that an earlier annotation wrote into the input.

mod written;

use super::{BundleSource, GeneOpinion, GenePattern, GeneScore, GeneWhys, RankedCondition};
use crate::{
    bundle::Condition,
    gene::{Gene, Settled},
    heatmap::Pattern,
    info::shown_opinions,
    score::{self, Scorer},
};

pub use self::written::Written;

/// Where scores are from.
pub enum Scores<'s, 'b> {
    /// A bundle, perhaps with networks.
    Bundle(&'s mut Scorer<'b>),
    /// The input's INFO fields.
    Written(Box<Written>),
}

impl<'b> Scores<'_, 'b> {
    /// Whether simulated data or an untrained network stands behind any score.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        match self {
            Self::Bundle(scorer) => scorer.is_synthetic(),
            Self::Written(written) => written.is_synthetic(),
        }
    }

    /// The genes that are numbered already: a bundle's.
    #[must_use]
    pub fn genes(&self) -> &'b [Gene] {
        match self {
            Self::Bundle(scorer) => scorer.bundle().genes(),
            Self::Written(_) => &[],
        }
    }

    /// What the input's header says of where scores that were written before came from.
    #[must_use]
    pub fn provenance(&self) -> &[String] {
        match self {
            Self::Bundle(_) => &[],
            Self::Written(written) => written.provenance(),
        }
    }

    /// What readers should know of scores that were written before, once all records are read.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        match self {
            Self::Bundle(_) => None,
            Self::Written(written) => written.note(),
        }
    }

    /// The conditions that have scores.
    #[must_use]
    pub fn conditions(&self) -> Vec<RankedCondition> {
        match self {
            Self::Bundle(scorer) => scorer.columns().iter().map(RankedCondition::from).collect(),
            Self::Written(written) => written.conditions(),
        }
    }

    /// What the scores' bundle says of itself.
    #[must_use]
    pub fn bundle(&self) -> Option<BundleSource> {
        match self {
            Self::Bundle(scorer) => Some(BundleSource::of(scorer)),
            Self::Written(written) => written.bundle().cloned(),
        }
    }

    /// Computes the scores that some genes lack, where a network is there to.
    ///
    /// # Errors
    ///
    /// As [`Scorer::compute`].
    pub fn compute(
        &mut self,
        genes: impl Iterator<Item = usize> + Clone,
    ) -> Result<(), score::Error> {
        match self {
            Self::Bundle(scorer) => {
                let count = scorer.bundle().genes().len();
                scorer.compute(genes.filter(move |&gene| gene < count))
            }
            Self::Written(_) => Ok(()),
        }
    }

    /// Puts scores that were written before under the genes that were mentioned, when all were.
    pub fn settle(&mut self, genes: &Settled) {
        match self {
            Self::Bundle(_) => {}
            Self::Written(written) => written.settle(genes),
        }
    }

    /// A gene's scores, one a condition.
    #[must_use]
    pub fn of(&self, gene: usize) -> Vec<GeneScore> {
        match self {
            Self::Bundle(scorer) if gene < scorer.bundle().genes().len() => {
                let columns = 0..scorer.columns().len();
                columns
                    .map(|column| of_bundle(scorer, column, gene))
                    .collect()
            }
            Self::Bundle(scorer) => vec![GeneScore::default(); scorer.columns().len()],
            Self::Written(written) => written.of(gene),
        }
    }
}

fn of_bundle(scorer: &Scorer, column: usize, gene: usize) -> GeneScore {
    let of = &scorer.columns()[column];
    let score = Some(scorer.score(column, gene)).filter(|score| !score.is_nan());
    let percentile = of.deciding().percentile_of(gene);
    let evaluation = of.deciding().evaluation();
    let manifest = scorer.bundle().manifest();
    let condition = manifest.condition(of.key());
    let condition = condition.map(|index| &manifest.conditions[index]);
    let opinion = |opinion: &score::Opinion| GeneOpinion {
        model: opinion.name().into(),
        percentile: opinion.percentile_of(gene),
    };
    GeneScore {
        score,
        percentile,
        likelihood_ratio: percentile.and_then(|p| evaluation?.likelihood_ratio(p)),
        opinions: shown_opinions(of).map(opinion).collect(),
        pattern: scorer
            .pattern(column, gene)
            .zip(condition)
            .map(|(pattern, condition)| in_words(pattern, condition)),
        why: GeneWhys::default(),
    }
}

fn in_words(pattern: &Pattern, condition: &Condition) -> GenePattern {
    let peak = pattern.peak.as_ref();
    let cell_type = peak.and_then(|peak| condition.cell_types.get(peak.cell_type));
    let time = peak.and_then(|peak| condition.times.get(peak.time));
    GenePattern {
        class: pattern.class.name().into(),
        tau: pattern.tau,
        expressed: pattern.expressed,
        peak_cell_type: cell_type.cloned().unwrap_or_default(),
        peak_time: time.map(|time| time.label.clone()).unwrap_or_default(),
    }
}
