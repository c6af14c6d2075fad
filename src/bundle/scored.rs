//! Scores that are to be written, and what they must fit.

use super::{
    ContentError, Evaluation, Manifest, ModelSource, ScoreSource, content::check_scores,
    scores::count,
};
use crate::gene::Gene;

/// One condition's scores by one model.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The key of the condition.
    pub condition: String,
    /// The model.
    pub model: ModelSource,
    /// One score a gene, 0 to 1, NaN for a gene without.
    pub values: Vec<f32>,
    /// Whether every gene that can be scored is. A gene with an image
    /// and without a score belies it, unless it is expressed nowhere.
    pub complete: bool,
    /// What they are worth; none where nobody evaluated them.
    pub evaluation: Option<Evaluation>,
}

pub(super) fn check_scored(
    manifest: &Manifest,
    genes: &[Gene],
    scored: &Scored,
) -> Result<usize, ContentError> {
    check_scores(&scored.condition, genes, &scored.values)?;
    manifest
        .condition(&scored.condition)
        .ok_or_else(|| ContentError::UnknownCondition(scored.condition.clone()))
}

pub(super) fn check_complete(
    genes: &[Gene],
    scored: &Scored,
    needs_score: impl Fn(usize) -> bool,
) -> Result<(), ContentError> {
    let mut scores = scored.values.iter().enumerate();
    let missing = scores.find(|&(gene, score)| score.is_nan() && needs_score(gene));
    match missing {
        Some((gene, _)) if scored.complete => Err(ContentError::Incomplete {
            condition: scored.condition.clone(),
            gene: genes[gene].symbol.clone(),
        }),
        _ => Ok(()),
    }
}

/// Keeps the sources in the order of the conditions.
pub(super) fn add_source(manifest: &mut Manifest, scored: &Scored) {
    manifest
        .scores
        .retain(|source| source.condition != scored.condition);
    manifest.scores.push(ScoreSource {
        condition: scored.condition.clone(),
        model: scored.model.clone(),
        genes_scored: count(&scored.values),
        complete: scored.complete,
        evaluation: scored.evaluation.clone(),
    });
    let conditions = &manifest.conditions;
    manifest
        .scores
        .sort_by_key(|source| conditions.iter().position(|c| c.key == source.condition));
}
