//! Which candidate comes first.

use std::cmp::Reverse;

use super::{Candidate, Fit, GeneScore, Order};

/// The score that decides: a condition's or, without one, the highest of all.
pub(super) fn deciding(scores: &[GeneScore], condition: Option<usize>) -> GeneScore {
    if let Some(condition) = condition {
        return scores.get(condition).cloned().unwrap_or_default();
    }
    let highest = |value: fn(&GeneScore) -> Option<f32>| {
        let values = scores.iter().filter_map(value);
        values.max_by(f32::total_cmp)
    };
    let score = highest(|score| score.score);
    let with_score = scores.iter().find(|found| found.score == score);
    GeneScore {
        score,
        percentile: highest(|score| score.percentile),
        pattern: with_score.and_then(|found| found.pattern.clone()),
        // They are of a condition, and here none decides.
        likelihood_ratio: None,
        opinions: Vec::new(),
        why: with_score
            .map(|found| found.why.clone())
            .unwrap_or_default(),
    }
}

/// Sorts candidates, best first, and numbers them. Those that nothing tells apart stay in their order.
pub(super) fn sort(candidates: &mut [Candidate], condition: Option<usize>, order: Order) {
    candidates
        .sort_by_cached_key(|candidate| (candidate.set_aside, key(candidate, condition, order)));
    for (candidate, rank) in candidates.iter_mut().zip(1..) {
        candidate.rank = rank;
    }
}

/// What is not known comes last.
type Key = (usize, Reverse<Fit>, [Reverse<Option<Number>>; 3]);

fn key(candidate: &Candidate, condition: Option<usize>, order: Order) -> Key {
    let deciding = deciding(&candidate.scores, condition);
    let (score, percentile) = (number(deciding.score), number(deciding.percentile));
    match order {
        Order::Clinical => {
            let similarity = candidate.phenotype.as_ref().map(|p| p.similarity);
            let (place, similarity) = (&candidate.place, number(similarity));
            let tier = place.tier.unwrap_or(usize::MAX);
            (
                tier,
                Reverse(candidate.place_fit()),
                [similarity, percentile, score],
            )
        }
        Order::Paper => {
            let tier = usize::from(!candidate.is_damaging());
            (tier, Reverse(Fit::No), [score, percentile, number(None)])
        }
        Order::Percentile => (0, Reverse(Fit::No), [percentile, score, number(None)]),
    }
}

fn number(value: Option<f32>) -> Reverse<Option<Number>> {
    Reverse(value.map(Number))
}

/// A number that can be sorted; of optional ones what is not known is the least.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number(pub(super) f32);

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{
        CandidateVariant, Known, RankedGene,
        annotation::{Prediction, Predictions},
    };

    fn score(score: f32, percentile: f32) -> GeneScore {
        GeneScore {
            score: Some(score).filter(|score| !score.is_nan()),
            percentile: Some(percentile).filter(|percentile| !percentile.is_nan()),
            ..GeneScore::default()
        }
    }

    fn candidate(symbol: &str, scores: &[(f32, f32)], damaging: bool) -> Candidate {
        let prediction = Prediction {
            class: String::new(),
            score: None,
            damaging,
        };
        let predictions = Predictions {
            polyphen: Some(prediction),
            ..Predictions::default()
        };
        let variant = CandidateVariant {
            predictions,
            ..CandidateVariant::default()
        };
        Candidate {
            gene: RankedGene {
                symbol: symbol.into(),
                ..RankedGene::default()
            },
            scores: scores.iter().map(|&(s, p)| score(s, p)).collect(),
            variants: vec![variant],
            ..Candidate::default()
        }
    }

    fn sorted(mut candidates: Vec<Candidate>, order: Order) -> Vec<(String, usize)> {
        sort(&mut candidates, Some(0), order);
        let names = candidates.into_iter().map(|c| (c.gene.symbol, c.rank));
        names.collect()
    }

    fn names(found: &[(String, usize)]) -> Vec<&str> {
        found.iter().map(|(symbol, _)| symbol.as_str()).collect()
    }

    fn candidates() -> Vec<Candidate> {
        vec![
            candidate("unscored", &[(f32::NAN, f32::NAN)], true),
            candidate("benign", &[(0.99, 99.0)], false),
            candidate("second", &[(0.5, 50.0)], true),
            candidate("tie", &[(0.5, 50.0)], true),
            candidate("first", &[(0.9, 20.0)], true),
        ]
    }

    #[test]
    fn damaging_comes_before_a_higher_score_as_in_the_paper() {
        let found = sorted(candidates(), Order::Paper);
        let expected = ["first", "second", "tie", "unscored", "benign"];
        assert_eq!(names(&found), expected);
        assert_eq!(
            found.iter().map(|f| f.1).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5]
        );
    }

    #[test]
    fn the_highest_percentile_comes_first_where_it_is_asked_for() {
        let found = sorted(candidates(), Order::Percentile);
        let expected = ["benign", "second", "tie", "first", "unscored"];
        assert_eq!(names(&found), expected);
    }

    #[test]
    fn what_is_set_aside_comes_last_and_known_genes_are_ranked_among_all() {
        let mut candidates = candidates();
        candidates[4].set_aside = true;
        candidates[2].known = Some(Known::default());
        let found = sorted(candidates, Order::Paper);
        assert_eq!(
            names(&found),
            ["second", "tie", "unscored", "benign", "first"]
        );
        assert_eq!(
            found.iter().map(|f| f.1).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5]
        );
    }

    #[test]
    fn without_a_condition_the_highest_decides() {
        let scores = [score(0.2, 90.0), score(0.7, 60.0), GeneScore::default()];
        let found = deciding(&scores, None);
        assert_eq!((found.score, found.percentile), (Some(0.7), Some(90.0)));
        assert_eq!(deciding(&scores, Some(0)), scores[0]);
        assert_eq!(deciding(&scores, Some(2)), GeneScore::default());
    }
}
