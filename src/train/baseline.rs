//! Methods that any network must beat: what they see is little, or simple.
//!
//! All give probabilities, and none looks at images. What was not measured counts as the mean of
//! the genes that were learnt from.

mod features;
mod forest;
mod logistic;
mod regression;
mod standard;

use self::standard::Standard;
pub use self::{
    forest::Forest,
    logistic::Logistic,
    regression::{RIDGE, Regression},
};
use super::{examples::Examples, method::Method};

/// Why a baseline cannot learn or score.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is nothing to tell apart.
    #[error(
        "{positives} positive and {negatives} negative genes to learn from: at least one of each \
         is needed"
    )]
    OneClass {
        /// Genes with the label 1.
        positives: usize,
        /// Genes with the label 0.
        negatives: usize,
    },
    /// An index leads nowhere.
    #[error("there is no gene {index} (counted from 0) among {count}")]
    NoGene {
        /// The index.
        index: usize,
        /// How many genes there are.
        count: usize,
    },
    /// Genes do not have the same values.
    #[error("{found} values of the gene {gene}, {expected} of others")]
    Ragged {
        /// The symbol.
        gene: String,
        /// Its values.
        found: usize,
        /// Those of the first gene.
        expected: usize,
    },
    /// A value has no place among others.
    #[error("a value of the gene {gene} is infinite")]
    Infinite {
        /// The symbol.
        gene: String,
    },
    /// Newton's method did not end.
    #[error("logistic regression found no best coefficients in {iterations} steps")]
    NotConverged {
        /// Steps.
        iterations: usize,
    },
    /// The forest did not grow.
    #[error("the random forest: {0}")]
    Forest(String),
}

/// All baselines: `level`, `logistic`, `shape`, `forest`.
#[must_use]
pub fn baselines() -> Vec<Box<dyn Method>> {
    vec![
        Box::new(Regression::level()),
        Box::new(Regression::level_and_tau()),
        Box::new(Regression::shape()),
        Box::new(Forest::default()),
    ]
}

/// Standardised values of the genes to learn from and of those to score, and the labels of the
/// former.
struct Prepared {
    train: Vec<Vec<f64>>,
    labels: Vec<bool>,
    test: Vec<Vec<f64>>,
}

impl Prepared {
    fn new(
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        features: features::Features,
    ) -> Result<Self, Error> {
        let labels = labels(examples, train)?;
        let (train, test) = (
            features::of(examples, train, features)?,
            features::of(examples, test, features)?,
        );
        let width = train.first().map_or(0, Vec::len);
        let standard = Standard::of(&train, width);
        let apply = |rows: Vec<Vec<f64>>| rows.iter().map(|row| standard.apply(row)).collect();
        Ok(Self {
            labels,
            train: apply(train),
            test: apply(test),
        })
    }
}

fn labels(examples: &Examples, genes: &[usize]) -> Result<Vec<bool>, Error> {
    let label = |&gene: &usize| features::gene(examples, gene).map(|gene| gene.is_positive);
    let labels = genes.iter().map(label).collect::<Result<Vec<_>, _>>()?;
    check_classes(&labels)?;
    Ok(labels)
}

fn check_classes(labels: &[bool]) -> Result<(), Error> {
    let positives = labels.iter().filter(|label| **label).count();
    let negatives = labels.len() - positives;
    if positives.min(negatives) == 0 {
        return Err(Error::OneClass {
            positives,
            negatives,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
