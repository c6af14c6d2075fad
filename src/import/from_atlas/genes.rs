//! The genes of all files as one table.

use std::collections::HashMap;

use crate::{
    atlas::{GeneName, GroupedFile},
    gene::Gene,
};

/// The genes of the bundle, and which of them each file has.
#[derive(Debug, Default)]
pub(super) struct GeneTable {
    genes: Vec<Gene>,
    by_id: HashMap<String, usize>,
    by_symbol: HashMap<String, usize>,
    /// For each file and each of its genes the gene of the bundle.
    of_file: Vec<Vec<usize>>,
    /// Genes that are called by their ID, as another file's gene has their symbol and another ID.
    renamed: usize,
}

impl GeneTable {
    /// All genes in the order of the first file that has them. A gene of two files is the same
    /// where its ID is; where either has none, where its symbol is.
    pub(super) fn new(files: &[GroupedFile]) -> Self {
        Self::of(files.iter().map(|file| file.genes().genes.as_slice()))
    }

    fn of<'a>(files: impl IntoIterator<Item = &'a [GeneName]>) -> Self {
        let mut table = Self::default();
        for names in files {
            let known = table.genes.len();
            let places = names.iter().map(|name| table.place(name, known));
            let places = places.collect();
            table.of_file.push(places);
        }
        table
    }

    pub(super) fn genes(&self) -> &[Gene] {
        &self.genes
    }

    /// For each gene of a file the gene of the bundle.
    pub(super) fn of_file(&self, file: usize) -> &[usize] {
        &self.of_file[file]
    }

    /// Whether the file has all genes, in this order.
    pub(super) fn are_those_of(&self, file: usize) -> bool {
        let genes = self.of_file(file).iter().copied();
        genes.eq(0..self.genes.len())
    }

    pub(super) fn warning(&self) -> Option<String> {
        (self.renamed > 0).then(|| {
            format!(
                "{} genes have the symbol of a gene with another ID in an earlier file: they are called by their IDs",
                self.renamed
            )
        })
    }

    /// Names are distinct within a file, so only the genes of earlier files, the first `known`,
    /// can be the same.
    fn place(&mut self, name: &GeneName, known: usize) -> usize {
        let same_id = self.by_id.get(&name.id).copied();
        if let Some(gene) = same_id.filter(|&gene| gene < known) {
            return gene;
        }
        let same_symbol = self.by_symbol.get(&name.symbol).copied();
        match same_symbol {
            None => self.add(name.symbol.clone(), name),
            Some(gene) if gene < known && self.may_be(gene, name) => gene,
            Some(_) => {
                self.renamed += 1;
                self.add(name.id.clone(), name)
            }
        }
    }

    /// Whether no ID says that the gene is another.
    fn may_be(&self, gene: usize, name: &GeneName) -> bool {
        name.id.is_empty() || self.genes[gene].ensembl_id.is_empty()
    }

    fn add(&mut self, symbol: String, name: &GeneName) -> usize {
        let gene = self.genes.len();
        if !name.id.is_empty() {
            self.by_id.insert(name.id.clone(), gene);
        }
        self.by_symbol.insert(symbol.clone(), gene);
        self.genes.push(Gene {
            symbol,
            ensembl_id: name.id.clone(),
            ..Gene::default()
        });
        gene
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[(&str, &str)]) -> Vec<GeneName> {
        let name = |&(symbol, id): &(&str, &str)| GeneName {
            symbol: symbol.into(),
            id: id.into(),
        };
        names.iter().map(name).collect()
    }

    #[test]
    fn genes_are_joined_by_id_then_by_symbol() {
        let first = names(&[("SOX9", "ENSG1"), ("AMH", ""), ("WT1", "ENSG3")]);
        let second = names(&[
            ("NEW", "ENSG9"),
            ("SOX-9", "ENSG1"),
            ("AMH", "ENSG2"),
            ("WT1", ""),
        ]);
        let table = GeneTable::of([first.as_slice(), &second]);
        assert_eq!(table.of_file(0), [0, 1, 2]);
        assert!(!table.are_those_of(0) && !table.are_those_of(1));
        assert!(GeneTable::of([first.as_slice()]).are_those_of(0));
        assert_eq!(table.of_file(1), [3, 0, 1, 2]);
        assert_eq!(table.genes()[3].symbol, "NEW");
        assert_eq!(table.warning(), None);
    }

    #[test]
    fn a_symbol_of_two_ids_is_two_genes() {
        let first = names(&[("MATR3", "ENSG1")]);
        let second = names(&[("MATR3", "ENSG2")]);
        let table = GeneTable::of([first.as_slice(), &second]);
        assert_eq!(table.genes()[1].symbol, "ENSG2");
        assert!(table.warning().unwrap().starts_with("1 genes"));
    }
}
