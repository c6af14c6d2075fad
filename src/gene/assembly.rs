//! What tells the assembly of the human genome that a file is of.

mod clues;
mod words;

pub use self::clues::{Clues, Told};
pub use crate::contig::Assembly;
