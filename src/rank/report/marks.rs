//! What a geneticist looks for first in a candidate, as badges of text.

use crate::rank::{Candidate, CandidateVariant, Compound, Transmission, Zygosity};

/// A badge.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) kind: &'static str,
    pub(super) text: String,
}

/// Kinds of marks in the order in which they are shown, with their names in the filter.
pub(super) const KINDS: [(&str, &str); 10] = [
    ("denovo", "de novo"),
    ("homozygous", "homozygous"),
    ("hemizygous", "hemizygous"),
    ("trans", "compound heterozygous, in trans"),
    ("unphased", "two hits, phase unknown"),
    ("cis", "two hits, in cis"),
    ("hits", "two or more variants"),
    ("phenotype", "phenotype match"),
    ("clinvar", "ClinVar: pathogenic"),
    ("aside", "set aside"),
];

/// The marks of a candidate.
pub(super) fn of(candidate: &Candidate) -> Vec<Mark> {
    let marks = KINDS.iter().filter_map(|&(kind, _)| {
        let text = text(kind, candidate)?;
        Some(Mark { kind, text })
    });
    marks.collect()
}

/// The badge of a kind; `None` where the candidate has it not.
fn text(kind: &str, candidate: &Candidate) -> Option<String> {
    let variants = &candidate.variants;
    let zygosity = |of| variants.iter().any(|v| v.call.zygosity == of);
    let compound = |of| candidate.compound == Some(of);
    let has = match kind {
        "denovo" => variants
            .iter()
            .any(|v| v.transmission == Some(Transmission::DeNovo)),
        "homozygous" => zygosity(Zygosity::Homozygous),
        "hemizygous" => zygosity(Zygosity::Hemizygous),
        "trans" => compound(Compound::Trans),
        "unphased" => compound(Compound::Unphased),
        "cis" => compound(Compound::Cis),
        "hits" => variants.len() > 1,
        "phenotype" => !candidate.phenotypes.is_empty(),
        "clinvar" => variants
            .iter()
            .any(CandidateVariant::is_reported_pathogenic),
        _ => candidate.set_aside,
    };
    has.then(|| match kind {
        "denovo" => "de novo".into(),
        "trans" => "compound het, in trans".into(),
        "unphased" => "phase unknown".into(),
        "cis" => "in cis".into(),
        "hits" => format!("{} hits", variants.len()),
        "phenotype" => "phenotype".into(),
        "clinvar" => "ClinVar pathogenic".into(),
        "aside" => "set aside".into(),
        _ => kind.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{ClinicalClass, HpoTerm, report::fixture};

    fn kinds(change: impl Fn(&mut Candidate)) -> Vec<&'static str> {
        let mut candidate = fixture::candidate(1, "SOX9");
        change(&mut candidate);
        of(&candidate).into_iter().map(|mark| mark.kind).collect()
    }

    #[test]
    fn a_single_heterozygous_variant_has_no_mark() {
        assert!(kinds(|_| ()).is_empty());
    }

    #[test]
    fn every_mark_is_found_and_named() {
        let found = kinds(|candidate| {
            let mut second = candidate.variants[0].clone();
            second.call.zygosity = Zygosity::Hemizygous;
            second.transmission = Some(Transmission::DeNovo);
            candidate.variants.push(second);
            candidate.variants[0].call.zygosity = Zygosity::Homozygous;
            candidate.variants[0].clinical_class = Some(ClinicalClass::LikelyPathogenic);
            candidate.compound = Some(Compound::Trans);
            candidate.set_aside = true;
            candidate.phenotypes.push(HpoTerm {
                id: "HP:0000133".into(),
                name: "Gonadal dysgenesis".into(),
                diseases: Vec::new(),
            });
        });
        let expected: Vec<_> = KINDS.iter().map(|&(kind, _)| kind).collect();
        let expected: Vec<_> = expected
            .into_iter()
            .filter(|k| !["cis", "unphased"].contains(k))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(kinds(|c| c.compound = Some(Compound::Cis)), ["cis"]);
        assert_eq!(
            kinds(|c| c.compound = Some(Compound::Unphased)),
            ["unphased"]
        );
    }
}
