//! Why genes have their scores: what a model looks at, whether that is the model's doing, what a gene
//! is like, and all of it in a sentence.
//!
//! [`explain`] asks models and finds what genes are like, to be kept in the bundle
//! ([`Bundle::write_with_reasons`](crate::bundle::Bundle::write_with_reasons)); [`Whys`] tells what a
//! bundle keeps, which needs no model.

#[expect(dead_code, reason = "what asks it follows")]
mod alike;
#[expect(dead_code, reason = "what asks it follows")]
mod definition;
mod error;
#[cfg(test)]
mod fixture;
#[expect(dead_code, reason = "what asks it follows")]
mod judge;
mod options;
#[allow(dead_code, reason = "what asks it follows")]
mod profiles;
#[expect(dead_code, reason = "what asks it follows")]
mod summary;
#[expect(dead_code, reason = "what asks it follows")]
mod weights;
mod why;

pub use self::{
    error::Error,
    judge::GeneMap,
    options::{ExplainEvent, ExplainOptions, Listed, ModelFile},
    why::{Like, Reason, Why, Whys, WithoutCellType},
};
