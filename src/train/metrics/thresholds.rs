//! What each threshold on the scores would find.

/// For each distinct score, from the highest: how many positive and how many negative genes have
/// at least this score.
pub(super) struct ScoreThresholds(Vec<Counts>);

#[derive(Clone, Copy, Default)]
struct Counts {
    positives: usize,
    negatives: usize,
}

impl ScoreThresholds {
    /// Finite scores, as many as labels, at least one of each class.
    pub(super) fn new(scores: &[f32], labels: &[bool]) -> Self {
        let mut genes: Vec<_> = scores.iter().zip(labels).collect();
        genes.sort_by(|a, b| b.0.total_cmp(a.0));
        let mut found = Counts::default();
        let ties = genes.chunk_by(|a, b| a.0 == b.0);
        let counts = ties.map(|genes| {
            let positives = genes.iter().filter(|(_, label)| **label).count();
            found.positives += positives;
            found.negatives += genes.len() - positives;
            found
        });
        Self(counts.collect())
    }

    fn total(&self) -> Counts {
        self.0.last().copied().unwrap_or_default()
    }

    /// False and true positive rate at each threshold, after (0, 0).
    pub(super) fn roc(&self) -> Vec<[f64; 2]> {
        let total = self.total();
        let points = self.0.iter().map(|found| {
            let false_rate = ratio(found.negatives, total.negatives);
            [false_rate, ratio(found.positives, total.positives)]
        });
        std::iter::once([0.0, 0.0]).chain(points).collect()
    }

    /// Recall and precision at each threshold.
    pub(super) fn precision_recall(&self) -> Vec<[f64; 2]> {
        let total = self.total();
        let points = self.0.iter().map(|found| {
            let precision = ratio(found.positives, found.positives + found.negatives);
            [ratio(found.positives, total.positives), precision]
        });
        points.collect()
    }

    /// The sum over thresholds of precision × the rise in recall, without interpolation, as
    /// scikit-learn's `average_precision_score`.
    pub(super) fn average_precision(&self) -> f64 {
        let mut before = 0.0;
        let steps = self
            .precision_recall()
            .into_iter()
            .map(|[recall, precision]| {
                let rise = recall - std::mem::replace(&mut before, recall);
                rise * precision
            });
        steps.sum()
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
