//! What mentions say of a gene.

use crate::gene::{Gene, GeneMention, identity::ncbi_text};

/// A gene as mentions name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MentionedGene {
    /// Its names. Further symbols are synonyms.
    pub gene: Gene,
    /// The NCBI gene ID; empty where it is not known.
    pub ncbi_id: String,
}

impl MentionedGene {
    /// The gene as a mention of it.
    #[must_use]
    pub fn mention(&self) -> GeneMention<'_> {
        GeneMention {
            ncbi_id: self.ncbi_id.as_bytes(),
            ..self.gene.mention()
        }
    }

    /// Takes up what another mention says, where this one says nothing.
    pub(super) fn learn(&mut self, other: &Self) {
        let Gene {
            symbol,
            ensembl_id,
            hgnc_id,
            ..
        } = &other.gene;
        for (known, found) in [
            (&mut self.gene.ensembl_id, ensembl_id),
            (&mut self.gene.hgnc_id, hgnc_id),
            (&mut self.ncbi_id, &other.ncbi_id),
        ] {
            if known.is_empty() {
                known.clone_from(found);
            }
        }
        if self.gene.symbol.is_empty() {
            self.gene.symbol.clone_from(symbol);
        } else {
            self.gene.add_synonym(symbol);
        }
    }

    /// A gene that has a number of NCBI's and nothing else is called by it.
    pub(super) fn name_the_nameless(&mut self) {
        let Gene {
            symbol,
            ensembl_id,
            hgnc_id,
            ..
        } = &mut self.gene;
        let is_nameless = symbol.is_empty() && ensembl_id.is_empty() && hgnc_id.is_empty();
        if is_nameless && !self.ncbi_id.is_empty() {
            *symbol = ncbi_text(&self.ncbi_id);
        }
    }
}
