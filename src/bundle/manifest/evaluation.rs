//! What scores are worth: the outcome of an evaluation, as a manifest carries it.

mod sentence;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::sentence::{NEVER_EVALUATED, worth};

/// What a model's scores were found to be worth on genes that it had not learnt from.
///
/// A held-out known gene's *placement* among a set of other genes is the share of them that it scores
/// above, ties counting half. An area under the ROC curve (AUC) is the mean of these shares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The method's name, e.g. `shape`.
    pub method: String,
    /// How genes were left out, in words.
    pub protocol: String,
    /// The day, as `2026-11-30`.
    pub date: String,
    /// Known genes that were left out and placed.
    pub known_genes: usize,
    /// Genes that they were placed among: all that are expressed.
    pub genes: usize,
    /// The lists of genes by what they are (`known`, `negatives`, …), with `sha256:<hex>` of each.
    pub lists: BTreeMap<String, String>,
    /// What known genes were told from.
    pub contrasts: Vec<EvaluatedContrast>,
    /// The share of known genes that came among the highest of all expressed genes.
    pub top: Vec<TopShare>,
    /// One for each tenth of all expressed genes, from the lowest scores to the highest; none where
    /// not known.
    pub deciles: Vec<LikelihoodRatio>,
}

/// Known genes against others of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluatedContrast {
    /// Which others: `random`, `neighbours` (in level), `housekeeping`, `other`.
    pub name: String,
    /// The area under the ROC curve, 0-1.
    pub auc: f64,
    /// Its 95 % confidence interval over known genes.
    pub auc_ci: [f64; 2],
    /// The same with as many random genes in the place of known ones: the mean over draws; `None` where
    /// it was not run.
    pub null_auc: Option<f64>,
    /// 5th and 95th percentile over these draws.
    pub null_range: Option<[f64; 2]>,
}

/// How many known genes came out on top.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopShare {
    /// The share of all genes that is the top, e.g. 0.05.
    pub top: f64,
    /// The share of known genes in it, 0-1.
    pub recall: f64,
    /// Its 95 % confidence interval.
    pub recall_ci: [f64; 2],
    /// That share over `top`: 1 is chance.
    pub enrichment: f64,
}

/// How much more often a known gene comes out in a tenth of all genes than any gene does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LikelihoodRatio {
    /// The ratio; 1 says nothing.
    pub ratio: f64,
    /// Its 95 % confidence interval.
    pub ci: [f64; 2],
}

impl LikelihoodRatio {
    /// That of a percentile, 0-100, among those of equal parts of all genes, from the lowest scores to
    /// the highest.
    #[must_use]
    pub fn at(parts: &[Self], percentile: f32) -> Option<Self> {
        // The cast saturates.
        let part = (f64::from(percentile) / 100.0 * parts.len() as f64) as usize;
        parts.get(part.min(parts.len().checked_sub(1)?)).copied()
    }
}

impl Evaluation {
    /// The contrast of this name.
    #[must_use]
    pub fn contrast(&self, name: &str) -> Option<&EvaluatedContrast> {
        self.contrasts.iter().find(|contrast| contrast.name == name)
    }

    /// The likelihood ratio of a percentile, 0-100, by its tenth.
    #[must_use]
    pub fn likelihood_ratio(&self, percentile: f32) -> Option<LikelihoodRatio> {
        LikelihoodRatio::at(&self.deciles, percentile)
    }

    /// What it says in words.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let lists = self.lists.iter().flat_map(|(what, digest)| [what, digest]);
        let contrasts = self.contrasts.iter().map(|contrast| &contrast.name);
        let texts = [&self.method, &self.protocol, &self.date].into_iter();
        texts.chain(lists).chain(contrasts).map(String::as_str)
    }

    /// Whether all shares are shares, and ratios ratios: what is not a number cannot be read back.
    pub(super) fn is_sound(&self) -> bool {
        let is_share = |share: &f64| (0.0..=1.0).contains(share);
        let is_ratio = |ratio: &f64| ratio.is_finite() && *ratio >= 0.0;
        let shares = self.contrasts.iter().flat_map(|contrast| {
            let null = contrast.null_auc.into_iter();
            let null = null.chain(contrast.null_range.into_iter().flatten());
            null.chain(contrast.auc_ci).chain([contrast.auc])
        });
        let tops = self.top.iter();
        let recalls =
            tops.flat_map(|top| [top.top, top.recall, top.recall_ci[0], top.recall_ci[1]]);
        let deciles = self.deciles.iter();
        let ratios = deciles.flat_map(|decile| [decile.ratio, decile.ci[0], decile.ci[1]]);
        let mut ratios = ratios.chain(self.top.iter().map(|top| top.enrichment));
        let is_within = |value: f64, [low, high]: [f64; 2]| low <= value && value <= high;
        let contrasts = self.contrasts.iter().enumerate();
        let are_apart = contrasts.clone().all(|(index, one)| {
            self.contrasts[..index]
                .iter()
                .all(|other| other.name != one.name)
        });
        let is_each_within = contrasts
            .clone()
            .all(|(_, one)| is_within(one.auc, one.auc_ci))
            && self
                .top
                .iter()
                .all(|top| is_within(top.recall, top.recall_ci))
            && self
                .deciles
                .iter()
                .all(|decile| is_within(decile.ratio, decile.ci));
        let is_of_something = self.known_genes > 0 || self.contrasts.is_empty();
        are_apart
            && is_each_within
            && is_of_something
            && matches!(self.deciles.len(), 0 | 10)
            && shares.chain(recalls).all(|share| is_share(&share))
            && ratios.all(|ratio| is_ratio(&ratio))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_has_the_ratio_of_its_tenth() {
        let ratio = |ratio| LikelihoodRatio {
            ratio,
            ci: [0.0, 9.0],
        };
        let evaluation = Evaluation {
            deciles: (0..10).map(|tenth| ratio(f64::from(tenth))).collect(),
            ..Evaluation::default()
        };
        for (percentile, tenth) in [
            (0.0, 0.0),
            (9.99, 0.0),
            (10.0, 1.0),
            (99.0, 9.0),
            (100.0, 9.0),
        ] {
            let found = evaluation.likelihood_ratio(percentile).unwrap();
            assert_eq!(found.ratio, tenth, "{percentile}");
        }
        assert_eq!(Evaluation::default().likelihood_ratio(50.0), None);
    }
}
