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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bundle::{Bundle, Description, ModelSource},
        import::{ScoresTable, from_scores},
        rank::RankedGene,
        testing,
    };

    fn told(bundle: &Bundle, index: Option<usize>) -> Option<Vec<GeneWhys>> {
        let mut scorer = Scorer::new(bundle, Vec::new()).unwrap();
        let scores = Scores::Bundle(&mut scorer);
        let mut telling = Telling::new(&scores).unwrap()?;
        let mut candidate = Candidate {
            gene: RankedGene {
                index,
                ..RankedGene::default()
            },
            scores: index.map(|gene| scores.of(gene)).unwrap_or_default(),
            ..Candidate::default()
        };
        telling.tell(&scores, &mut candidate);
        Some(
            candidate
                .scores
                .into_iter()
                .map(|score| score.why)
                .collect(),
        )
    }

    #[test]
    fn only_what_the_bundle_keeps_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let table = "symbol\tcondition\tscore\nSOX9\tF\t0.25\nSRY\tM\t1\n";
        std::fs::write(path("scores.tsv"), table).unwrap();
        let table = ScoresTable::read(path("scores.tsv"), &[]).unwrap();
        let builder = from_scores(
            table,
            true,
            |_| ModelSource::default(),
            Description::default(),
        );
        builder.unwrap().write(path("scores.dsd")).unwrap();
        let bundle = Bundle::open(path("scores.dsd")).unwrap();
        let sox9 = bundle.genes().iter().position(|gene| gene.symbol == "SOX9");
        assert_eq!(told(&bundle, sox9), None);
        let bundle = testing::with_reasons(&bundle, &path("why.dsd"));
        let told_of = told(&bundle, sox9).unwrap();
        assert_eq!(told_of.len(), 2);
        let [why] = &*told_of[0] else {
            panic!("{told_of:?}");
        };
        assert!(why.why.decides && why.why.gene == "SOX9" && why.why.condition == "F");
        assert_eq!(why.sentence, why.why.sentence());
        assert!(told_of[1].is_empty(), "it has no score of M");
        assert_eq!(told(&bundle, None), Some(Vec::new()));
    }
}
