//! The genes of all files as one table.

use std::collections::HashMap;

use ndarray::{Array3, Axis};

use crate::{
    atlas::{GeneName, GroupedFile},
    gene::Gene,
};

/// A gene by its index in the bundle. A file's genes have other indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BundleGene(pub(super) usize);

/// For each gene of a file that of the bundle.
#[derive(Debug)]
pub(super) struct FileGenes(Vec<BundleGene>);

impl FileGenes {
    /// The number of genes of the file.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The gene of the bundle that a gene of the file is.
    pub(super) fn gene(&self, of_file: usize) -> BundleGene {
        self.0[of_file]
    }

    /// Whether these are all `genes` of the bundle, in its order.
    fn are_all(&self, genes: usize) -> bool {
        self.0.iter().map(|gene| gene.0).eq(0..genes)
    }

    /// The matrices of the file's genes as those of the bundle's `genes`: genes × cell types × times;
    /// of `absent` for those that the file does not have.
    pub(super) fn in_bundle<T: Copy>(
        &self,
        matrices: Array3<T>,
        genes: usize,
        absent: T,
    ) -> Array3<T> {
        if self.are_all(genes) {
            return matrices;
        }
        let (_, cell_types, times) = matrices.dim();
        let mut all = Array3::from_elem((genes, cell_types, times), absent);
        for (gene, matrix) in self.0.iter().zip(matrices.outer_iter()) {
            all.index_axis_mut(Axis(0), gene.0).assign(&matrix);
        }
        all
    }
}

/// The genes of the bundle, and which of them each file has.
#[derive(Debug, Default)]
pub(super) struct JoinedGenes {
    genes: Vec<Gene>,
    by_id: HashMap<String, BundleGene>,
    by_symbol: HashMap<String, BundleGene>,
    files: Vec<FileGenes>,
    /// Genes that are called by their ID, as another file's gene has their symbol and another ID.
    renamed: usize,
}

impl JoinedGenes {
    /// All genes in the order of the first file that has them. A gene of two files is the same
    /// where its ID is; where either has none, where its symbol is.
    pub(super) fn new(files: &[GroupedFile]) -> Self {
        Self::of(files.iter().map(|file| file.genes().genes.as_slice()))
    }

    fn of<'a>(files: impl IntoIterator<Item = &'a [GeneName]>) -> Self {
        let mut table = Self::default();
        for names in files {
            let known = table.genes.len();
            let genes = names.iter().map(|name| table.find_or_add(name, known));
            let genes = FileGenes(genes.collect());
            table.files.push(genes);
        }
        table
    }

    pub(super) fn genes(&self) -> &[Gene] {
        &self.genes
    }

    /// The genes of the bundle, and those of each file.
    pub(super) fn into_parts(self) -> (Vec<Gene>, Vec<FileGenes>) {
        (self.genes, self.files)
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
    fn find_or_add(&mut self, name: &GeneName, known: usize) -> BundleGene {
        let same_id = self.by_id.get(&name.id).copied();
        if let Some(gene) = same_id.filter(|&gene| gene.0 < known) {
            return gene;
        }
        let same_symbol = self.by_symbol.get(&name.symbol).copied();
        match same_symbol {
            None => self.add(name.symbol.clone(), name),
            Some(gene) if gene.0 < known && self.may_be(gene, name) => gene,
            Some(_) => {
                self.renamed += 1;
                self.add(name.id.clone(), name)
            }
        }
    }

    /// Whether no ID says that the gene is another.
    fn may_be(&self, gene: BundleGene, name: &GeneName) -> bool {
        name.id.is_empty() || self.genes[gene.0].ensembl_id.is_empty()
    }

    fn add(&mut self, symbol: String, name: &GeneName) -> BundleGene {
        let gene = BundleGene(self.genes.len());
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
        let table = JoinedGenes::of([first.as_slice(), &second]);
        assert_eq!(table.files[0].0, [0, 1, 2].map(BundleGene));
        assert!(!table.files[0].are_all(4) && !table.files[1].are_all(4));
        assert!(JoinedGenes::of([first.as_slice()]).files[0].are_all(3));
        assert_eq!(table.files[1].0, [3, 0, 1, 2].map(BundleGene));
        assert_eq!(table.genes()[3].symbol, "NEW");
        assert_eq!(table.warning(), None);
    }

    #[test]
    fn a_symbol_of_two_ids_is_two_genes() {
        let first = names(&[("MATR3", "ENSG1")]);
        let second = names(&[("MATR3", "ENSG2")]);
        let table = JoinedGenes::of([first.as_slice(), &second]);
        assert_eq!(table.genes()[1].symbol, "ENSG2");
        assert!(table.warning().unwrap().starts_with("1 genes"));
    }
}
