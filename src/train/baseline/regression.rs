//! Logistic regressions.

use std::error::Error;

use super::{
    Error as BaselineError, Logistic,
    features::{self, Features},
    prepared::Prepared,
    scaler::Scaler,
};
use crate::train::{
    examples::Examples,
    method::{LEVEL, LOGISTIC, Method, Outcome, RESIDUAL_REGRESSION, SHAPE},
};

/// The ridge of regressions on a few values: scikit-learn's default.
pub const RIDGE: f64 = 1.0;
/// The ridge of regressions on values that are many, and alike.
const STRONG_RIDGE: f64 = 10.0;

/// Logistic regression on values that are standardised by the genes learnt from.
#[derive(Clone, Copy, Debug)]
pub struct Regression {
    name: &'static str,
    sees: &'static str,
    features: Features,
    ridge: f64,
    balanced: bool,
}

impl Regression {
    /// On the level alone. Whether high or low levels are those of positive genes comes out of the
    /// genes learnt from.
    #[must_use]
    pub fn level() -> Self {
        Self {
            name: LEVEL,
            sees: "mean expression alone",
            features: features::level,
            ridge: RIDGE,
            balanced: false,
        }
    }

    /// On level and tau.
    #[must_use]
    pub fn level_and_tau() -> Self {
        Self {
            name: LOGISTIC,
            sees: "mean expression and specificity (tau)",
            features: features::level_and_tau,
            ridge: RIDGE,
            balanced: false,
        }
    }

    /// On the matrix of cell types and times, from which each gene's own mean and spread are taken.
    #[must_use]
    pub fn shape() -> Self {
        Self {
            name: SHAPE,
            sees: "expression by cell type and time, relative to the gene's own mean and spread",
            features: features::shape,
            ridge: STRONG_RIDGE,
            balanced: false,
        }
    }

    /// On how unusual each value is for the gene's level.
    #[must_use]
    pub fn residual() -> Self {
        Self {
            name: RESIDUAL_REGRESSION,
            sees: "how unusual expression by cell type and time is for the gene's level",
            features: features::residual,
            ridge: STRONG_RIDGE,
            balanced: false,
        }
    }

    /// The same, both classes weighing the same while it learns.
    #[must_use]
    pub fn balanced(self) -> Self {
        Self {
            balanced: true,
            ..self
        }
    }
}

impl Regression {
    /// What is added to the loss for weights: half of it times the sum of their squares.
    #[must_use]
    pub fn ridge(&self) -> f64 {
        self.ridge
    }

    /// Learns from the genes `train`, indices into `examples`.
    ///
    /// # Errors
    ///
    /// If there is no gene, only one class, or a value that cannot be.
    pub fn fit(&self, examples: &Examples, train: &[usize]) -> Result<Fitted, BaselineError> {
        let data = Prepared::new(examples, train, &[], self.features)?;
        let fit = match self.balanced {
            true => Logistic::fit_balanced,
            false => Logistic::fit,
        };
        Ok(Fitted {
            logistic: fit(data.train.view(), &data.labels, self.ridge)?,
            scaler: data.scaler,
            features: self.features,
        })
    }
}

/// A regression that has learnt.
#[derive(Clone, Debug)]
pub struct Fitted {
    features: Features,
    scaler: Scaler,
    /// On standardised values.
    pub logistic: Logistic,
}

impl Fitted {
    /// What each value is standardised by: the mean and the standard deviation of the genes learnt
    /// from; 0 of a value that did not vary, which says nothing.
    #[must_use]
    pub fn moments(&self) -> &[(f64, f64)] {
        self.scaler.moments()
    }

    /// The probabilities of genes, indices into `examples`.
    ///
    /// # Errors
    ///
    /// If there is no gene, or a value that cannot be.
    pub fn probabilities(
        &self,
        examples: &Examples,
        genes: &[usize],
    ) -> Result<Vec<f32>, BaselineError> {
        let rows = features::table(examples, genes, self.features)?;
        let rows = self.scaler.apply(rows);
        let rows = rows.rows().into_iter();
        Ok(rows
            .map(|row| self.logistic.probability(row) as f32)
            .collect())
    }
}

impl Method for Regression {
    fn name(&self) -> &'static str {
        self.name
    }

    fn description(&self) -> String {
        format!(
            "logistic regression (ridge {}) on {}",
            self.ridge, self.sees
        )
    }

    /// Nothing is random.
    fn score(
        &self,
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        _: u64,
    ) -> Result<Outcome, Box<dyn Error + Send + Sync>> {
        let fitted = self.fit(examples, train)?;
        Ok(Outcome {
            scores: fitted.probabilities(examples, test)?,
            is_probability: true,
            ..Outcome::default()
        })
    }
}
