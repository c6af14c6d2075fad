//! How a model's scores of all genes are distributed.

use serde::{Deserialize, Serialize};

/// The scores at evenly spaced probabilities, from the lowest to the highest.
///
/// Of `n` numbers, number `i` (from 0) is the quantile of probability `i / (n - 1)`:
/// definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages"
/// (1996), R's and NumPy's default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f32>", into = "Vec<f32>")]
pub struct Quantiles(Vec<f32>);

impl Quantiles {
    /// The percentile (0-100) of a score: the inverse of the quantile function,
    /// linear between two quantiles. A score that several quantiles share gets the
    /// middle of their probabilities (its mid-rank). Below the lowest it is 0,
    /// above the highest 100.
    pub fn percentile(&self, score: f32) -> f32 {
        let below = self.0.partition_point(|&quantile| quantile < score);
        let up_to = self.0.partition_point(|&quantile| quantile <= score);
        let position = if up_to > below {
            (below + up_to - 1) as f64 / 2.0
        } else {
            self.between(below, score)
        };
        (100.0 * position / (self.0.len() - 1) as f64) as f32
    }

    /// The position of a score that lies before quantile `next` and equals none.
    fn between(&self, next: usize, score: f32) -> f64 {
        match (
            next.checked_sub(1).and_then(|last| self.0.get(last)),
            self.0.get(next),
        ) {
            (Some(&low), Some(&high)) => {
                let part = f64::from(score - low) / f64::from(high - low);
                (next - 1) as f64 + part
            }
            (None, _) => 0.0,
            (Some(_), None) => (self.0.len() - 1) as f64,
        }
    }
}

impl TryFrom<Vec<f32>> for Quantiles {
    type Error = String;

    fn try_from(scores: Vec<f32>) -> Result<Self, String> {
        if scores.len() < 2 {
            return Err("quantiles: at least two numbers are needed".into());
        }
        if !scores.iter().all(|score| (0.0..=1.0).contains(score)) || !scores.is_sorted() {
            return Err("quantiles: the numbers must be in 0-1 and in ascending order".into());
        }
        Ok(Self(scores))
    }
}

impl From<Quantiles> for Vec<f32> {
    fn from(quantiles: Quantiles) -> Self {
        quantiles.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantiles(scores: &[f32]) -> Quantiles {
        Quantiles::try_from(scores.to_vec()).unwrap()
    }

    #[test]
    fn a_score_between_two_quantiles_is_interpolated() {
        let quantiles = quantiles(&[0.0, 0.5, 0.75, 1.0, 1.0]);
        assert_eq!(quantiles.percentile(0.25), 12.5);
        assert_eq!(quantiles.percentile(0.5), 25.0);
        assert_eq!(quantiles.percentile(0.625), 37.5);
    }

    #[test]
    fn a_shared_score_gets_the_mid_rank() {
        let quantiles = quantiles(&[0.25, 0.25, 0.25, 0.5, 1.0]);
        assert_eq!(quantiles.percentile(0.25), 25.0);
        assert_eq!(
            super::Quantiles::try_from(vec![0.5; 3])
                .unwrap()
                .percentile(0.5),
            50.0
        );
    }

    #[test]
    fn scores_outside_the_range_get_the_ends() {
        let quantiles = quantiles(&[0.25, 0.5]);
        assert_eq!(quantiles.percentile(0.0), 0.0);
        assert_eq!(quantiles.percentile(1.0), 100.0);
    }

    #[test]
    fn percentiles_never_fall_as_scores_rise() {
        let quantiles = quantiles(&[0.0, 0.1, 0.1, 0.1, 0.4, 0.999_999, 0.999_999_9]);
        let scores = (0..=1000).map(|i| i as f32 / 1000.0);
        let percentiles: Vec<_> = scores.map(|score| quantiles.percentile(score)).collect();
        assert!(percentiles.is_sorted());
        assert!(percentiles.iter().all(|p| (0.0..=100.0).contains(p)));
    }

    #[test]
    fn numbers_out_of_order_or_range_are_refused() {
        for (bad, what) in [
            (vec![0.5], "at least two"),
            (vec![0.5, 0.25], "ascending order"),
            (vec![0.0, 1.5], "in 0-1"),
            (vec![f32::NAN, 1.0], "in 0-1"),
        ] {
            let error = Quantiles::try_from(bad).unwrap_err();
            assert!(error.contains(what), "{error}");
        }
    }
}
