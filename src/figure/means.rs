//! The expression that a panel shows.

use ndarray::ArrayView2;

use super::error::FigureError;
use crate::heatmap::{Error, Recipe, Scale, check_means, residual::UsualRef};

/// No axis has more places: nobody could read it.
const MOST: usize = 1000;

/// The mean expression of a gene in one condition, with what its axes mean.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// Raw means: cell types × time points; NaN is marked as interpolated.
    pub matrix: ArrayView2<'a, f32>,
    /// The names of the rows.
    pub cell_types: &'a [String],
    /// The time points of the columns, e.g. gestational weeks, strictly rising.
    pub times: &'a [f64],
    /// Their labels.
    pub time_labels: &'a [&'a str],
    /// The number of cells behind each mean, where known.
    pub cells: Option<&'a [u64]>,
    /// The transformed mean that has the highest colour (see
    /// [`heatmap::ceiling`](crate::heatmap::ceiling)); a recipe with scale `per-gene` or `residual`
    /// ignores it.
    pub ceiling: f32,
    /// What is usual for the gene's level, of the shape of the matrix, which a recipe with scale
    /// `residual` needs.
    pub usual: Option<UsualRef<'a>>,
}

impl Means<'_> {
    /// Checks that shape, labels and values agree, and that a person could read it.
    pub(super) fn check(&self, recipe: &Recipe) -> Result<(), FigureError> {
        let (rows, columns) = self.matrix.dim();
        for (what, found) in [("cell types", rows), ("time points", columns)] {
            let most = MOST;
            if found > most {
                return Err(FigureError::TooLarge { what, found, most });
            }
        }
        check_means(self.matrix, self.times, recipe.transform)?;
        check_count("cell types", rows, self.cell_types.len())?;
        check_count("time points", columns, self.time_labels.len())?;
        let counts = self.cells.map_or(rows * columns, <[u64]>::len);
        check_count("numbers of cells", rows * columns, counts)?;
        let is_scaled = self.ceiling > 0.0 && self.ceiling.is_finite();
        match recipe.scale {
            Scale::Residual => Ok(self.usual.ok_or(Error::NoUsual)?.check((rows, columns))?),
            Scale::PerGene => Ok(()),
            _ if is_scaled => Ok(()),
            _ => Err(Error::Ceiling(self.ceiling).into()),
        }
    }
}

pub(super) fn check_count(
    what: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), FigureError> {
    if found == expected {
        return Ok(());
    }
    Err(FigureError::Count {
        what,
        expected,
        found,
    })
}
