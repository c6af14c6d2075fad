//! What would have to be known to judge better.

use super::Basis;
use crate::rank::{
    Candidate, CandidateVariant, Compound, Fit, Inheritance, Transmission, Zygosity,
};

/// A few words for each fact that is missing.
pub fn of(candidate: &Candidate, variant: &CandidateVariant, basis: Basis) -> Vec<String> {
    let mut scores = candidate.scores.iter();
    let has_percentile = scores.any(|score| score.percentile.is_some());
    let mut scores = candidate.scores.iter();
    let has_score = scores.any(|score| score.score.is_some());
    let facts = [
        (
            is_without_second(candidate, variant),
            "a second variant, on the other copy",
        ),
        (
            candidate.compound == Some(Compound::Unphased),
            "whether the variants are on one copy or on both",
        ),
        (
            lacks_parents(variant, basis),
            "the genotypes of both parents, surely called",
        ),
        (variant.frequency.is_none(), "a population frequency"),
        (
            is_unpredicted(variant),
            "what the change does to the protein",
        ),
        (
            candidate
                .known
                .as_ref()
                .is_some_and(|known| known.inheritance.is_empty()),
            "the gene's mode of inheritance",
        ),
        (
            basis.has_phenotypes && candidate.phenotype.is_none(),
            "phenotypes of the gene",
        ),
        (!has_score && !has_percentile, "an expression score"),
        (
            has_score && !has_percentile,
            "the percentile of the expression score",
        ),
    ];
    let facts = facts.into_iter().filter(|(is_missing, _)| *is_missing);
    facts.map(|(_, what)| what.into()).collect()
}

fn is_without_second(candidate: &Candidate, variant: &CandidateVariant) -> bool {
    let needs_both = |known: &crate::rank::Known| known.inheritance == [Inheritance::Biallelic];
    variant.fit == Fit::No
        && variant.call.zygosity == Zygosity::Heterozygous
        && candidate.known.as_ref().is_some_and(needs_both)
}

fn lacks_parents(variant: &CandidateVariant, basis: Basis) -> bool {
    let is_told = !matches!(variant.transmission, None | Some(Transmission::Unknown));
    !is_told && (variant.call.zygosity == Zygosity::Heterozygous || basis.has_parent)
}

/// Whether it changes the protein, and nobody says how.
fn is_unpredicted(variant: &CandidateVariant) -> bool {
    let changes = variant
        .transcript
        .as_ref()
        .is_some_and(|t| t.consequence.contains("missense"));
    let predictions = &variant.predictions;
    changes
        && crate::rank::Predictor::ALL
            .iter()
            .all(|&p| predictions.get(p).is_none())
}
