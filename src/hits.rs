//! Which genes the ALTs of records hit.
//!
//! Genes are read off a consequence field or found by coordinates ([`GeneSource`]); a [`Finder`]
//! gives the [`Hit`]s of each record of a reader's window. Whoever annotates records and whoever
//! ranks genes ask here.

mod compound;
mod error;
mod finder;
mod source;
mod summary;

pub use self::{
    error::Error,
    finder::{Finder, Hit},
    source::{GeneSource, SourceKind},
    summary::Summary,
};
