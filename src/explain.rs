//! Why genes have their scores: what a model looks at, whether that is the model's doing, what a gene
//! is like, and all of it in a sentence.
//!
//! [`explain`] asks models and finds what genes are like, to be kept in the bundle
//! ([`Bundle::write_with_reasons`](crate::bundle::Bundle::write_with_reasons)); [`Whys`] tells what a
//! bundle keeps, which needs no model.

mod alike;
mod control;
mod definition;
mod error;
#[cfg(test)]
mod fixture;
mod journal;
mod judge;
mod occlusion;
mod options;
mod profiles;
mod run;
mod summary;
mod weights;
mod why;

pub use self::{
    error::Error,
    journal::remove_journal,
    judge::GeneMap,
    options::{ExplainEvent, ExplainOptions, Listed, ModelFile},
    run::{Found, Unexplained, explain},
    why::{Like, Reason, Why, Whys, WithoutCellType},
};
