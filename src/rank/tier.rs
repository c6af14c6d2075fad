//! Tiers of evidence: the order that a clinic can follow step by step.
//!
//! The tiers are data: [`Tiers::built_in`] is `assets/tiers.toml`, where each cut-off has its source. A
//! variant stands in the first tier of which it meets a condition, a gene in the best tier of its
//! variants.
//!
//! ```
//! use dsdscore::rank::Tiers;
//!
//! let tiers = Tiers::built_in();
//! assert_eq!(tiers.rules()[0].name, "reported pathogenic");
//! ```

mod condition;
mod config;
mod effect;
mod error;
mod missing;
mod reason;

use std::{cmp::Reverse, path::Path};

pub use self::error::TiersError;
use self::{
    condition::Evidence,
    config::{Config, Tier},
};
use super::{Candidate, CandidateVariant, Effect, Place, TierRule};
use crate::text;

/// What decides in which tier a gene stands.
#[derive(Clone, Debug)]
pub struct Tiers {
    config: Config,
}

/// What a run has to judge by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Whether a list of known genes was given.
    pub has_list: bool,
    /// Whether phenotypes were compared.
    pub has_phenotypes: bool,
    /// Whether any parent of the patient is among the samples.
    pub has_parent: bool,
}

const BUILT_IN: &str = include_str!("../../assets/tiers.toml");

impl Default for Tiers {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Tiers {
    /// Those that the program brings along.
    ///
    /// # Panics
    ///
    /// Never: a test reads them.
    #[must_use]
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN, Path::new("assets/tiers.toml")).expect("the built-in tiers")
    }

    /// Reads a file of tiers.
    ///
    /// # Errors
    ///
    /// Returns an error where it cannot be read, or as [`Tiers::parse`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, TiersError> {
        let path = path.as_ref();
        let read = |source| TiersError::Read {
            path: path.into(),
            source,
        };
        let mut content = String::new();
        std::io::Read::read_to_string(&mut text::open(path).map_err(read)?, &mut content)
            .map_err(read)?;
        Self::parse(&content, path)
    }

    /// Reads the text of a file of tiers; `path` is what errors call it.
    ///
    /// # Errors
    ///
    /// Returns an error where it is no TOML of tiers, names a predictor twice, or the last tier does
    /// not take in every gene.
    pub fn parse(content: &str, path: &Path) -> Result<Self, TiersError> {
        let config: Config = toml::from_str(content).map_err(|source| TiersError::Toml {
            path: path.into(),
            source: Box::new(source),
        })?;
        config.check(path)?;
        Ok(Self { config })
    }

    /// The tiers' name and version, `dsdscore 1`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.config.name, self.config.version)
    }

    /// Each tier's name and rule, the best first.
    #[must_use]
    pub fn rules(&self) -> Vec<TierRule> {
        let rule = |tier: &Tier| TierRule {
            name: tier.name.clone(),
            rule: tier.rule.clone(),
        };
        self.config.tiers.iter().map(rule).collect()
    }

    /// What a variant does to the protein, by these cut-offs.
    #[must_use]
    pub fn effect(&self, variant: &CandidateVariant) -> Option<Effect> {
        effect::of(&self.config, variant)
    }

    /// Who was asked first of a variant that nobody calls damaging, and what was said.
    fn undamaging(&self, variant: &CandidateVariant) -> Option<String> {
        effect::first_word(&self.config, variant)
    }

    /// Where a candidate stands, and why.
    #[must_use]
    pub fn place(&self, candidate: &Candidate, basis: Basis) -> Place {
        let variants = candidate.variants.iter().enumerate();
        let key = |(place, variant): (usize, &CandidateVariant)| {
            let tier = self.tier_of(&Evidence::new(candidate, variant, basis));
            // Of variants in one tier the one that fits best decides.
            (tier, Reverse(variant.fit), place)
        };
        let best = variants.map(key).min();
        let last = self.config.tiers.len() - 1;
        let (tier, variant) = best.map_or((last, None), |(tier, _, place)| (tier, Some(place)));
        let decided = variant.map(|place| &candidate.variants[place]);
        Place {
            tier: Some(tier + 1),
            name: self.config.tiers[tier].name.clone(),
            reason: decided
                .map_or_else(String::new, |variant| reason::of(self, candidate, variant)),
            missing: decided.map_or_else(Vec::new, |v| missing::of(candidate, v, basis)),
            variant,
        }
    }

    /// The first tier of which a variant meets a condition, from 0.
    fn tier_of(&self, evidence: &Evidence) -> usize {
        let tiers = &self.config.tiers;
        let met = tiers.iter().position(|tier| tier.is_met(evidence));
        met.unwrap_or(tiers.len() - 1)
    }
}

#[cfg(test)]
mod tests;
