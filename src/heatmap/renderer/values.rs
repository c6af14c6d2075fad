//! Residuals that are given as such.

use ndarray::{Array2, ArrayView2};

use super::Renderer;
use crate::heatmap::{
    Image,
    error::Error,
    fill::{fill_gaps, residuals},
    means::{check_means, check_times, shape},
    memory::refill,
    recipe::Scale,
    residual::UsualRef,
};

impl Renderer {
    /// The residuals that [`Renderer::render_residual`] draws of one gene's means, before what was not
    /// measured, NaN, is filled: cell types × `times`.
    ///
    /// # Errors
    ///
    /// As [`Renderer::render_residual`].
    pub fn residuals(
        &self,
        means: ArrayView2<'_, f32>,
        usual: UsualRef<'_>,
        times: &[f64],
    ) -> Result<Array2<f64>, Error> {
        check_means(means, times, self.recipe.transform)?;
        usual.check(means.dim())?;
        let mut found = Array2::default((0, 0));
        residuals(&self.recipe, means, usual, &mut found);
        Ok(found)
    }

    /// Draws residuals (scale `residual`) into `image`, such as those of [`Renderer::residuals`] with
    /// others in their place: cell types × `times`, NaN where not measured.
    ///
    /// # Errors
    ///
    /// The recipe's scale is another, times are not as many as columns or do not rise, or there is no
    /// residual. `image` is then as it was.
    pub fn render_residuals(
        &mut self,
        residuals: ArrayView2<'_, f64>,
        times: &[f64],
        image: &mut Image,
    ) -> Result<(), Error> {
        if self.recipe.scale != Scale::Residual {
            return Err(Error::NotResidual);
        }
        check_times(times, residuals.ncols())?;
        if residuals.iter().all(|value| value.is_nan()) {
            return Err(shape("residuals", residuals.len(), 0));
        }
        refill(&mut self.grid, residuals.dim(), residuals.iter().copied());
        fill_gaps(&mut self.grid, times);
        self.draw_residuals(times, image);
        Ok(())
    }
}
