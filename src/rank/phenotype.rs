//! Genes with phenotypes of the Human Phenotype Ontology.

use serde::Serialize;

/// A term that a gene has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HpoTerm {
    /// `HP:0000133`.
    pub id: String,
    /// In words.
    pub name: String,
    /// The diseases by which the gene has it, e.g. `OMIM:306100`.
    pub diseases: Vec<String>,
}
