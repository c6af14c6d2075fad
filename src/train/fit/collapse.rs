//! Whether a network of two classes gives one answer for all genes. What is recorded and said of it
//! is of disease genes and others, so it is not for more classes.

use crate::train::evaluation::Collapse;

use super::options::{ClassWeights, FitOptions};

/// Probabilities with a smaller standard deviation are one answer.
pub const LEAST_SPREAD: f64 = 0.01;

/// Fewer genes than this are on one side of 0.5 by chance: they are not judged.
pub const LEAST_GENES: usize = 8;

/// Whether all genes get the same class by the threshold 0.5, or about the same probability
/// (standard deviation below [`LEAST_SPREAD`]), though they are of both classes. `None` also where
/// there are fewer than [`LEAST_GENES`]. `part` names the genes in the message, such as
/// `validation`.
#[must_use]
pub fn collapse(
    probabilities: &[f32],
    labels: &[bool],
    part: &str,
    options: &FitOptions,
) -> Option<Collapse> {
    let positives = labels.iter().filter(|&&label| label).count();
    if labels.len() < LEAST_GENES || positives == 0 || positives == labels.len() {
        return None;
    }
    let called = probabilities.iter().filter(|&&p| p >= 0.5).count();
    let spread = deviation(probabilities);
    let is_one_sided = called == 0 || called == probabilities.len();
    if !is_one_sided && spread >= LEAST_SPREAD {
        return None;
    }
    let seen = Seen {
        part,
        genes: labels.len(),
        positives,
        is_one_sided,
        to_positive: 2 * called >= probabilities.len(),
        spread,
    };
    Some(Collapse {
        to_positive: seen.to_positive,
        spread,
        message: seen.message(options),
    })
}

/// The standard deviation of a population.
fn deviation(values: &[f32]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / count;
    let squares = values
        .iter()
        .map(|&value| (f64::from(value) - mean).powi(2));
    (squares.sum::<f64>() / count).sqrt()
}

/// What was found of some genes.
struct Seen<'a> {
    part: &'a str,
    genes: usize,
    positives: usize,
    is_one_sided: bool,
    to_positive: bool,
    spread: f64,
}

impl Seen<'_> {
    fn message(&self, options: &FitOptions) -> String {
        format!(
            "The training collapsed: {}, though {} of them are positive and {} are not. {}",
            self.finding(),
            self.positives,
            self.genes - self.positives,
            self.advice(options)
        )
    }

    fn finding(&self) -> String {
        let Self { part, genes, .. } = self;
        let spread = format!("standard deviation of the probabilities {:.4}", self.spread);
        if !self.is_one_sided {
            return format!("all {genes} {part} genes get about the same probability ({spread})");
        }
        let class = if self.to_positive {
            "positive"
        } else {
            "negative"
        };
        format!("all {genes} {part} genes are called {class} ({spread})")
    }

    /// What to try, by what was not tried yet.
    fn advice(&self, options: &FitOptions) -> &'static str {
        let fewer = self.positives.min(self.genes - self.positives);
        let is_unbalanced = 3 * fewer < self.genes;
        if is_unbalanced && options.class_weights == ClassWeights::None {
            "Try balanced class weights, or as many genes of one class as of the other."
        } else if self.spread < LEAST_SPREAD {
            "Try another learning rate, another seed, or more epochs of patience."
        } else {
            "The genes still rank: look at the area under the ROC curve; or try another learning \
             rate, stronger weight decay, or a frozen trunk."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(probabilities: &[f32], positives: usize) -> Option<Collapse> {
        let labels: Vec<bool> = (0..probabilities.len()).map(|i| i < positives).collect();
        collapse(probabilities, &labels, "validation", &FitOptions::default())
    }

    #[test]
    fn one_class_for_all_is_a_collapse_and_both_classes_are_none() {
        let low: Vec<f32> = (0..20).map(|i| 0.02 * i as f32).collect();
        let collapse = found(&low, 1).unwrap();
        assert!(!collapse.to_positive);
        // numpy.std(0.02 * numpy.arange(20))
        assert!((collapse.spread - 0.115_325_625_946).abs() < 1e-7);
        assert_has!(
            collapse.message,
            "all 20 validation genes are called negative",
            "balanced class weights"
        );
        let both: Vec<f32> = (0..20).map(|i| 0.05 * i as f32).collect();
        assert_eq!(found(&both, 10), None);
    }

    #[test]
    fn about_the_same_probability_for_all_is_a_collapse_on_both_sides_of_the_threshold() {
        let near: Vec<f32> = (0..20).map(|i| 0.496 + 0.0005 * i as f32).collect();
        let collapse = found(&near, 10).unwrap();
        assert!(collapse.to_positive);
        assert_has!(
            collapse.message,
            "about the same probability",
            "another learning rate"
        );
    }

    #[test]
    fn few_genes_or_genes_of_one_class_are_not_judged() {
        assert_eq!(found(&[0.1; 7], 3), None);
        assert_eq!(found(&[0.1; 20], 0), None);
        assert_eq!(found(&[0.9; 20], 20), None);
    }
}
