//! A random forest.

use ndarray::Array2;
use smartcore::{
    ensemble::random_forest_regressor::{RandomForestRegressor, RandomForestRegressorParameters},
    error::Failed,
    linalg::basic::matrix::DenseMatrix,
};

use super::{
    Error,
    features::{self, Features},
    prepared::Prepared,
};
use crate::train::{
    examples::Examples,
    method::{FOREST, Method, Outcome, RESIDUAL},
};

/// A random forest (Breiman 2001, doi:10.1023/A:1010933404324) on the matrix of cell types and
/// times; in spirit what STIGMA does, which learns from single cells with a random forest too.
#[derive(Clone, Copy, Debug)]
pub struct Forest {
    /// Trees.
    pub trees: usize,
    balanced: bool,
    name: &'static str,
    sees: &'static str,
    features: Features,
}

impl Default for Forest {
    fn default() -> Self {
        Self {
            trees: 500,
            balanced: false,
            name: FOREST,
            sees: "expression by cell type and time",
            features: features::matrix,
        }
    }
}

impl Forest {
    /// On how unusual each value is for the gene's level.
    #[must_use]
    pub fn residual() -> Self {
        Self {
            name: RESIDUAL,
            sees: "how unusual expression by cell type and time is for the gene's level",
            features: features::residual,
            ..Self::default()
        }
    }

    /// The same, both classes weighing the same while it learns: genes of the rarer one count several
    /// times, so many that the classes are about as large.
    #[must_use]
    pub fn balanced(self) -> Self {
        Self {
            balanced: true,
            ..self
        }
    }
}

impl Method for Forest {
    fn name(&self) -> &'static str {
        self.name
    }

    fn description(&self) -> String {
        let Self { trees, sees, .. } = self;
        format!("random forest of {trees} trees on {sees}")
    }

    fn score(
        &self,
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        seed: u64,
    ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
        let mut train = train.to_vec();
        if self.balanced {
            repeat_rarer(examples, &mut train);
        }
        let data = Prepared::new(examples, &train, test, self.features)?;
        let scores = match data.test.is_empty() {
            true => Vec::new(),
            false => self.probabilities(&data, seed)?,
        };
        Ok(Outcome {
            scores,
            is_probability: true,
            ..Outcome::default()
        })
    }
}

impl Forest {
    /// The mean over trees of the fraction of positive genes in a leaf.
    fn probabilities(&self, data: &Prepared, seed: u64) -> Result<Vec<f32>, Error> {
        let labels: Vec<_> = data
            .labels
            .iter()
            .map(|label| f64::from(u8::from(*label)))
            .collect();
        let parameters = RandomForestRegressorParameters::default()
            .with_n_trees(self.trees)
            .with_m(data.train.ncols().isqrt().max(1))
            .with_seed(seed);
        let (train, test) = (dense(&data.train)?, dense(&data.test)?);
        let forest = RandomForestRegressor::fit(&train, &labels, parameters).map_err(failed)?;
        let found: Vec<f64> = forest.predict(&test).map_err(failed)?;
        Ok(found
            .into_iter()
            .map(|p| p.clamp(0.0, 1.0) as f32)
            .collect())
    }
}

/// Adds genes of the rarer class again.
fn repeat_rarer(examples: &Examples, train: &mut Vec<usize>) {
    let is_positive = |gene: &&usize| examples.genes.get(**gene).is_some_and(|g| g.is_positive);
    let (positive, negative): (Vec<_>, Vec<_>) = train.iter().partition(is_positive);
    let (rarer, other) = match positive.len() < negative.len() {
        true => (positive, negative),
        false => (negative, positive),
    };
    let times = (other.len() as f64 / rarer.len().max(1) as f64).round() as usize;
    for _ in 1..times {
        train.extend(&rarer);
    }
}

fn dense(table: &Array2<f64>) -> Result<DenseMatrix<f64>, Error> {
    let by_column = table.t().iter().copied().collect();
    DenseMatrix::new(table.nrows(), table.ncols(), by_column, true).map_err(failed)
}

fn failed(error: Failed) -> Error {
    Error::Forest(error.to_string())
}
