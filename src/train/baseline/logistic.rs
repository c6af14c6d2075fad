//! Logistic regression by Newton's method.

use ndarray::{Array2, ArrayView1, ArrayView2};

use super::Error;

const ITERATIONS: usize = 100;
/// The largest slope of the loss at which it counts as lowest.
const TOLERANCE: f64 = 1e-9;

/// How far the sum of many losses may be from the truth, relative to it.
const ROUNDING: f64 = 1e-12;

/// log(p / (1 − p)) = intercept + weights · values.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// The log odds where all values are 0.
    pub intercept: f64,
    /// How much the log odds rise with each value.
    pub weights: Vec<f64>,
}

impl Logistic {
    /// Finds the lowest Σ −log P(label) + ½ `ridge` Σ weight², which is what scikit-learn's
    /// `LogisticRegression(C=1/ridge)` finds. The intercept is free. With a ridge above 0 there is
    /// one lowest point, also where a plane separates the classes.
    ///
    /// `rows` are genes × values, all finite.
    ///
    /// # Errors
    ///
    /// If a class has no row, or no lowest point is found.
    pub fn fit(rows: ArrayView2<'_, f64>, labels: &[bool], ridge: f64) -> Result<Self, Error> {
        Self::fit_weighted(rows, labels, ridge, [1.0; 2])
    }

    /// The same with each row weighing n / (2 n_c) where its class has n_c of the n rows, which is
    /// scikit-learn's `class_weight="balanced"`.
    ///
    /// # Errors
    ///
    /// Likewise.
    pub fn fit_balanced(
        rows: ArrayView2<'_, f64>,
        labels: &[bool],
        ridge: f64,
    ) -> Result<Self, Error> {
        Self::fit_weighted(rows, labels, ridge, class_weights(labels))
    }

    fn fit_weighted(
        rows: ArrayView2<'_, f64>,
        labels: &[bool],
        ridge: f64,
        class_weights: [f64; 2],
    ) -> Result<Self, Error> {
        check_classes(labels)?;
        let problem = Problem {
            rows,
            labels,
            ridge,
            class_weights,
        };
        let mut model = Self {
            intercept: 0.0,
            weights: vec![0.0; rows.ncols()],
        };
        let mut loss = problem.loss(&model);
        for _ in 0..ITERATIONS {
            let (gradient, hessian) = problem.derivatives(&model);
            if gradient.iter().all(|slope| slope.abs() < TOLERANCE) {
                return Ok(model);
            }
            let step = solve(hessian, gradient).ok_or_else(not_converged)?;
            (model, loss) = problem.descend(&model, loss, &step);
        }
        Err(not_converged())
    }

    /// The probability of the positive class.
    #[must_use]
    pub fn probability(&self, row: ArrayView1<'_, f64>) -> f64 {
        1.0 / (1.0 + (-self.log_odds(row)).exp())
    }

    fn log_odds(&self, row: ArrayView1<'_, f64>) -> f64 {
        let products = self
            .weights
            .iter()
            .zip(&row)
            .map(|(weight, value)| weight * value);
        self.intercept + products.sum::<f64>()
    }

    /// The model so far along a step down.
    fn moved(&self, step: &[f64], length: f64) -> Self {
        let mut steps = step.iter().map(|step| length * step);
        Self {
            intercept: self.intercept - steps.next().unwrap_or_default(),
            weights: self
                .weights
                .iter()
                .zip(steps)
                .map(|(w, step)| w - step)
                .collect(),
        }
    }
}

fn not_converged() -> Error {
    Error::NotConverged {
        iterations: ITERATIONS,
    }
}

struct Problem<'a> {
    rows: ArrayView2<'a, f64>,
    labels: &'a [bool],
    ridge: f64,
    /// Of negative rows, of positive ones.
    class_weights: [f64; 2],
}

