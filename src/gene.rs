//! Which genes a variant hits.
//!
//! An input names the genes of a variant in its consequence annotations
//! ([`ConsequenceField`]), or a file of gene coordinates does ([`Regions`]).
//! Either gives [`GeneMention`]s, and [`Names`] finds the gene that is meant.
//!
//! ```
//! use dsdscore::gene::Regions;
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("genes.bed");
//! std::fs::write(&path, "chrY\t2786854\t2787682\tSRY\nchr17\t72121019\t72126416\tSOX9\n")?;
//! let regions = Regions::open(&path)?;
//! let mut found = Vec::new();
//! // Positions count from 1, both ends are within; Y is chrY.
//! regions.visit(b"Y", 2_787_000, 2_787_000, &mut |gene| found.push(gene.symbol.to_vec()));
//! assert_eq!(found, [b"SRY"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod consequence;
mod contig;
pub mod list;
mod mention;
mod names;
pub mod regions;

use serde::{Deserialize, Serialize};

pub use self::{
    consequence::{
        ConsequenceField, ConsequenceKind, EntryText, Impact, Site, bcsq_references, is_annotatable,
    },
    contig::canonical_contig,
    mention::GeneMention,
    names::Names,
    regions::Regions,
};

/// A gene and the names that it goes by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gene {
    /// The current symbol.
    pub symbol: String,
    /// The Ensembl gene ID without its version; empty where it is not known.
    pub ensembl_id: String,
    /// The HGNC ID, e.g. `HGNC:11204`; empty where it is not known.
    pub hgnc_id: String,
    /// Previous symbols and aliases.
    pub synonyms: Vec<String>,
}
