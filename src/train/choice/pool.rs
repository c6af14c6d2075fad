//! The genes of a condition that may be chosen.

use super::{DropReason, Error};
use crate::{
    gene::Gene,
    heatmap::Pattern,
    train::{labels::Labels, patterns::is_expressed},
};

/// All genes with their patterns in one condition.
pub(super) struct Pool<'a> {
    genes: &'a [Gene],
    patterns: &'a [Option<Pattern>],
}

/// An expressed gene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ExpressedGene<'a> {
    /// Its index in the bundle.
    pub(super) index: usize,
    /// What orders genes whatever their order in files.
    pub(super) key: &'a str,
    /// Its level.
    pub(super) level: f32,
}

impl<'a> Pool<'a> {
    pub(super) fn new(genes: &'a [Gene], patterns: &'a [Option<Pattern>]) -> Self {
        Self { genes, patterns }
    }

    /// Checks that the labels are of these genes.
    pub(super) fn check(&self, labels: &Labels) -> Result<(), Error> {
        let Labels {
            positives,
            labelled,
            listed,
            in_both,
            ..
        } = labels;
        let all = [positives, labelled, listed, in_both].into_iter().flatten();
        let count = self.genes.len();
        match all.copied().find(|index| *index >= count) {
            Some(index) => Err(Error::OtherBundle { index, count }),
            None => Ok(()),
        }
    }

    /// Those of the genes that are expressed, by their keys.
    pub(super) fn expressed(&self, genes: &[usize]) -> Vec<ExpressedGene<'a>> {
        let genes = self.sorted(genes).into_iter();
        genes.filter_map(|gene| self.candidate(gene)).collect()
    }

    /// The genes by their keys.
    pub(super) fn sorted(&self, genes: &[usize]) -> Vec<usize> {
        let mut genes = genes.to_vec();
        genes.sort_by_key(|&gene| (self.key(gene), gene));
        genes
    }

    /// The expressed genes that are neither positive nor in the list of negatives, by their keys.
    pub(super) fn unlisted(&self, labels: &Labels) -> Vec<ExpressedGene<'a>> {
        let is_in = |list: &[usize], gene: &usize| list.binary_search(gene).is_ok();
        let lists = [&labels.positives, &labels.listed, &labels.in_both];
        let is_unlisted = |gene: &usize| !lists.iter().any(|list| is_in(list, gene));
        let genes: Vec<_> = (0..self.genes.len()).filter(is_unlisted).collect();
        self.expressed(&genes)
    }

    /// The expressed genes that are not positive, by their keys.
    pub(super) fn not_positive(&self, labels: &Labels) -> Vec<ExpressedGene<'a>> {
        let is_other = |gene: &usize| labels.positives.binary_search(gene).is_err();
        let genes: Vec<_> = (0..self.genes.len()).filter(is_other).collect();
        self.expressed(&genes)
    }

    /// The median level of all expressed genes; 0 of none.
    pub(super) fn median_level(&self) -> f32 {
        let expressed = self.patterns.iter().flatten().filter(|p| is_expressed(p));
        let mut levels: Vec<_> = expressed.map(|pattern| pattern.level).collect();
        levels.sort_by(f32::total_cmp);
        levels.get(levels.len() / 2).copied().unwrap_or_default()
    }

    /// Why the gene cannot be chosen, if so.
    pub(super) fn why_not(&self, gene: usize) -> Option<DropReason> {
        match self.patterns.get(gene).copied().flatten() {
            None => Some(DropReason::NotMeasured),
            Some(pattern) => (!is_expressed(&pattern)).then_some(DropReason::Silent),
        }
    }

    /// The symbol of a gene, or its identifier where it has none.
    pub(super) fn symbol(&self, gene: usize) -> &'a str {
        match &self.genes[gene] {
            gene if gene.symbol.is_empty() => &gene.ensembl_id,
            gene => &gene.symbol,
        }
    }

    /// The identifier of a gene, perhaps empty.
    pub(super) fn id(&self, gene: usize) -> &'a str {
        &self.genes[gene].ensembl_id
    }

    /// The identifier of a gene, or its symbol where it has none.
    fn key(&self, gene: usize) -> &'a str {
        match self.id(gene) {
            "" => &self.genes[gene].symbol,
            id => id,
        }
    }

    fn candidate(&self, index: usize) -> Option<ExpressedGene<'a>> {
        let pattern = self.patterns.get(index)?.filter(is_expressed)?;
        Some(ExpressedGene {
            index,
            key: self.key(index),
            level: pattern.level,
        })
    }
}
