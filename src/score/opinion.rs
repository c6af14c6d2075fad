//! What one model says of genes in one condition.

use super::{Error, computed::Computed};
use crate::{
    bundle::{self, Bundle, Condition, Evaluation, ModelSource, Scored},
    model::Model,
};

/// The scores of one condition by one model: the bundle's, or computed when they are asked for.
pub struct Opinion<'b> {
    name: String,
    model: ModelSource,
    evaluation: Option<Evaluation>,
    scores: Scores<'b>,
}

enum Scores<'b> {
    Stored(bundle::Opinion<'b>),
    Computed(Box<Computed>),
}

impl<'b> Opinion<'b> {
    /// Of scores that the bundle has.
    pub(super) fn stored(stored: bundle::Opinion<'b>) -> Self {
        Self {
            name: String::new(),
            model: stored.model().clone(),
            evaluation: stored.evaluation().cloned(),
            scores: Scores::Stored(stored),
        }
    }

    /// Of a model; of the bundle's scores where they are all of this model.
    pub(super) fn by_model(
        bundle: &'b Bundle,
        condition: (usize, &Condition),
        model: Model,
    ) -> Result<Self, Error> {
        let digest = Some(model.digest());
        let is_by_it = |stored: &bundle::Opinion| {
            stored.is_complete() && stored.model().digest.as_deref() == digest
        };
        let mut stored = bundle.opinions(condition.0);
        let stored = stored.find(|stored| !model.is_overridden() && is_by_it(stored));
        if let Some(stored) = stored {
            return Ok(Self::stored(stored));
        }
        Ok(Self {
            name: String::new(),
            model: source_of(&model),
            evaluation: None,
            scores: Scores::Computed(Box::new(Computed::new(bundle, condition.1, model)?)),
        })
    }

    pub(super) fn with_name(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// What the model is called in names of fields and columns; see
    /// [`short_names`](bundle::short_names).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &ModelSource {
        &self.model
    }

    /// What its scores are worth; `None` where nobody evaluated them.
    #[must_use]
    pub fn evaluation(&self) -> Option<&Evaluation> {
        self.evaluation.as_ref()
    }

    /// What the bundle has of it; `None` where a model computes the scores.
    #[must_use]
    pub fn kept(&self) -> Option<&bundle::Opinion<'b>> {
        match &self.scores {
            Scores::Stored(stored) => Some(stored),
            Scores::Computed(_) => None,
        }
    }

    /// Whether a model computes the scores; else the bundle has them.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        matches!(self.scores, Scores::Computed(_))
    }

    /// A gene's score, 0-1; NaN where it has none.
    #[must_use]
    pub fn score(&self, gene: usize) -> f32 {
        match &self.scores {
            Scores::Stored(stored) => stored.score(gene).unwrap_or(f32::NAN),
            Scores::Computed(computed) => computed.values()[gene],
        }
    }

    /// Where a score stands among those of all genes that the model scored, 0-100; `None` where
    /// their distribution is not known, or the score is none.
    #[must_use]
    pub fn percentile(&self, score: f32) -> Option<f32> {
        match &self.scores {
            Scores::Stored(stored) => stored.percentile(score),
            Scores::Computed(computed) => computed.common().percentile(score),
        }
    }

    /// The percentile of a gene; `None` where it has none.
    #[must_use]
    pub fn percentile_of(&self, gene: usize) -> Option<f32> {
        let score = self.score(gene);
        (!score.is_nan()).then(|| self.percentile(score)).flatten()
    }

    /// Whether percentiles are known.
    #[must_use]
    pub fn has_percentiles(&self) -> bool {
        self.percentile(0.5).is_some()
    }

    pub(super) fn compute(
        &mut self,
        bundle: &Bundle,
        genes: impl Iterator<Item = usize>,
        progress: &mut impl FnMut(usize),
    ) -> Result<(), Error> {
        match &mut self.scores {
            Scores::Stored(_) => Ok(()),
            Scores::Computed(computed) => computed.compute(bundle, genes, progress),
        }
    }

    /// The scores of all genes, once all are computed.
    pub(super) fn to_scored(&self, condition: &str) -> Scored {
        match &self.scores {
            Scores::Stored(stored) => stored.to_scored(),
            Scores::Computed(computed) => Scored {
                condition: condition.into(),
                model: self.model.clone(),
                values: computed.values().to_vec(),
                complete: true,
                evaluation: None,
            },
        }
    }
}

fn source_of(model: &Model) -> ModelSource {
    let common = model.common();
    ModelSource {
        name: common.name.into(),
        version: common.version.into(),
        digest: Some(model.digest().into()),
        training_set: common.training_set.name.clone(),
        synthetic: common.synthetic,
        source: None,
        citation: None,
    }
}
