//! Methods that any network must beat: what they see is little, or simple.
//!
//! All give probabilities, and none looks at images. What was not measured counts as the mean of
//! the genes that were learnt from.
//!
//! ```
//! use dsdscore::train::{
//!     baseline::Regression,
//!     examples::{Example, Examples},
//!     method::Method,
//! };
//!
//! let gene = |level: f32| Example { level, is_positive: level > 2.0, ..Example::default() };
//! let examples = Examples {
//!     genes: [1.0, 1.5, 2.5, 3.0, 0.5, 3.5].map(gene).into(),
//!     ..Examples::default()
//! };
//! let outcome = Regression::level().score(&examples, &[0, 1, 2, 3], &[4, 5], 1)?;
//! assert!(outcome.scores[0] < 0.5 && outcome.scores[1] > 0.5);
//! # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
//! ```

mod deviation;
mod error;
mod features;
mod forest;
mod logistic;
mod prepared;
mod regression;
mod scaler;
mod tree;

pub use self::{
    deviation::Deviation,
    error::Error,
    forest::Forest,
    logistic::Logistic,
    regression::{Fitted, RIDGE, Regression},
};
use super::method::Method;

/// All baselines: `level`, `logistic`, `shape`, `residual-regression`, `forest`, `residual`,
/// `dev`; where `balanced`, both
/// classes weigh the same while they learn.
#[must_use]
pub fn baselines(balanced: bool) -> Vec<Box<dyn Method>> {
    let regressions = [
        Regression::level(),
        Regression::level_and_tau(),
        Regression::shape(),
        Regression::residual(),
    ];
    let forests = [Forest::default(), Forest::residual()];
    let mut all: Vec<Box<dyn Method>> = Vec::new();
    for one in regressions {
        all.push(Box::new(if balanced { one.balanced() } else { one }));
    }
    for one in forests {
        all.push(Box::new(if balanced { one.balanced() } else { one }));
    }
    all.push(Box::new(Deviation));
    all
}

#[cfg(test)]
mod tests;
