//! What is known of families and genes besides the input.

use crate::gene::RegulatoryRegions;

use super::{KnownGenes, Pedigree, Phenotypes};

/// What is known of families and genes besides the input.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists<'a> {
    /// Families.
    pub pedigree: Option<&'a Pedigree>,
    /// Genes that are known for the disease.
    pub known: Option<&'a KnownGenes>,
    /// Genes with the phenotypes asked for.
    pub phenotypes: Option<&'a Phenotypes>,
    /// Regions that regulate genes: a structural variant that changes one hits its gene.
    pub regulatory: Option<&'a RegulatoryRegions>,
    /// What the reader should know of them, a sentence each.
    pub notes: &'a [String],
}
