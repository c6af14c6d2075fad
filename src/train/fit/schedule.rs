//! The learning rate and the end of a training, as functions of the validation losses so far: a
//! training that goes on from a checkpoint needs no other state.

use std::f64::consts::PI;

use super::options::{FitOptions, Schedule};

/// The learning rate of the epoch that follows those of the losses.
pub(super) fn rate(losses: &[f64], options: &FitOptions) -> f64 {
    let start = options.learning_rate;
    match options.schedule {
        Schedule::Constant => start,
        Schedule::Cosine => {
            let done = losses.len() as f64 / options.epochs as f64;
            start * 0.5 * (1.0 + (PI * done).cos())
        }
        Schedule::Plateau { factor, patience } => {
            start * factor.powi(reductions(losses, options.min_delta, patience))
        }
    }
}

/// How often the loss had not improved for more than `patience` epochs, counted anew each time.
fn reductions(losses: &[f64], min_delta: f64, patience: usize) -> i32 {
    let (mut best, mut waited, mut reductions) = (f64::INFINITY, 0, 0);
    for &loss in losses {
        waited += 1;
        if loss < best - min_delta {
            (best, waited) = (loss, 0);
        }
        if waited > patience {
            reductions += 1;
            waited = 0;
        }
    }
    reductions
}

/// The index of the best epoch: the last whose loss was lower than the best before it by more
/// than `min_delta`.
pub(super) fn best(losses: &[f64], min_delta: f64) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (index, &loss) in losses.iter().enumerate() {
        if best.is_none_or(|best| loss < losses[best] - min_delta) {
            best = Some(index);
        }
    }
    best
}

/// Whether no further epoch follows.
pub(super) fn is_over(losses: &[f64], options: &FitOptions) -> bool {
    let waited = best(losses, options.min_delta).map_or(0, |best| losses.len() - 1 - best);
    let is_patient = options.patience.is_none_or(|patience| waited < patience);
    losses.len() >= options.epochs || !is_patient
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Losses with plateaus: epochs 1-12.
    const LOSSES: [f64; 12] = [
        1.0, 0.9, 0.8, 0.8, 0.85, 0.9, 0.7, 0.7, 0.71, 0.72, 0.7, 0.7,
    ];

    fn rates(schedule: Schedule) -> Vec<f64> {
        let options = FitOptions {
            schedule,
            epochs: 12,
            learning_rate: 0.1,
            ..FitOptions::default()
        };
        (1..=12).map(|n| rate(&LOSSES[..n], &options)).collect()
    }

    fn assert_close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    /// From `expected.py`.
    #[test]
    fn the_learning_rate_falls_as_pytorchs_schedulers_make_it_fall() {
        let plateau = Schedule::Plateau {
            factor: 0.5,
            patience: 1,
        };
        let expected = [
            0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.0125, 0.0125,
        ];
        assert_close(&rates(plateau), &expected);
        let expected = [
            0.09829629131445342,
            0.09330127018922195,
            0.08535533905932738,
            0.07500000000000001,
            0.06294095225512605,
            0.05,
            0.03705904774487397,
            0.025,
            0.01464466094067263,
            0.006698729810778066,
            0.0017037086855465904,
            0.0,
        ];
        assert_close(&rates(Schedule::Cosine), &expected);
        assert_close(&rates(Schedule::Constant), &[0.1; 12]);
    }

    #[test]
    fn training_stops_after_the_patience_and_keeps_the_best() {
        let options = |patience, min_delta| FitOptions {
            patience,
            min_delta,
            ..FitOptions::default()
        };
        let stops = |options: &FitOptions| (0..=12).find(|&n| is_over(&LOSSES[..n], options));
        assert_eq!(stops(&options(Some(3), 0.0)), Some(6));
        assert_eq!(stops(&options(Some(4), 0.0)), Some(11));
        assert_eq!(stops(&options(None, 0.0)), None);
        // A fall by 0.1 is none by more than 0.15.
        assert_eq!(stops(&options(Some(2), 0.15)), Some(5));
        assert_eq!(best(&LOSSES, 0.0), Some(6));
        assert_eq!(best(&[], 0.0), None);
        let short = FitOptions {
            epochs: 2,
            ..options(None, 0.0)
        };
        assert_eq!(stops(&short), Some(2));
    }
}
