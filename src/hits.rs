//! Which genes the ALTs of records hit.
//!
//! Genes are read off a consequence field or found by coordinates ([`GeneSource`]); a [`Finder`]
//! gives the [`Hit`]s of each record of a reader's window. Whoever annotates records and whoever
//! ranks genes ask here.

mod assembly;
mod compound;
mod error;
mod finder;
mod original;
mod source;
mod summary;

pub use self::{
    assembly::{assembly_of, has_numbered_sex_chromosomes},
    error::Error,
    finder::{Finder, Hit, HitEntry},
    source::{GeneSource, SourceKind},
    summary::Summary,
};
