//! Why an image cannot be drawn.

use thiserror::Error;

use super::recipe::RecipeError;

/// Why an image cannot be drawn. The caller knows which gene it was.
#[derive(Debug, Error)]
pub enum Error {
    /// The recipe is out of range.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The recipe asks for the other kind of data.
    #[error("the recipe's fill is \"{fill}\", which needs {needs}, but the data are {data}")]
    Fill {
        /// The recipe's fill, as in the JSON.
        fill: &'static str,
        /// The data that it needs.
        needs: &'static str,
        /// The data that were given.
        data: &'static str,
    },
    /// The number of values is not rows × columns, or offsets lead elsewhere.
    #[error("{what}: expected {expected}, found {found}")]
    Shape {
        /// What was counted.
        what: &'static str,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// More cells express a gene than there are.
    #[error("{detected} cells express the gene where there are {cells}")]
    Detected {
        /// How many are said to express it.
        detected: u32,
        /// How many there are.
        cells: u64,
    },
    /// Time points are not strictly increasing numbers.
    #[error("time point {index} is {time}: time points must be numbers in strictly rising order")]
    Times {
        /// Which time point, counted from 0.
        index: usize,
        /// Its value.
        time: f64,
    },
    /// A time point without a single cell cannot be stretched.
    #[error("no cell at time {time}: leave the time point out, or use fill \"block\" or \"mean\"")]
    NoCells {
        /// The time point.
        time: f64,
    },
    /// No value was measured, so there is nothing to draw.
    #[error("the gene was not measured in any cell type at any time point")]
    NotMeasured,
    /// A value that has no logarithm, or is infinite.
    #[error(
        "expression value {index} (counted from 0) is {value}: it must be finite, and at least 0 \
         unless the recipe's transform is \"none\""
    )]
    Value {
        /// Where in the values.
        index: usize,
        /// The value.
        value: f32,
    },
    /// A value above 1 where the transform takes fractions.
    #[error(
        "the expression value {0} is no fraction, 0 to 1, which the recipe's transform \"arcsine\" needs"
    )]
    NotAFraction(f32),
    /// A residual without anything that it is one from.
    #[error("the recipe's scale is \"residual\", which needs what is usual for the gene's level")]
    NoUsual,
    /// What is usual is of no use.
    #[error("the recipe's scale is not \"residual\", and cannot draw what is unusual")]
    NotResidual,
    /// The ceiling cannot scale anything.
    #[error("the scale's ceiling is {0}: it must be a finite number above 0")]
    Ceiling(f32),
    /// No gene is expressed above 0, so there is no ceiling.
    #[error("no expression above 0 in any gene: the condition has nothing to scale by")]
    NothingExpressed,
}
