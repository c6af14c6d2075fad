//! The scores of one condition by one of its models.

use super::{Bundle, Evaluation, Explanation, ModelSource, ScoreSource, Scored, scores::Scores};

/// What one model says of all genes in one condition.
#[derive(Clone, Copy, Debug)]
pub struct Opinion<'b> {
    index: usize,
    source: &'b ScoreSource,
    scores: &'b Scores,
}

impl<'b> Opinion<'b> {
    /// The model.
    pub fn model(&self) -> &'b ModelSource {
        &self.source.model
    }

    /// What its scores are worth; `None` where nobody evaluated them.
    pub fn evaluation(&self) -> Option<&'b Evaluation> {
        self.source.evaluation.as_ref()
    }

    /// How its genes' reasons were found; `None` where nobody asked for them.
    pub fn explanation(&self) -> Option<&'b Explanation> {
        self.source.explanation.as_ref()
    }

    /// The index of its source in the manifest.
    pub fn source(&self) -> usize {
        self.index
    }

    /// Whether every gene that can be scored is.
    pub fn is_complete(&self) -> bool {
        self.source.complete
    }

    /// How many genes have a score.
    pub fn genes_scored(&self) -> usize {
        self.source.genes_scored
    }

    /// The score of a gene, 0 to 1; `None` where it has none.
    pub fn score(&self, gene: usize) -> Option<f32> {
        self.scores.get(gene)
    }

    /// Where a score stands among those of this model, as [`Bundle::percentile`] has it.
    pub fn percentile(&self, score: f32) -> Option<f32> {
        self.scores.percentile(score)
    }

    /// The percentile of a gene; `None` where it has none.
    pub fn percentile_of(&self, gene: usize) -> Option<f32> {
        self.percentile(self.score(gene)?)
    }

    /// A copy, to be written anew.
    pub fn to_scored(&self) -> Scored {
        Scored {
            condition: self.source.condition.clone(),
            model: self.source.model.clone(),
            values: self.scores.values().to_vec(),
            complete: self.source.complete,
            evaluation: self.source.evaluation.clone(),
        }
    }
}

impl Bundle {
    /// What each model says in a condition: first the one that decides, whose scores
    /// [`Bundle::score`] has, then second opinions. None where the condition was never scored.
    pub fn opinions(&self, condition: usize) -> impl ExactSizeIterator<Item = Opinion<'_>> {
        let sources = self.sources.get(condition).map_or(&[][..], Vec::as_slice);
        sources.iter().map(|&index| Opinion {
            index,
            source: &self.manifest.scores[index],
            scores: &self.scores[index],
        })
    }
}
