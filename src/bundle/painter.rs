//! Drawing the heatmaps of a bundle's genes.

use super::{Bundle, BundleError};
use crate::heatmap::{self, Image, MatrixRef, Renderer};

/// Draws genes of one condition by the bundle's recipe, in memory that it keeps from gene to gene.
#[derive(Debug)]
pub struct Painter {
    condition: usize,
    rows: usize,
    times: Vec<f64>,
    ceiling: f32,
    renderer: Renderer,
}

impl Bundle {
    /// A painter of the condition with this index; `None` where there is nothing to draw: no such
    /// condition, or no matrices.
    ///
    /// # Errors
    ///
    /// If the recipe is out of range.
    pub fn painter(&self, condition: usize) -> Result<Option<Painter>, BundleError> {
        let axes = self.manifest().conditions.get(condition);
        let (Some(recipe), Some(axes)) = (&self.manifest().recipe, axes) else {
            return Ok(None);
        };
        let Some(ceiling) = axes.ceiling else {
            return Ok(None);
        };
        let renderer = Renderer::new(recipe.clone()).map_err(|source| self.undrawable(source))?;
        Ok(Some(Painter {
            condition,
            rows: axes.cell_types.len(),
            times: axes.times.iter().map(|time| time.value).collect(),
            ceiling,
            renderer,
        }))
    }

    fn undrawable(&self, source: heatmap::Error) -> BundleError {
        BundleError::Heatmap {
            path: self.path().to_path_buf(),
            source,
        }
    }
}

impl Painter {
    /// Draws a gene of the bundle that made the painter into `image`; `false` where the gene is
    /// absent from the condition, and `image` as it was.
    ///
    /// # Errors
    ///
    /// As [`Bundle::matrix`], and if the matrix cannot be drawn.
    pub fn draw(
        &mut self,
        bundle: &Bundle,
        gene: usize,
        image: &mut Image,
    ) -> Result<bool, BundleError> {
        let Some(values) = bundle.matrix(gene, self.condition)? else {
            return Ok(false);
        };
        let matrix = MatrixRef {
            rows: self.rows,
            columns: self.times.len(),
            values: &values,
            times: &self.times,
        };
        let drawn = self.renderer.render_mean(&matrix, self.ceiling, image);
        drawn.map_err(|source| bundle.undrawable(source))?;
        Ok(true)
    }
}
