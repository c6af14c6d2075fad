//! Which genes the ALTs of records hit.
//!
//! Genes are read off a consequence field or found by coordinates ([`GeneSource`]); a [`Finder`]
//! gives the [`Hit`]s of each record of a reader's window. Whoever annotates records and whoever
//! ranks genes ask here.
//!
//! ```
//! use dsdscore::{
//!     gene::{Gene, Registry},
//!     hits::{Finder, GeneSource, SourceKind},
//!     variant::Reader,
//! };
//!
//! let olfml3 = Gene { symbol: "OLFML3".into(), ..Gene::default() };
//! let mut reader = Reader::open("examples/patients.vcf", 0)?;
//! let source = GeneSource::choose(&reader, SourceKind::Auto, None, None)?;
//! let mut finder = Finder::new(source, Registry::new(std::slice::from_ref(&olfml3)), &reader);
//! let mut hits = 0;
//! while reader.advance()? {
//!     finder.find(&mut reader)?;
//!     hits += (0..reader.len()).map(|i| finder.of(i).len()).sum::<usize>();
//! }
//! assert!(hits > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assembly;
mod compound;
mod error;
mod finder;
mod original;
mod source;
mod summary;

pub use self::{
    assembly::{assembly_of, check as check_assembly, has_numbered_sex_chromosomes},
    error::Error,
    finder::{Finder, Hit, HitEntry},
    source::{GeneSource, SourceKind},
    summary::Summary,
};