impl Problem<'_> {
    fn weight(&self, label: bool) -> f64 {
        self.class_weights[usize::from(label)]
    }

    fn loss(&self, model: &Logistic) -> f64 {
        let genes = self.rows.rows().into_iter().zip(self.labels);
        let surprise = genes.map(|(row, &label)| {
            let odds = model.log_odds(row);
            let against = if label { -odds } else { odds };
            // log(1 + e^against), which neither overflows nor loses what is small.
            self.weight(label) * (against.max(0.0) + (-against.abs()).exp().ln_1p())
        });
        let squares = model.weights.iter().map(|weight| weight * weight);
        surprise.sum::<f64>() + 0.5 * self.ridge * squares.sum::<f64>()
    }

    /// The slope of the loss, and the symmetric matrix of its curvature, of which the lower
    /// triangle is filled. The intercept comes first.
    fn derivatives(&self, model: &Logistic) -> (Vec<f64>, Array2<f64>) {
        let size = model.weights.len() + 1;
        let (mut gradient, mut hessian) = (vec![0.0; size], Array2::zeros((size, size)));
        for (index, weight) in model.weights.iter().enumerate() {
            gradient[index + 1] = self.ridge * weight;
            hessian[[index + 1, index + 1]] = self.ridge;
        }
        for (row, &label) in self.rows.rows().into_iter().zip(self.labels) {
            let p = model.probability(row);
            let weight = self.weight(label);
            let error = weight * (p - f64::from(u8::from(label)));
            let curvature = weight * p * (1.0 - p);
            let values: Vec<_> = std::iter::once(1.0).chain(row.iter().copied()).collect();
            for (i, value) in values.iter().enumerate() {
                gradient[i] += error * value;
                let products = values.iter().map(|other| curvature * value * other);
                let mut lower = hessian.row_mut(i);
                for (sum, product) in lower.iter_mut().take(i + 1).zip(products) {
                    *sum += product;
                }
            }
        }
        (gradient, hessian)
    }

    /// Goes down by the step, or by as many halvings of it as the loss needs to fall.
    fn descend(&self, model: &Logistic, loss: f64, step: &[f64]) -> (Logistic, f64) {
        let mut length = 1.0;
        loop {
            let moved = model.moved(step, length);
            let found = self.loss(&moved);
            // Near the lowest point the loss of the best step may be higher by what is rounded off.
            if found <= loss * (1.0 + ROUNDING) || length < 1e-6 {
                return (moved, found);
            }
            length /= 2.0;
        }
    }
}

/// Solves `matrix` · x = `vector` for a positive definite matrix, given by its lower triangle, by
/// Cholesky's method; `None` where it is not positive definite.
fn solve(mut matrix: Array2<f64>, mut vector: Vec<f64>) -> Option<Vec<f64>> {
    for i in 0..vector.len() {
        for j in 0..=i {
            let products = (0..j).map(|k| matrix[[i, k]] * matrix[[j, k]]);
            let rest = matrix[[i, j]] - products.sum::<f64>();
            let is_positive = rest > 0.0 && rest.is_finite();
            matrix[[i, j]] = match i == j {
                true => is_positive.then(|| rest.sqrt())?,
                false => rest / matrix[[j, j]],
            };
        }
    }
    for i in 0..vector.len() {
        let known = (0..i).map(|k| matrix[[i, k]] * vector[k]).sum::<f64>();
        vector[i] = (vector[i] - known) / matrix[[i, i]];
    }
    for i in (0..vector.len()).rev() {
        let known = (i + 1..vector.len())
            .map(|k| matrix[[k, i]] * vector[k])
            .sum::<f64>();
        vector[i] = (vector[i] - known) / matrix[[i, i]];
    }
    Some(vector)
}

/// n / (2 n_c) of negative genes and of positive ones, where n_c of n genes are of the class.
fn class_weights(labels: &[bool]) -> [f64; 2] {
    let positives = labels.iter().filter(|label| **label).count() as f64;
    let count = labels.len() as f64;
    [count - positives, positives].map(|of_class| count / (2.0 * of_class))
}

/// Checks that there is a gene of each class.
pub(super) fn check_classes(labels: &[bool]) -> Result<(), Error> {
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
