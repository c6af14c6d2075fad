//! Logistic regressions.

use std::error::Error;

use super::{
    Logistic,
    features::{self, Features},
    prepared::Prepared,
};
use crate::train::{
    examples::Examples,
    method::{LEVEL, LOGISTIC, Method, Outcome, SHAPE},
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

    /// The same, both classes weighing the same while it learns.
    #[must_use]
    pub fn balanced(self) -> Self {
        Self {
            balanced: true,
            ..self
        }
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
        let data = Prepared::new(examples, train, test, self.features)?;
        let fit = match self.balanced {
            true => Logistic::fit_balanced,
            false => Logistic::fit,
        };
        let model = fit(data.train.view(), &data.labels, self.ridge)?;
        let rows = data.test.rows().into_iter();
        Ok(Outcome {
            scores: rows.map(|row| model.probability(row) as f32).collect(),
            is_probability: true,
            ..Outcome::default()
        })
    }
}
