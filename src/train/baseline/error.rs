//! Why a baseline cannot learn or score.

/// Why a baseline cannot learn or score.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is nothing to tell apart.
    #[error(
        "{positives} positive and {negatives} negative genes to learn from: at least one of each \
         is needed"
    )]
    OneClass {
        /// Genes with the label 1.
        positives: usize,
        /// Genes with the label 0.
        negatives: usize,
    },
    /// An index leads nowhere.
    #[error("there is no gene {index} (counted from 0) among {count}")]
    NoGene {
        /// The index.
        index: usize,
        /// How many genes there are.
        count: usize,
    },
    /// Genes do not have the same values.
    #[error("{found} values of the gene {gene}, {expected} of others")]
    Ragged {
        /// The symbol.
        gene: String,
        /// Its values.
        found: usize,
        /// Those of the first gene.
        expected: usize,
    },
    /// A value has no place among others.
    #[error("a value of the gene {gene} is infinite")]
    Infinite {
        /// The symbol.
        gene: String,
    },
    /// Newton's method did not end.
    #[error("logistic regression found no best coefficients in {iterations} steps")]
    NotConverged {
        /// Steps.
        iterations: usize,
    },
}
