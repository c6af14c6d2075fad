//! Why genes have the scores that are shown: told, and never a part of the order.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use super::{Candidate, Scores};
use crate::{
    bundle::BundleError,
    explain::{Why, Whys},
    score::Scorer,
};

/// Why a gene has its score by one model, in a sentence and in numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GeneWhy {
    /// The sentence.
    pub sentence: String,
    /// The numbers.
    #[serde(flatten)]
    pub why: Why,
}

impl From<Why> for GeneWhy {
    fn from(why: Why) -> Self {
        Self {
            sentence: why.sentence(),
            why,
        }
    }
}

/// Of the models of one condition that were asked, the one that decides first; patients share it.
pub type GeneWhys = Arc<[GeneWhy]>;

pub(super) fn serialize<S: Serializer>(whys: &GeneWhys, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(whys.iter())
}

/// Tells why genes have the scores that are shown.
pub(super) struct Telling<'b> {
    whys: Whys<'b>,
    /// By gene, one for each condition.
    told: FxHashMap<usize, Vec<GeneWhys>>,
}

impl<'b> Telling<'b> {
    /// `None` where the bundle keeps no reasons of scores that are shown, or the scores are not its own:
    /// of those that an input has nobody knows whether they are the same.
    pub(super) fn new(scores: &Scores<'_, 'b>) -> Result<Option<Self>, BundleError> {
        let Scores::Bundle(scorer) = scores else {
            return Ok(None);
        };
        let mut shown = scorer.columns().iter().flat_map(|column| column.models());
        let is_told = |opinion: &crate::score::Opinion<'_>| {
            let stored = opinion.kept();
            stored.is_some_and(|stored| stored.explanation().is_some())
        };
        if !shown.any(is_told) {
            return Ok(None);
        }
        Ok(Some(Self {
            whys: Whys::new(scorer.bundle())?,
            told: FxHashMap::default(),
        }))
    }

    /// Puts reasons beside a candidate's scores.
    pub(super) fn tell(&mut self, scores: &Scores<'_, 'b>, candidate: &mut Candidate) {
        let (Scores::Bundle(scorer), Some(gene)) = (scores, candidate.gene.index) else {
            return;
        };
        let whys = &self.whys;
        let told = self.told.entry(gene).or_insert_with(|| {
            let columns = 0..scorer.columns().len();
            columns
                .map(|column| of(whys, scorer, column, gene))
                .collect()
        });
        for (score, why) in candidate.scores.iter_mut().zip(told) {
            score.why = why.clone();
        }
    }
}

fn of(whys: &Whys<'_>, scorer: &Scorer<'_>, column: usize, gene: usize) -> GeneWhys {
    let column = &scorer.columns()[column];
    let condition = scorer.bundle().manifest().condition(column.key());
    let why = |(place, opinion): (usize, &crate::score::Opinion<'_>)| {
        let why = whys.by(gene, condition?, opinion.kept()?)?;
        // Models that were named may decide otherwise than in the bundle.
        let decides = place == 0;
        Some(GeneWhy::from(Why { decides, ..why }))
    };
    column.models().enumerate().filter_map(why).collect()
}
