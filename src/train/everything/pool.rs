//! All expressed genes of a condition.

use super::{Error, placement::Contrasts};
use crate::train::{
    choice::{Dropped, expressed},
    dataset,
    examples::Examples,
    labels::Unmatched,
    report::check_names,
    task::Task,
};

/// Genes of the bundle, ascending, by the name of their list.
pub(super) type NamedGenes = (String, Vec<usize>);

/// All expressed genes of a condition.
pub(super) struct Pool {
    /// Known genes that are not expressed, and why.
    pub(super) dropped: Vec<Dropped>,
    /// What in the lists means no gene of the bundle.
    pub(super) unmatched: Vec<Unmatched>,
    /// The genes; images only where and while a network runs.
    pub(super) examples: Examples,
    /// Known ones.
    pub(super) known: Vec<usize>,
    /// All others.
    pub(super) others: Vec<usize>,
    /// What known genes are told from.
    pub(super) contrasts: Contrasts,
    /// For each list of others how many genes of it there are.
    pub(super) list_genes: Vec<(String, usize)>,
}

impl Pool {
    /// `lists` are of genes of the bundle.
    pub(super) fn read(
        task: &Task<'_>,
        condition: usize,
        least_expressed: Option<f32>,
        lists: &[NamedGenes],
    ) -> Result<Self, Error> {
        let choice = expressed(task.bundle, condition, task.labels, least_expressed)?;
        let examples = dataset::examples_without_images(task.bundle, &choice)?;
        check_names(&examples)?;
        let all = 0..examples.len();
        let (known, others) = all.partition(|&gene| examples.genes[gene].is_positive);
        let lists = named(&examples, lists);
        if let Some((name, _)) = lists.iter().find(|(_, genes)| genes.is_empty()) {
            return Err(Error::EmptyList {
                name: name.clone(),
                condition: choice.condition,
            });
        }
        let levels = examples.genes.iter().map(|gene| gene.level).collect();
        Ok(Self {
            contrasts: Contrasts::new(levels, &lists),
            list_genes: lists
                .into_iter()
                .map(|(name, all)| (name, all.len()))
                .collect(),
            dropped: choice.dropped,
            unmatched: choice.unmatched,
            examples,
            known,
            others,
        })
    }

    /// Has some genes stand as the known ones, and all others as others.
    pub(super) fn relabel(&mut self, known: &[usize]) {
        for gene in &mut self.examples.genes {
            gene.is_positive = false;
        }
        for &gene in known {
            self.examples.genes[gene].is_positive = true;
        }
    }
}

/// The expressed genes of each list that are not known, as indices into the examples.
fn named(examples: &Examples, lists: &[NamedGenes]) -> Vec<NamedGenes> {
    let of_list = |(name, listed): &NamedGenes| {
        let genes = examples.genes.iter().enumerate();
        let in_list = genes
            .filter(|(_, gene)| !gene.is_positive && listed.binary_search(&gene.index).is_ok());
        (name.clone(), in_list.map(|(place, _)| place).collect())
    };
    lists.iter().map(of_list).collect()
}
