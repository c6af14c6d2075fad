//! A random forest.

use smartcore::{
    ensemble::random_forest_regressor::{RandomForestRegressor, RandomForestRegressorParameters},
    error::Failed,
    linalg::basic::matrix::DenseMatrix,
};

use super::{Error, Prepared, features};
use crate::train::{
    examples::Examples,
    method::{Method, Outcome},
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
        "forest"
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
        let columns = data.train.first().map_or(0, Vec::len);
        let parameters = RandomForestRegressorParameters::default()
            .with_n_trees(self.trees)
            .with_m(columns.isqrt().max(1))
            .with_seed(seed);
        let train = DenseMatrix::from_2d_vec(&data.train).map_err(failed)?;
        let test = DenseMatrix::from_2d_vec(&data.test).map_err(failed)?;
        let forest = RandomForestRegressor::fit(&train, &labels, parameters).map_err(failed)?;
        let found: Vec<f64> = forest.predict(&test).map_err(failed)?;
        Ok(found
            .into_iter()
            .map(|p| p.clamp(0.0, 1.0) as f32)
            .collect())
    }
}

fn failed(error: Failed) -> Error {
    Error::Forest(error.to_string())
}
