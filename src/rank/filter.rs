//! Filters: which are asked for, in which order, and what passed each.

mod rule;
mod tally;

use super::{
    Filters, Need, Predictor,
    annotation::{self, Columns},
};

pub(super) use self::tally::Tally;

/// A filter, in the order in which variants meet them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
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

/// What a filter says of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    /// It does not pass.
    No,
    /// It passes, for the input does not say what is asked.
    Unknown,
    /// It passes.
    Yes,
}

impl Answer {
    pub(super) fn of(passes: Option<bool>) -> Self {
        match passes {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }

    /// Both must pass.
    pub(super) fn and(self, other: Self) -> Self {
        self.min(other)
    }
}

impl Step {
    /// Those that look at variants one by one, and not at what a gene has of them.
    pub(super) const OF_VARIANTS: [Self; 8] = [
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
    pub(super) const OF_GENES: [Self; 3] = [Self::Mode, Self::Pattern, Self::Score];

    /// All, in order.
    fn all() -> impl Iterator<Item = Self> {
        let [first, variants, genes] = [&[Self::Read][..], &Self::OF_VARIANTS, &Self::OF_GENES];
        first.iter().chain(variants).chain(genes).copied()
    }
}

impl Filters {
    /// The filters that are asked for, each with its rule in words.
    pub(super) fn steps(&self, columns: &Columns) -> Vec<(Step, String)> {
        let asked = Step::all().filter(|&step| self.asks(step));
        asked
            .map(|step| (step, rule::of(self, step, columns)))
            .collect()
    }

    /// Whether a filter is there at all.
    pub(super) fn asks(&self, step: Step) -> bool {
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

    /// The filters that the input can serve, and notes on those that are left out because they were
    /// asked for leniently.
    ///
    /// # Errors
    ///
    /// Returns what the input lacks, without which a filter would say nothing of any variant.
    pub(super) fn served(
        &self,
        columns: &Columns,
    ) -> Result<(Self, Vec<String>), annotation::Error> {
        let (mut served, mut notes) = (self.clone(), Vec::new());
        for need in [Need::Frequency, Need::Impact, Need::Predictions] {
            match self.check(need, columns) {
                Err(lack) if self.lenient.contains(&need) => {
                    served.leave_out(need);
                    notes.push(format!("A filter was left out: {lack}."));
                }
                checked => checked?,
            }
        }
        Ok((served, notes))
    }

    fn check(&self, need: Need, columns: &Columns) -> Result<(), annotation::Error> {
        let is_known = |predictor: &Predictor| columns.has(*predictor);
        match need {
            Need::Frequency if self.max_frequency.is_some() => columns.require_frequency(),
            Need::Impact if self.min_impact.is_some() || !self.consequences.is_empty() => {
                columns.require_consequence()
            }
            Need::Predictions => match self.damaging.first() {
                Some(first) if !self.damaging.iter().any(is_known) => columns.require(*first),
                _ => Ok(()),
            },
            Need::Frequency | Need::Impact => Ok(()),
        }
    }

    fn leave_out(&mut self, need: Need) {
        match need {
            Need::Frequency => self.max_frequency = None,
            Need::Impact => {
                self.min_impact = None;
                self.consequences.clear();
            }
            Need::Predictions => self.damaging.clear(),
        }
    }
}
