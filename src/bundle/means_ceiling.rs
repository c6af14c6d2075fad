//! The highest colour of figures of means.

use super::{Bundle, BundleError};
use crate::heatmap::{self, Fill};

impl Bundle {
    /// The transformed mean that figures of a condition's matrices show at full scale; `None` where
    /// nothing is to be drawn. It is the manifest's where images are drawn of means. Where they are
    /// drawn of single cells the manifest's is theirs, far above all means; then it is
    /// [`heatmap::ceiling`] of all genes' means, which reads all matrices.
    ///
    /// # Errors
    ///
    /// As [`Bundle::matrix`].
    pub fn means_ceiling(&self, condition: usize) -> Result<Option<f32>, BundleError> {
        let manifest = self.manifest();
        let axes = manifest.conditions.get(condition);
        let (Some(recipe), Some(axes)) = (&manifest.recipe, axes) else {
            return Ok(None);
        };
        if axes.ceiling.is_none() || recipe.fill == Fill::Mean {
            return Ok(axes.ceiling);
        }
        let mut matrices = Vec::new();
        for gene in 0..self.genes().len() {
            matrices.extend(self.matrix(gene, condition)?);
        }
        // Without expression anywhere all is 0, whatever the ceiling.
        let found = heatmap::ceiling(recipe, &matrices);
        Ok(Some(found.unwrap_or(1.0)))
    }
}
