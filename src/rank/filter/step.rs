//! The filters, in their order.

use crate::rank::Filters;

/// A filter, in the order in which variants meet them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// All ALTs of the input.
    Read,
    /// The patient carries it.
    Carried,
    /// The genotype is sure enough.
    Quality,
    /// FILTER.
    Filter,
    /// It lies in a region.
    Region,
    /// It is rare.
    Frequency,
    /// It hits a gene.
    Gene,
    /// Its consequence.
    Consequence,
    /// A predictor calls it damaging.
    Prediction,
    /// The gene's variants fit a mode of inheritance.
    Mode,
    /// The gene's pattern.
    Pattern,
    /// The gene's score.
    Score,
}

impl Step {
    /// Its short name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Carried => "carried",
            Self::Quality => "quality",
            Self::Filter => "filter",
            Self::Region => "region",
            Self::Frequency => "frequency",
            Self::Gene => "gene",
            Self::Consequence => "consequence",
            Self::Prediction => "prediction",
            Self::Mode => "inheritance",
            Self::Pattern => "pattern",
            Self::Score => "score",
        }
    }

    /// What is said of variants that passed it.
    pub fn passed(self) -> &'static str {
        match self {
            Self::Read => "variants read",
            Self::Carried => "carried",
            Self::Quality => "sure enough",
            Self::Filter => "through FILTER",
            Self::Region => "in the regions",
            Self::Frequency => "rare",
            Self::Gene => "in a gene",
            Self::Consequence => "with the consequence",
            Self::Prediction => "damaging",
            Self::Mode => "inherited so",
            Self::Pattern => "with the pattern",
            Self::Score => "with the score",
        }
    }

    /// Those that look at variants one by one, and not at what a gene has of them.
    pub const OF_VARIANTS: [Self; 8] = [
        Self::Carried,
        Self::Quality,
        Self::Filter,
        Self::Region,
        Self::Frequency,
        Self::Gene,
        Self::Consequence,
        Self::Prediction,
    ];

    /// Those that look at a gene with all of its variants.
    pub const OF_GENES: [Self; 3] = [Self::Mode, Self::Pattern, Self::Score];

    /// All, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let [first, variants, genes] = [&[Self::Read][..], &Self::OF_VARIANTS, &Self::OF_GENES];
        first.iter().chain(variants).chain(genes).copied()
    }
}

impl Filters {
    /// Whether a filter is there at all.
    pub fn asks(&self, step: Step) -> bool {
        match step {
            Step::Read | Step::Carried | Step::Gene => true,
            Step::Quality => {
                self.min_quality.is_some()
                    || self.min_genotype_quality.is_some()
                    || self.min_depth.is_some()
            }
            Step::Filter => !self.filter.is_empty(),
            Step::Region => self.regions.is_some(),
            Step::Frequency => self.max_frequency.is_some(),
            Step::Consequence => {
                self.min_impact.is_some()
                    || !self.consequences.is_empty()
                    || self.preferred_transcript
            }
            Step::Prediction => !self.damaging.is_empty(),
            Step::Mode => !self.modes.is_empty(),
            Step::Pattern => !self.patterns.is_empty(),
            Step::Score => self.min_percentile.is_some() || self.min_score.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_is_asked_in_its_order() {
        let all: Vec<_> = Step::all().collect();
        let numbers = all.iter().map(|&step| step as usize);
        assert_eq!(
            numbers.collect::<Vec<_>>(),
            (0..=Step::Score as usize).collect::<Vec<_>>()
        );
    }
}
