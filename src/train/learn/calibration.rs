//! Log odds to probabilities that fit genes which were not learnt from.

use ndarray::Array2;

use crate::train::{baseline::Logistic, network::export::Calibration};

/// A weak pull of the factor to 0: where log odds separate the few validation genes, the factor
/// would grow without end.
const RIDGE: f64 = 0.1;

/// Platt's scaling (Platt 1999): the logistic regression of labels on log odds. `None` where it
/// cannot be found, or higher log odds do not go with the positive class: then they stay as they
/// are.
pub(super) fn calibration(log_odds: &[f32], labels: &[bool]) -> Option<Calibration> {
    let rows = Array2::from_shape_fn((log_odds.len(), 1), |(gene, _)| f64::from(log_odds[gene]));
    let model = Logistic::fit(rows.view(), labels, RIDGE).ok()?;
    let scale = *model.weights.first()? as f32;
    let bias = model.intercept as f32;
    (scale > 0.0 && scale.is_finite() && bias.is_finite()).then_some(Calibration { scale, bias })
}

/// The probability of calibrated log odds.
pub(super) fn probability(log_odds: f32, calibration: Option<Calibration>) -> f32 {
    let Calibration { scale, bias } = calibration.unwrap_or(Calibration {
        scale: 1.0,
        bias: 0.0,
    });
    1.0 / (1.0 + (-(scale * log_odds + bias)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overconfident_log_odds_are_shrunk() {
        // Three of four right on either side, said with certainty.
        let log_odds = [9.0, 9.0, 9.0, 9.0, -9.0, -9.0, -9.0, -9.0];
        let labels = [true, true, true, false, false, false, false, true];
        let found = calibration(&log_odds, &labels).unwrap();
        let sure = probability(9.0, Some(found));
        assert!((sure - 0.75).abs() < 0.01, "{sure}");
        assert!(probability(9.0, None) > 0.999);
    }

    #[test]
    fn log_odds_that_mislead_are_left_alone() {
        let (log_odds, labels) = ([1.0, 2.0, -1.0, -2.0], [false, false, true, true]);
        assert_eq!(calibration(&log_odds, &labels), None);
        assert_eq!(calibration(&[1.0, 2.0], &[true, true]), None);
    }
}
