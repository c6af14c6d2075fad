//! A random forest.

use ndarray::Array2;
use smartcore::{
    ensemble::random_forest_regressor::{RandomForestRegressor, RandomForestRegressorParameters},
    error::Failed,
    linalg::basic::matrix::DenseMatrix,
};

use super::{Error, features, prepared::Prepared};
use crate::train::{
    examples::Examples,
    method::{FOREST, Method, Outcome},
};

/// A random forest (Breiman 2001, doi:10.1023/A:1010933404324) on the matrix of cell types and
/// times; in spirit what STIGMA does, which learns from single cells with a random forest too.
#[derive(Clone, Copy, Debug)]
pub struct Forest {
    /// Trees.
    pub trees: usize,
}

impl Default for Forest {
    fn default() -> Self {
        Self { trees: 500 }
    }
}

impl Method for Forest {
    fn name(&self) -> &'static str {
        FOREST
    }

    fn description(&self) -> String {
        let Self { trees } = self;
        format!("random forest of {trees} trees on expression by cell type and time")
    }

    fn score(
        &self,
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        seed: u64,
    ) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
        let data = Prepared::new(examples, train, test, features::matrix)?;
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

fn dense(table: &Array2<f64>) -> Result<DenseMatrix<f64>, Error> {
    let by_column = table.t().iter().copied().collect();
    DenseMatrix::new(table.nrows(), table.ncols(), by_column, true).map_err(failed)
}

fn failed(error: Failed) -> Error {
    Error::Forest(error.to_string())
}
