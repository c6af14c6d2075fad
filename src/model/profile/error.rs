//! Why profiles get no score.

use super::Transform;

/// Why profiles get no score.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// An input is not of the model's axes, or has another number of genes than the first.
    #[error("{name} is {found:?}, and {wanted:?} (genes, cell types, times) is wanted")]
    Shape {
        /// The input.
        name: &'static str,
        /// Its extents.
        found: Vec<usize>,
        /// Those of the model.
        wanted: [usize; 3],
    },
    /// The model compares genes with those of their level.
    #[error("the model takes what is usual for each gene's level, and it was not given")]
    NoUsual,
    /// Of a gene nothing was measured.
    #[error("profile {row} has no measured value")]
    NotMeasured {
        /// Which of the profiles given, from 0.
        row: usize,
    },
    /// A value that the model's transform does not take.
    #[error("profile {row} has the value {value}, of which there is no {transform}")]
    Value {
        /// Which of the profiles given, from 0.
        row: usize,
        /// The value.
        value: f32,
        /// What the model does to values.
        transform: Transform,
    },
}
