//! Which genes a variant hits.
//!
//! An input names the genes of a variant in its consequence annotations
//! ([`ConsequenceField`]), or a file of gene coordinates does ([`Regions`]).
//! Either gives [`GeneMention`]s, and a [`Registry`] numbers the genes that are meant: those of a
//! list, which [`Names`] finds, and unlisted ones. [`identity`] says what makes two mentions one
//! gene.
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

pub mod assembly;
mod by_gene;
pub mod consequence;
pub mod identity;
pub mod list;
mod mention;
mod names;
pub mod regions;
mod registry;
mod regulatory;

use serde::{Deserialize, Serialize};

pub use crate::contig::{
    canonical_contig, is_same_contig, lettered_contig, may_number_sex_chromosomes,
};

pub(crate) use self::by_gene::ByGene;
#[cfg(test)]
pub(crate) use self::by_gene::tests as by_gene_tests;
pub use self::{
    assembly::Assembly,
    by_gene::Sought,
    consequence::{
        Binder, BoundEntry, ConsequenceField, ConsequenceKind, EntryText, Impact, Site,
        bcsq_references, could_have_spelt, is_annotatable,
    },
    mention::GeneMention,
    names::Names,
    regions::Regions,
    registry::{MentionedGene, Registry, Settled},
    regulatory::RegulatoryRegions,
};

/// A gene and the names that it goes by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

impl Gene {
    /// The gene as a mention of it.
    #[must_use]
    pub fn mention(&self) -> GeneMention<'_> {
        GeneMention {
            ensembl_id: self.ensembl_id.as_bytes(),
            hgnc_id: self.hgnc_id.as_bytes(),
            symbol: self.symbol.as_bytes(),
            ..GeneMention::default()
        }
    }

    /// Adds a further name, unless it is empty or the gene has it.
    pub fn add_synonym(&mut self, name: &str) {
        let is_known = name == self.symbol || self.synonyms.iter().any(|known| known == name);
        if !name.is_empty() && !is_known {
            self.synonyms.push(name.into());
        }
    }
}
