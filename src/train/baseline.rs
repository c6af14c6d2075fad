//! Methods that any network must beat: what they see is little, or simple.
//!
//! All give probabilities, and none looks at images. What was not measured counts as the mean of
//! the genes that were learnt from.

mod error;
mod features;
mod forest;
mod logistic;
mod prepared;
mod regression;
mod scaler;

pub use self::{
    error::Error,
    forest::Forest,
    logistic::Logistic,
    regression::{RIDGE, Regression},
};
use super::method::Method;

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

#[cfg(test)]
mod tests;
