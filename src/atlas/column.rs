//! What is known of each cell, or of each gene.

/// A column of `obs` or `var`: one value for each cell, or for each gene.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Texts, categories or truth values (`True`, `False`).
    Labels {
        /// For each row the index of its label, -1 for a missing one.
        codes: Vec<i32>,
        /// The labels: a categorical's own order, else that of first appearance.
        labels: Vec<String>,
    },
    /// Numbers; NaN is missing.
    Numbers(Vec<f64>),
}

impl Column {
    /// The number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Labels { codes, .. } => codes.len(),
            Self::Numbers(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
