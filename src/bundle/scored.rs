//! Scores that are to be written, and what they must fit.

use super::{
    ContentError, Evaluation, Manifest, ModelSource, ScoreSource, content::check_scores,
    scores::count,
};
use crate::gene::Gene;

/// One condition's scores by one model. Of several of one condition the first decides, and the
/// others are second opinions.
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

/// Takes away all scores of a condition. `values` are those of the manifest's sources, in their
/// order.
pub(super) fn remove_scores(manifest: &mut Manifest, values: &mut Vec<Vec<f32>>, condition: &str) {
    let mut sources = manifest.scores.iter();
    // As many as sources, so that there is one for each.
    values.retain(|_| sources.next().is_none_or(|s| s.condition != condition));
    manifest.scores.retain(|s| s.condition != condition);
}

/// Adds scores after those that their condition has, the sources in the order of the conditions.
pub(super) fn add_scores(manifest: &mut Manifest, values: &mut Vec<Vec<f32>>, scored: Scored) {
    let condition = manifest.condition(&scored.condition);
    let is_before = |source: &ScoreSource| manifest.condition(&source.condition) <= condition;
    let place = manifest.scores.iter().take_while(|s| is_before(s)).count();
    let source = ScoreSource {
        condition: scored.condition,
        model: scored.model,
        genes_scored: count(&scored.values),
        complete: scored.complete,
        evaluation: scored.evaluation,
        explanation: None,
    };
    manifest.scores.insert(place, source);
    values.insert(place, scored.values);
}
