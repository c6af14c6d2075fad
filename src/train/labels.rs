//! Lists of genes, and the genes of a bundle that they mean.
//!
//! ```
//! use dsdscore::{
//!     gene::Gene,
//!     train::labels::{GeneList, Labels},
//! };
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("known.tsv");
//! std::fs::write(&path, "gene\tlabel\nSOX9\t1\nACTB\t0\nNOSUCH\t1\n")?;
//! let gene = |symbol: &str| Gene { symbol: symbol.into(), ..Gene::default() };
//!
//! let labels = Labels::new(&["SOX9", "ACTB"].map(gene), &GeneList::read(&path, None)?, None)?;
//! assert_eq!((labels.positives, labels.labelled), (vec![0], vec![1]));
//! assert_eq!(labels.unmatched[0].gene, "NOSUCH");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod list;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{
    error::Error,
    list::{GeneEntry, GeneList},
};
use crate::gene::{Gene, Registry};

/// The genes of a bundle that lists name, as ascending indices. No gene is in two of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Known disease genes.
    pub positives: Vec<usize>,
    /// Genes that the list of known genes labels 0.
    pub labelled: Vec<usize>,
    /// Genes of the list of negatives.
    pub listed: Vec<usize>,
    /// Genes of the list of negatives that the list of known genes has as well, which decides.
    pub in_both: Vec<usize>,
    /// What means no gene of the bundle, or several, in the order of the files.
    pub unmatched: Vec<Unmatched>,
    /// Names that mean a gene only where capitals do not matter, and that gene.
    pub recased: Vec<(String, usize)>,
}

/// A name that means no gene of the bundle, or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// The file's name, without its folder.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// As it stands there.
    pub gene: String,
}

/// For each gene its label and the line that gave it.
type FirstLabels = BTreeMap<usize, (bool, u64)>;

impl Labels {
    /// Finds the genes of lists as annotations do: by Ensembl ID, HGNC ID, current symbol, then
    /// previous symbol or alias; else by the one current symbol that differs in capitals. Genes of `known` without a label are positive. A gene of
    /// `negatives` that `known` has, has the label that it has there.
    ///
    /// # Errors
    ///
    /// If a list gives a gene two labels, none of its genes is in the bundle, or the list of
    /// negatives has one with the label of positive genes.
    pub fn new(
        genes: &[Gene],
        known: &GeneList,
        negatives: Option<&GeneList>,
    ) -> Result<Self, Error> {
        let names = Registry::new(genes).despite_capitals(genes);
        let mut labels = Self::default();
        let found = labels.find(genes, &names, known, true)?;
        for (&gene, &(is_positive, _)) in &found {
            let class = if is_positive {
                &mut labels.positives
            } else {
                &mut labels.labelled
            };
            class.push(gene);
        }
        let Some(negatives) = negatives else {
            return Ok(labels);
        };
        negatives.check_negative()?;
        let listed = labels.find(genes, &names, negatives, false)?;
        let is_known = |gene: &usize| found.contains_key(gene);
        (labels.in_both, labels.listed) = listed.into_keys().partition(is_known);
        Ok(labels)
    }

    /// Whether there is a list of negatives.
    pub(super) fn has_negatives(&self) -> bool {
        !(self.listed.is_empty() && self.in_both.is_empty())
    }

    fn find(
        &mut self,
        genes: &[Gene],
        names: &Registry<'_>,
        list: &GeneList,
        unlabelled: bool,
    ) -> Result<FirstLabels, Error> {
        let mut found = FirstLabels::new();
        for entry in list.entries() {
            let found_gene = names.resolve_written(&entry.mention(), entry.name());
            let Some((gene, is_recased)) = found_gene else {
                self.unmatched.push(list.unmatched(entry));
                continue;
            };
            if is_recased {
                self.recased.push((entry.name().into(), gene));
            }
            let label = entry.is_positive.unwrap_or(unlabelled);
            let (first, line) = *found.entry(gene).or_insert((label, entry.gene.line));
            if first != label {
                return Err(list.two_labels(entry, line));
            }
        }
        if found.is_empty() {
            return Err(list.none_matched(genes));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests;
