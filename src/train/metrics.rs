//! How well scores tell positive genes from others: two classes, for which curves, areas and
//! DeLong's test are defined.
//!
//! ```
//! use dsdscore::train::metrics;
//!
//! let labels = [true, true, false, false];
//! let measures = metrics::measure(&[0.9, 0.4, 0.6, 0.1], &labels, true)?;
//! assert_eq!(measures.roc_auc, 0.75);
//! # Ok::<(), metrics::Error>(())
//! ```

mod calibration;
mod delong;
mod thresholds;

pub use self::delong::{AreaDifference, compare};
use self::{delong::Components, thresholds::ScoreThresholds};
use super::evaluation::Measures;

/// Why nothing can be measured.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// Not one score a gene.
    #[error("there are {scores} scores of {labels} labelled genes")]
    Lengths {
        /// Scores.
        scores: usize,
        /// Labels.
        labels: usize,
    },
    /// There is nothing to tell apart.
    #[error(
        "{positives} positive and {negatives} negative genes were scored, at least {least} of \
         each are needed: leave out more genes at a time, or give more labelled genes"
    )]
    TooFew {
        /// Genes with the label 1.
        positives: usize,
        /// Genes with the label 0.
        negatives: usize,
        /// How many each class must have.
        least: usize,
    },
    /// A score has no place among others.
    #[error("score {index} (counted from 0) is {score}, no finite number")]
    NotFinite {
        /// Which.
        index: usize,
        /// The score.
        score: f32,
    },
    /// A probability is out of range.
    #[error("score {index} (counted from 0) is {score}, no probability from 0 to 1")]
    NotAProbability {
        /// Which.
        index: usize,
        /// The score.
        score: f32,
    },
}

/// Measures scores, higher for positive genes, against the labels. Only probabilities of the
/// positive class have an accuracy, a Brier score and a reliability curve.
///
/// The area under the ROC curve counts ties half (Mann & Whitney 1947,
/// doi:10.1214/aoms/1177730491). Its interval is cut off at 0 and 1; with a single gene in a class
/// its variance cannot be estimated, and the interval is 0 to 1. It takes the scores as
/// independent: where a gene is scored by several folds it is too narrow.
///
/// # Errors
///
/// If there is not one score a gene, a class has no gene, or a score is not finite, or not 0 to 1
/// where it should be a probability.
pub fn measure(scores: &[f32], labels: &[bool], is_probability: bool) -> Result<Measures, Error> {
    check(scores, labels, 1)?;
    if is_probability {
        check_probabilities(scores)?;
    }
    let components = Components::new(scores, labels);
    let thresholds = ScoreThresholds::new(scores, labels);
    let probabilities = is_probability.then_some(scores);
    Ok(Measures {
        roc_auc: components.area,
        roc_auc_ci: components.interval(),
        pr_auc: thresholds.average_precision(),
        accuracy: probabilities.map(|p| calibration::accuracy(p, labels)),
        brier: probabilities.map(|p| calibration::brier(p, labels)),
        roc: thresholds.roc(),
        pr: thresholds.precision_recall(),
        reliability: probabilities.map_or_else(Vec::new, |p| calibration::reliability(p, labels)),
    })
}

/// Checks that there is one finite score a gene, and `least` genes of each class.
fn check(scores: &[f32], labels: &[bool], least: usize) -> Result<(), Error> {
    if scores.len() != labels.len() {
        return Err(Error::Lengths {
            scores: scores.len(),
            labels: labels.len(),
        });
    }
    if let Some((index, score)) = first(scores, |score| !score.is_finite()) {
        return Err(Error::NotFinite { index, score });
    }
    let positives = labels.iter().filter(|label| **label).count();
    let negatives = labels.len() - positives;
    if positives.min(negatives) < least {
        return Err(Error::TooFew {
            positives,
            negatives,
            least,
        });
    }
    Ok(())
}

fn check_probabilities(scores: &[f32]) -> Result<(), Error> {
    match first(scores, |score| !(0.0..=1.0).contains(&score)) {
        Some((index, score)) => Err(Error::NotAProbability { index, score }),
        None => Ok(()),
    }
}

fn first(scores: &[f32], is_wrong: impl Fn(f32) -> bool) -> Option<(usize, f32)> {
    let mut scores = scores.iter().copied().enumerate();
    scores.find(|(_, score)| is_wrong(*score))
}

#[cfg(test)]
mod tests;
