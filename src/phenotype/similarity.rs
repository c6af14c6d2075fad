//! How like a patient's terms a disease's are.
//!
//! What two terms have in common is the information content of their most informative common
//! ancestor (Resnik 1995). Of each of the patient's terms the best match in the disease counts, and of
//! each of the disease's the best match in the patient: the symmetric measure of Köhler et al. 2009
//! (doi:10.1016/j.ajhg.2009.09.003), as the Phenomizer has it. Each of the two sums is divided by the
//! greatest that it can reach, the information of its own terms, so that the mean of both is 0 where
//! nothing is in common and 1 where the terms are the same. A gene's similarity is that of the disease
//! that is most like the patient.

use std::cmp::Ordering;

use super::{
    PhenotypeMatch, TermMatch,
    diseases::{Disease, Diseases},
    ontology::Ontology,
};

/// The patient's terms, ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Comparison<'a> {
    ontology: &'a Ontology,
    diseases: &'a Diseases,
    /// The information content of each term.
    information: Vec<f64>,
    asked: Vec<usize>,
    /// For each asked term the information that each term of the ontology has in common with it.
    shared: Vec<Vec<f64>>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(ontology: &'a Ontology, diseases: &'a Diseases, asked: &[usize]) -> Self {
        let information = diseases.information(ontology);
        let shared = asked
            .iter()
            .map(|&term| shared(ontology, &information, term));
        Self {
            shared: shared.collect(),
            asked: asked.into(),
            ontology,
            diseases,
            information,
        }
    }

    /// The similarity of the patient and a disease, 0-1.
    pub(super) fn similarity(&self, disease: usize) -> f64 {
        let terms = &self.diseases.get(disease).terms;
        let best_of = |shared: &Vec<f64>| largest(terms.iter().map(|&term| shared[term]));
        let best_for = |term: usize| largest(self.shared.iter().map(|shared| shared[term]));
        let patient = share(
            self.shared.iter().map(best_of).sum(),
            self.of_all(&self.asked),
        );
        let of_disease = share(
            terms.iter().map(|&term| best_for(term)).sum(),
            self.of_all(terms),
        );
        (patient + of_disease) / 2.0
    }

    /// The most similar of some diseases; none where these have no terms.
    pub(super) fn best(&self, diseases: impl Iterator<Item = usize>) -> Option<PhenotypeMatch> {
        let with_terms = diseases.filter(|&d| !self.diseases.get(d).terms.is_empty());
        let compared = with_terms.map(|disease| (self.similarity(disease), disease));
        let is_better =
            |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1));
        let (similarity, best) = compared.max_by(is_better)?;
        let disease = self.diseases.get(best);
        Some(PhenotypeMatch {
            similarity: similarity as f32,
            percentile: 0.0,
            disease: disease.id.clone(),
            disease_name: disease.name.clone(),
            terms: (0..self.asked.len())
                .map(|asked| self.term_match(asked, disease))
                .collect(),
        })
    }

    fn term_match(&self, asked: usize, disease: &Disease) -> TermMatch {
        let term = self.asked[asked];
        let shared = &self.shared[asked];
        let better = |a: usize, b: usize| self.closer(shared, a, b);
        let best = disease.terms.iter().copied().max_by(|&a, &b| better(a, b));
        let found = best.filter(|&found| shared[found] > 0.0);
        let text = |of: &dyn Fn(usize) -> String| found.map(of).unwrap_or_default();
        TermMatch {
            asked: self.ontology.id(term).to_string(),
            asked_name: self.ontology.name(term).into(),
            found: text(&|found| self.ontology.id(found).to_string()),
            found_name: text(&|found| self.ontology.name(found).into()),
            similarity: found.map_or(0.0, |found| {
                share(shared[found], self.information[term]) as f32
            }),
        }
    }

    /// Which of two terms is the better match: the one with more in common; then the one that says
    /// less besides, which is the asked term itself where a disease has it and terms below it.
    fn closer(&self, shared: &[f64], a: usize, b: usize) -> Ordering {
        let depth = |term: usize| self.ontology.ancestors(term).len();
        let common = shared[a].total_cmp(&shared[b]);
        let rest = || self.information[b].total_cmp(&self.information[a]);
        let above = || depth(b).cmp(&depth(a));
        common.then_with(rest).then_with(above).then(b.cmp(&a))
    }

    fn of_all(&self, terms: &[usize]) -> f64 {
        terms.iter().map(|&term| self.information[term]).sum()
    }
}

/// The information that each term of the ontology has in common with one.
fn shared(ontology: &Ontology, information: &[f64], term: usize) -> Vec<f64> {
    let mut of_ancestors = vec![0.0; ontology.len()];
    for &above in ontology.ancestors(term) {
        of_ancestors[above] = information[above];
    }
    let common = |place| {
        let ancestors = ontology.ancestors(place).iter();
        largest(ancestors.map(|&above| of_ancestors[above]))
    };
    (0..ontology.len()).map(common).collect()
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, f64::max)
}

/// A part of a whole; 0 of nothing.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Puts values' percentiles among themselves: those below, and half of those that are equal.
pub(super) fn rank_all<'m>(matches: impl Iterator<Item = &'m mut PhenotypeMatch>) {
    let mut matches: Vec<_> = matches.collect();
    let mut sorted: Vec<_> = matches.iter().map(|found| found.similarity).collect();
    sorted.sort_unstable_by(f32::total_cmp);
    for found in &mut matches {
        let below = sorted.partition_point(|value| *value < found.similarity);
        let up_to = sorted.partition_point(|value| *value <= found.similarity);
        found.percentile = ((below + up_to) as f64 * 50.0 / sorted.len() as f64) as f32;
    }
}
