//! Filters: which are asked for, in which order, and what passed each.

mod answer;
mod rule;
mod step;
mod tally;

use super::{
    Filters, Need, Predictor,
    annotation::{self, AnnotationFields},
};

pub(super) use self::{answer::Answer, step::Step, tally::Tally};

impl Filters {
    /// The filters that are asked for, each with its rule in words.
    pub(super) fn steps(&self, fields: &AnnotationFields) -> Vec<(Step, String)> {
        let asked = Step::all().filter(|&step| self.asks(step));
        asked
            .map(|step| (step, rule::of(self, step, fields)))
            .collect()
    }

    /// The filters that the input can serve, and warnings of those that are left out because they were
    /// asked for leniently.
    ///
    /// # Errors
    ///
    /// Returns what the input lacks, without which a filter would say nothing of any variant.
    pub(super) fn served(
        &self,
        fields: &AnnotationFields,
    ) -> Result<(Self, Vec<String>), annotation::Error> {
        let (mut served, mut warnings) = (self.clone(), Vec::new());
        for need in [Need::Frequency, Need::Impact, Need::Predictions] {
            match self.check(need, fields) {
                Err(lack) if self.lenient.contains(&need) => {
                    served.leave_out(need);
                    warnings.push(format!("{}: {lack}.", need.without()));
                }
                checked => checked?,
            }
        }
        Ok((served, warnings))
    }

    fn check(&self, need: Need, fields: &AnnotationFields) -> Result<(), annotation::Error> {
        let is_known = |predictor: &Predictor| fields.has(*predictor);
        match need {
            Need::Frequency if self.max_frequency.is_some() => fields.require_frequency(),
            Need::Impact if self.min_impact.is_some() || !self.consequences.is_empty() => {
                fields.require_consequence()
            }
            Need::Predictions => match self.damaging.first() {
                Some(first) if !self.damaging.iter().any(is_known) => fields.require(*first),
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

impl Need {
    /// What it means that the filter was left out.
    fn without(self) -> &'static str {
        match self {
            Self::Frequency => {
                "The filter by frequency was left out, and common variants are candidates like rare ones"
            }
            Self::Impact => {
                "The filter by impact was left out, and harmless variants are candidates too"
            }
            Self::Predictions => "The filter by predictions was left out",
        }
    }
}
