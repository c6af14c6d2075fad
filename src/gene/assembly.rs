//! What tells the assembly of the human genome that a file is of.
//!
//! ```
//! use dsdscore::gene::assembly::{Assembly, Clues};
//!
//! let mut clues = Clues::default();
//! clues.contig(b"chrX", Some(156_040_895));
//! assert_eq!(clues.told().unwrap().assembly, Assembly::GRCh38);
//! ```

mod clues;
mod words;

pub use self::clues::{Clues, Told};
pub use crate::contig::Assembly;
