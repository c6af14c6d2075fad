//! How a gene goes with the patient's phenotype, in words.

use super::{format, names};
use crate::rank::{HpoTerm, PhenotypeMatch, TermMatch};

/// How a gene goes with the patient's phenotype.
#[derive(Debug, Default)]
pub(super) struct Phenotype {
    /// The similarity, in a sentence; empty where it was not asked for.
    pub(super) similarity: String,
    /// The patient's terms, each with the most similar one of the gene's.
    pub(super) terms: Vec<[String; 3]>,
    /// The terms asked for that the gene has.
    pub(super) asked: Vec<String>,
}

impl Phenotype {
    pub(super) fn new(asked: &[HpoTerm], found: Option<&PhenotypeMatch>) -> Self {
        let terms = found.into_iter().flat_map(|found| &found.terms);
        Self {
            similarity: found.map_or_else(String::new, similarity),
            terms: terms.map(term).collect(),
            asked: asked.iter().map(names::phenotype).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.similarity.is_empty() && self.asked.is_empty()
    }
}

fn similarity(found: &PhenotypeMatch) -> String {
    let percentile = format::percentile(Some(found.percentile));
    let disease = names::joined(&[&found.disease, &found.disease_name], " ");
    let to = match disease.is_empty() {
        true => "to the gene’s phenotypes".into(),
        false => format!("to {disease}"),
    };
    format!(
        "Similarity {:.2} of 1 {to}: percentile {percentile} among all genes with phenotypes.",
        found.similarity
    )
}

fn term(found: &TermMatch) -> [String; 3] {
    let name = |id: &str, name: &str| names::joined(&[name, id], ", ");
    let other = name(&found.found, &found.found_name);
    [
        name(&found.asked, &found.asked_name),
        format::known(&other).into(),
        format!("{:.2}", found.similarity),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_is_told_with_its_terms() {
        let found = PhenotypeMatch {
            similarity: 0.5,
            percentile: 99.97,
            terms: vec![TermMatch {
                asked: "HP:0000133".into(),
                asked_name: "Gonadal dysgenesis".into(),
                ..TermMatch::default()
            }],
            ..PhenotypeMatch::default()
        };
        let shown = Phenotype::new(&[], Some(&found));
        assert_has!(
            shown.similarity,
            "Similarity 0.50 of 1",
            "percentile 99.9 among"
        );
        assert_eq!(
            shown.terms,
            [["Gonadal dysgenesis, HP:0000133", "–", "0.00"]]
        );
        assert!(Phenotype::new(&[], None).is_empty());
    }
}
