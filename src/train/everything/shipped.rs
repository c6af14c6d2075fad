//! Scores for a bundle: of every expressed gene, by models that had not learnt from it.

use crate::{
    bundle::{Bundle, ModelSource, Scored},
    train::evaluation::{Evaluation, GeneScores, PlacedMethod},
};

/// The scores of each evaluated condition by the methods that could have been chosen to decide: first
/// the one that was, then the others as second opinions. Each comes with what it is worth.
///
/// A gene's score is the mean over all models that had not learnt from it, so that no known gene is
/// scored by a model that knew its label. `known_source` says where the list of known genes is from.
#[must_use]
pub fn scored(
    bundle: &Bundle,
    evaluations: &[Evaluation],
    genes: &[GeneScores],
    known_source: Option<&str>,
) -> Vec<Scored> {
    let of = |evaluation: &Evaluation| {
        let mut scored = of_condition(bundle, evaluation, genes);
        for (one, source) in scored.iter_mut().flat_map(|one| Some((one, known_source?))) {
            let words = &mut one.model.training_set;
            words.push_str(&format!("; known genes of {source}"));
        }
        scored
    };
    evaluations.iter().flat_map(of).collect()
}

fn of_condition(bundle: &Bundle, evaluation: &Evaluation, genes: &[GeneScores]) -> Vec<Scored> {
    let everything = evaluation.everything.as_ref();
    let Some((everything, decision)) = everything.and_then(|e| Some((e, e.decision.as_ref()?)))
    else {
        return Vec::new();
    };
    let others = decision.candidates.iter().map(|one| &one.method);
    let others = others.filter(|name| **name != decision.method);
    let methods = std::iter::once(&decision.method).chain(others);
    let methods = methods.filter_map(|name| everything.method(name));
    methods
        .map(|method| by_method(bundle, evaluation, method, genes))
        .collect()
}

fn by_method(
    bundle: &Bundle,
    evaluation: &Evaluation,
    method: &PlacedMethod,
    genes: &[GeneScores],
) -> Scored {
    let mut values = vec![f32::NAN; bundle.genes().len()];
    let own = genes
        .iter()
        .filter(|gene| gene.condition == evaluation.condition);
    for gene in own {
        if let Some(&score) = gene.scores.get(&method.name) {
            values[gene.index] = score;
        }
    }
    Scored {
        condition: evaluation.condition.clone(),
        model: model(evaluation, method),
        values,
        complete: true,
        evaluation: Some(method.evaluation.clone()),
    }
}

fn model(evaluation: &Evaluation, method: &PlacedMethod) -> ModelSource {
    let everything = evaluation.everything.as_ref();
    let known = everything.map_or(0, |everything| everything.known_genes);
    ModelSource {
        name: method.name.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        digest: None,
        training_set: format!(
            "{}; {known} known genes and random expressed ones of {}; each gene scored by the models \
             that had not learnt from it",
            method.description, evaluation.atlas
        ),
        synthetic: evaluation.synthetic,
        source: None,
        citation: None,
    }
}
