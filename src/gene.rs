//! Which genes a variant hits.
//!
//! An input names the genes of a variant in its consequence annotations
//! ([`ConsequenceField`]), or a file of gene coordinates does ([`Regions`]).
//! Either gives [`GeneMention`]s, and [`Names`] finds the gene that is meant.

pub mod assembly;
pub mod consequence;
pub mod list;
mod mention;
mod names;
pub mod regions;

use serde::{Deserialize, Serialize};

pub use crate::contig::{
    canonical_contig, is_same_contig, lettered_contig, may_number_sex_chromosomes,
};

pub use self::{
    assembly::Assembly,
    consequence::{
        Binder, BoundEntry, ConsequenceField, ConsequenceKind, EntryText, Impact, Site,
        bcsq_references, could_have_spelt, is_annotatable,
    },
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
