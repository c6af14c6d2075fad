//! The scores of one condition, and where a score stands among them.

use std::sync::OnceLock;

/// One score a gene; NaN is a gene without.
#[derive(Debug)]
pub(super) struct Scores {
    values: Vec<f32>,
    complete: bool,
    sorted: OnceLock<Vec<f32>>,
}

impl Scores {
    pub(super) fn new(values: Vec<f32>, complete: bool) -> Self {
        Self {
            values,
            complete,
            sorted: OnceLock::new(),
        }
    }

    pub(super) fn values(&self) -> &[f32] {
        &self.values
    }

    pub(super) fn get(&self, gene: usize) -> Option<f32> {
        self.values.get(gene).copied().filter(|s| !s.is_nan())
    }

    /// 100 × (number below + ½ × number equal) / number scored, as
    /// `scipy.stats.percentileofscore(scores, score, kind="mean")`; `None`
    /// where the scores are not complete.
    pub(super) fn percentile(&self, score: f32) -> Option<f32> {
        if !self.complete || score.is_nan() {
            return None;
        }
        let sorted = self.sorted.get_or_init(|| sorted(&self.values));
        if sorted.is_empty() {
            return None;
        }
        let below = sorted.partition_point(|&other| other < score);
        let up_to = sorted.partition_point(|&other| other <= score);
        Some((50.0 * (below + up_to) as f64 / sorted.len() as f64) as f32)
    }
}

/// How many genes have a score.
pub(super) fn count(values: &[f32]) -> usize {
    values.iter().filter(|score| !score.is_nan()).count()
}

fn sorted(values: &[f32]) -> Vec<f32> {
    let mut sorted: Vec<f32> = values.iter().copied().filter(|s| !s.is_nan()).collect();
    sorted.sort_unstable_by(f32::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentile_is_scipys_mean_kind() {
        // scipy.stats.percentileofscore([.1, .2, .2, .2, .9], x, kind="mean")
        let scores = Scores::new(vec![0.2, f32::NAN, 0.9, 0.2, 0.1, 0.2], true);
        for (score, percentile) in [
            (0.0, 0.0),
            (0.1, 10.0),
            (0.2, 50.0),
            (0.5, 80.0),
            (0.9, 90.0),
            (1.0, 100.0),
        ] {
            assert_eq!(scores.percentile(score), Some(percentile), "{score}");
        }
    }

    #[test]
    fn percentile_needs_all_scores() {
        assert_eq!(Scores::new(vec![0.5], false).percentile(0.5), None);
        assert_eq!(Scores::new(vec![f32::NAN], true).percentile(0.5), None);
        assert_eq!(Scores::new(vec![0.5], true).percentile(f32::NAN), None);
    }
}
