//! A random forest.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::{
    features::{self, Features},
    prepared::Prepared,
    tree::{Learnt, Tree},
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

    /// The same, both classes weighing the same while it learns.
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
        let data = Prepared::new(examples, train, test, self.features)?;
        let scores = self.probabilities(&data, seed);
        Ok(Outcome {
            scores,
            is_probability: true,
            ..Outcome::default()
        })
    }
}

impl Forest {
    /// The mean over trees of the share of positive genes in a leaf.
    fn probabilities(&self, data: &Prepared, seed: u64) -> Vec<f32> {
        let learnt = Learnt {
            rows: &data.train,
            labels: &data.labels,
            balanced: self.balanced,
            tried: data.train.ncols().isqrt().max(1),
        };
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut sums = vec![0.0; data.test.nrows()];
        for _ in 0..self.trees {
            let tree = Tree::grow(&learnt, &mut rng);
            for (sum, row) in sums.iter_mut().zip(data.test.rows()) {
                *sum += tree.predict(row);
            }
        }
        let mean = |sum: f64| (sum / self.trees.max(1) as f64).clamp(0.0, 1.0) as f32;
        sums.into_iter().map(mean).collect()
    }
}
