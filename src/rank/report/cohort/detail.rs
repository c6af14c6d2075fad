//! How much of a cohort is shown.

use super::super::format::count;
use crate::rank::cohort::{Cohort, CohortGene};

/// So many variants of a gene stay before names of patients go.
const FEW_VARIANTS: usize = 8;
/// So many patients of a gene or variant stay before genes go.
const FEW_PATIENTS: usize = 10;

/// How much of a cohort is shown, at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rank::report) struct CohortDetail {
    /// Genes with a row.
    pub(super) most: usize,
    /// Variants of a gene.
    pub(super) variants: usize,
    /// Patients of a gene, and of a variant.
    pub(super) patients: usize,
}

impl CohortDetail {
    /// All of the first `most` genes.
    pub(super) fn all(cohort: &Cohort, most: usize) -> Self {
        let genes = || cohort.genes.iter().take(most);
        let variants = |gene: &CohortGene| gene.carriers.iter().map(|c| c.variants.len()).sum();
        let patients = |gene: &CohortGene| gene.carriers.len();
        Self {
            most: most.min(cohort.genes.len()),
            variants: genes().map(variants).max().unwrap_or(0),
            patients: genes().map(patients).max().unwrap_or(0),
        }
    }

    /// The next smaller one; `None` where nothing is left to leave out.
    pub(super) fn less(self) -> Option<Self> {
        let mut less = self;
        if self.variants > FEW_VARIANTS {
            less.variants = (self.variants / 2).max(FEW_VARIANTS);
        } else if self.patients > FEW_PATIENTS {
            less.patients = (self.patients / 2).max(FEW_PATIENTS);
        } else if self.most > 0 {
            less.most = self.most / 2;
        } else {
            return None;
        }
        Some(less)
    }

    /// What the reader should know; empty where all is there.
    pub(super) fn note(self, all: Self) -> String {
        let part = |shown: usize, all: usize, noun: &str, of: &str| {
            (shown < all).then(|| format!("{}{of}", count(shown as u64, noun)))
        };
        let parts = [
            part(self.most, all.most, "gene", ""),
            part(self.variants, all.variants, "variant", " of a gene"),
            part(
                self.patients,
                all.patients,
                "patient",
                " of a gene or variant",
            ),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        match parts.is_empty() {
            true => String::new(),
            false => format!(
                "To keep this page small, at most {} are shown; all are in the JSON that the program \
                 writes.",
                parts.join(", ")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_go_first_then_names_then_genes_and_it_is_said() {
        let all = CohortDetail {
            most: 3,
            variants: 20,
            patients: 11,
        };
        let smaller = std::iter::successors(Some(all), |detail| detail.less());
        let found: Vec<_> = smaller
            .map(|detail| (detail.most, detail.variants, detail.patients))
            .collect();
        let expected = [
            (3, 20, 11),
            (3, 10, 11),
            (3, 8, 11),
            (3, 8, 10),
            (1, 8, 10),
            (0, 8, 10),
        ];
        assert_eq!(found, expected);
        assert_eq!(all.note(all), "");
        let less = CohortDetail { variants: 8, ..all };
        assert_has!(less.note(all), "at most 8 variants of a gene are shown");
    }
}
