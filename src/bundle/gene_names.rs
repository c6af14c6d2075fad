//! The genes of a table, in the order in which they appear.

use rustc_hash::FxHashMap;

use super::{RowError, TableError};
use crate::{
    delimited::{Delimited, Row},
    gene::Gene,
};

/// The columns that name a gene.
pub(super) struct GeneColumns {
    symbol: usize,
    ensembl_id: Option<usize>,
    hgnc_id: Option<usize>,
    synonyms: Option<usize>,
}

impl GeneColumns {
    pub(super) fn find(table: &Delimited) -> Result<Self, TableError> {
        Ok(Self {
            symbol: table.require(&["gene", "symbol", "gene_symbol"])?,
            ensembl_id: table.column(&["gene_id", "ensembl_id", "ensembl_gene_id", "Gene"]),
            hgnc_id: table.column(&["hgnc_id", "HGNC_ID"]),
            synonyms: table.column(&["synonyms"]),
        })
    }

    /// The same where the column of the symbols is known: it is none of the others.
    pub(super) fn with_symbol(table: &Delimited, symbol: usize) -> Self {
        let other = |names| table.column(names).filter(|&column| column != symbol);
        Self {
            symbol,
            ensembl_id: other(&["gene_id", "ensembl_id", "ensembl_gene_id"]),
            hgnc_id: other(&["hgnc_id", "HGNC_ID"]),
            synonyms: other(&["synonyms"]),
        }
    }

    /// Whether a column is one of these.
    pub(super) fn has(&self, column: usize) -> bool {
        let others = [self.ensembl_id, self.hgnc_id, self.synonyms];
        column == self.symbol || others.contains(&Some(column))
    }
}

/// Genes, each once.
#[derive(Default)]
pub(super) struct GeneNames {
    genes: Vec<Gene>,
    indices: FxHashMap<String, usize>,
}

impl GeneNames {
    /// The index of the row's gene. Identifiers may stand in some of its rows
    /// only, but must be the same wherever they stand.
    pub(super) fn index(&mut self, row: &Row, columns: &GeneColumns) -> Result<usize, RowError> {
        let symbol = row.text(columns.symbol)?;
        let index = match self.indices.get(symbol) {
            Some(&index) => index,
            None => self.add(symbol),
        };
        let gene = &mut self.genes[index];
        let ensembl_id = without_version(row.optional(columns.ensembl_id));
        agree(symbol, "Ensembl ID", &mut gene.ensembl_id, ensembl_id)?;
        let hgnc_id = row.optional(columns.hgnc_id);
        agree(symbol, "HGNC ID", &mut gene.hgnc_id, hgnc_id)?;
        add_synonyms(gene, row.optional(columns.synonyms), &[';', '|']);
        Ok(index)
    }

    fn add(&mut self, symbol: &str) -> usize {
        let index = self.genes.len();
        self.indices.insert(symbol.into(), index);
        self.genes.push(Gene {
            symbol: symbol.into(),
            ..Gene::default()
        });
        index
    }

    pub(super) fn genes(&self) -> &[Gene] {
        &self.genes
    }

    pub(super) fn into_genes(self) -> Vec<Gene> {
        self.genes
    }
}

/// Adds the names in `list` that the gene does not have yet.
pub(super) fn add_synonyms(gene: &mut Gene, list: &str, separators: &[char]) {
    for name in list.split(separators).map(str::trim) {
        let known = name == gene.symbol || gene.synonyms.iter().any(|known| known == name);
        if !name.is_empty() && !known {
            gene.synonyms.push(name.into());
        }
    }
}

/// The stable part of an Ensembl ID.
pub(super) fn without_version(id: &str) -> &str {
    id.split_once('.').map_or(id, |(stable, _)| stable)
}

fn agree(
    symbol: &str,
    what: &'static str,
    known: &mut String,
    found: &str,
) -> Result<(), RowError> {
    if known.is_empty() {
        known.push_str(found);
    }
    if found.is_empty() || known == found {
        return Ok(());
    }
    Err(RowError::TwoIdentifiers {
        symbol: symbol.into(),
        what,
        found: found.into(),
        first: known.clone(),
    })
}
