//! What is usual for the level of genes.

use ndarray::Array2;

use super::{Bundle, BundleError};
use crate::heatmap::residual::{NEIGHBOURS, Usual, residuals, usual};

impl Bundle {
    /// What is usual for the level of each gene of a condition, among all that were measured there:
    /// genes × values, row-major cell types × times. Values are transformed first.
    ///
    /// # Errors
    ///
    /// As [`Bundle::matrix`].
    pub fn usual_by_level(
        &self,
        condition: usize,
        transform: impl Fn(f32) -> f32,
    ) -> Result<Usual, BundleError> {
        Ok(usual(
            self.transformed(condition, transform)?.view(),
            NEIGHBOURS,
        ))
    }

    /// How unusual the values of each gene are for its level, among all genes that were measured in the
    /// condition: genes × values, row-major cell types × times; NaN where not measured. Values are
    /// transformed first.
    ///
    /// # Errors
    ///
    /// As [`Bundle::matrix`].
    pub fn residuals(
        &self,
        condition: usize,
        transform: impl Fn(f32) -> f32,
    ) -> Result<Array2<f32>, BundleError> {
        let values = self.transformed(condition, transform)?;
        let usual = usual(values.view(), NEIGHBOURS);
        Ok(residuals(values.view(), &usual))
    }

    /// The transformed values of all genes: genes × values, NaN where not measured.
    ///
    /// # Errors
    ///
    /// As [`Bundle::matrix`].
    pub fn transformed(
        &self,
        condition: usize,
        transform: impl Fn(f32) -> f32,
    ) -> Result<Array2<f32>, BundleError> {
        let axes = self.manifest().conditions.get(condition);
        let width = axes.map_or(0, |axes| axes.matrix_len());
        let mut values = Array2::from_elem((self.genes().len(), width), f32::NAN);
        for (gene, mut row) in values.outer_iter_mut().enumerate() {
            let matrix = self.matrix(gene, condition)?;
            for (place, &value) in row.iter_mut().zip(matrix.iter().flatten()) {
                *place = transform(value);
            }
        }
        Ok(values)
    }
}
