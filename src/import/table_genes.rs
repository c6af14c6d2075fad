//! The genes of a table, in the order in which they appear.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    delimited::{Delimited, Row, RowError, TableError},
    gene::{
        Gene,
        identity::{hgnc_text, is_copy_on_y, row_id, stable_text},
    },
};

/// The columns that name a gene.
pub(super) struct NameColumns {
    symbol: usize,
    ensembl_id: Option<usize>,
    hgnc_id: Option<usize>,
    synonyms: Option<usize>,
}

impl NameColumns {
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
pub(super) struct TableGenes {
    genes: Vec<Gene>,
    indices: FxHashMap<String, usize>,
}

impl TableGenes {
    /// The index of the row's gene. Identifiers may stand in some of its rows
    /// only, but must be the same wherever they stand.
    pub(super) fn index(&mut self, row: &Row, columns: &NameColumns) -> Result<usize, RowError> {
        let symbol = row.text(columns.symbol)?;
        let index = match self.indices.get(symbol) {
            Some(&index) => index,
            None => self.add(symbol),
        };
        let gene = &mut self.genes[index];
        let ensembl_id = row_id(row.optional(columns.ensembl_id));
        if stable_text(&ensembl_id) != stable_text(&gene.ensembl_id) {
            agree(symbol, "Ensembl ID", &mut gene.ensembl_id, &ensembl_id)?;
        } else if is_copy_on_y(&gene.ensembl_id) {
            gene.ensembl_id = ensembl_id;
        }
        let hgnc_id = hgnc_text(row.optional(columns.hgnc_id));
        agree(symbol, "HGNC ID", &mut gene.hgnc_id, &hgnc_id)?;
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

    /// All genes. A copy on Y keeps its mark where the gene has a row of its own.
    pub(super) fn into_genes(mut self) -> Vec<Gene> {
        let is_copy = |gene: &&mut Gene| is_copy_on_y(&gene.ensembl_id);
        let ids = self.genes.iter().map(|gene| gene.ensembl_id.clone());
        let ids: FxHashSet<_> = ids.collect();
        for gene in self.genes.iter_mut().filter(is_copy) {
            let stable = stable_text(&gene.ensembl_id);
            if !ids.contains(stable) {
                gene.ensembl_id = stable.into();
            }
        }
        self.genes
    }
}

/// Adds the names in `list` that the gene does not have yet.
pub(super) fn add_synonyms(gene: &mut Gene, list: &str, separators: &[char]) {
    let names = list.split(separators).map(str::trim);
    names.for_each(|name| gene.add_synonym(name));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delimited::tests::file;

    fn genes(rows: &str) -> Result<Vec<[String; 3]>, String> {
        let file = file(format!("symbol\tgene_id\thgnc_id\n{rows}"));
        let mut table = Delimited::open(file.path()).unwrap();
        let columns = NameColumns::find(&table).unwrap();
        let mut names = TableGenes::default();
        while let Some(row) = table.next().unwrap() {
            let index = names.index(&row, &columns);
            index.map_err(|error| error.to_string())?;
        }
        let genes = names.into_genes().into_iter();
        let names = genes.map(|gene| [gene.symbol, gene.ensembl_id, gene.hgnc_id]);
        Ok(names.collect())
    }

    fn ids(rows: &str) -> Vec<String> {
        let genes = genes(rows).unwrap().into_iter();
        genes.map(|[_, ensembl_id, _]| ensembl_id).collect()
    }

    #[test]
    fn a_dot_in_another_organisms_id_is_no_version() {
        let rows = "homt-1\tY74C9A.3\t\nnlp-40\tY74C9A.2\t\nSRY\tENSG00000184895.8\t\n";
        assert_eq!(ids(rows), ["Y74C9A.3", "Y74C9A.2", "ENSG00000184895"]);
        let error = genes("a\tY74C9A.3\t\na\tY74C9A.2\t\n").unwrap_err();
        assert!(error.contains("Y74C9A.2"), "{error}");
    }

    #[test]
    fn an_hgnc_id_is_one_however_it_is_spelt() {
        let found = genes("SRY\t\t11311\nSRY\t\tHGNC:11311\nSRY\t\tHGNC:HGNC:11311\n");
        assert_eq!(found.unwrap()[0][2], "HGNC:11311");
        let error = genes("SRY\t\t11311\nSRY\t\t11312\n").unwrap_err();
        assert!(error.contains("HGNC:11312"), "{error}");
    }

    #[test]
    fn a_copy_on_y_is_a_gene_of_its_own_only_beside_the_gene() {
        let copy = "ENSG00000185960.15_PAR_Y";
        for rows in [
            format!("SHOX\tENSG00000185960.15\t\nSHOX\t{copy}\t\n"),
            format!("SHOX\t{copy}\t\nSHOX\tENSG00000185960\t\n"),
            format!("SHOX\t{copy}\t\n"),
        ] {
            assert_eq!(ids(&rows), ["ENSG00000185960"], "{rows}");
        }
        let both = format!("SHOX\tENSG00000185960\t\nSHOX-Y\t{copy}\t\n");
        assert_eq!(ids(&both), ["ENSG00000185960", "ENSG00000185960_PAR_Y"]);
    }
}
