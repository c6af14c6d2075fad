//! What a baseline learns from, and what it scores.

use ndarray::Array2;

use super::{
    Error,
    features::{self, Features},
    logistic::check_classes,
    scaler::Scaler,
};
use crate::train::examples::Examples;

/// Standardised values of the genes to learn from and of those to score, genes × features, and the
/// labels of the former.
pub(super) struct Prepared {
    pub(super) train: Array2<f64>,
    pub(super) labels: Vec<bool>,
    pub(super) test: Array2<f64>,
    pub(super) scaler: Scaler,
}

impl Prepared {
    pub(super) fn new(
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        features: Features,
    ) -> Result<Self, Error> {
        let label = |&gene: &usize| features::gene(examples, gene).map(|gene| gene.is_positive);
        let labels = train.iter().map(label).collect::<Result<Vec<_>, _>>()?;
        check_classes(&labels)?;
        let train = features::table(examples, train, features)?;
        let test = features::table(examples, test, features)?;
        let scaler = Scaler::of(&train);
        Ok(Self {
            labels,
            train: scaler.apply(train),
            test: scaler.apply(test),
            scaler,
        })
    }
}
