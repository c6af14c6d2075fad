//! The heatmaps of a bundle's genes: stored, or drawn.

use ndarray::{Array2, ArrayView2};

use super::{Bundle, BundleError, error::ImageError, layout::Section};
use crate::heatmap::{self, Image, Renderer, Scale, decode_png, residual::Usual};

/// Gives the images of one condition's genes, in memory that it keeps from gene to gene.
///
/// An image is the stored one, else drawn from the means where the recipe's fill is `mean`. Either
/// has 8 bits a colour: what is drawn is rounded as if it had been stored.
#[derive(Debug)]
pub struct GeneImages {
    condition: usize,
    means: Option<MeanRenderer>,
}

/// Draws means.
#[derive(Debug)]
struct MeanRenderer {
    times: Vec<f64>,
    ceiling: f32,
    renderer: Renderer,
    /// Of the last gene that was drawn.
    usual: Usual,
}

impl Bundle {
    /// The images of the condition with this index; `None` where there is nothing to draw: no such
    /// condition, neither matrices nor images, or single cells asked for and no image stored.
    ///
    /// # Errors
    ///
    /// If the bundle is slim, or the recipe out of range.
    pub fn gene_images(&self, condition: usize) -> Result<Option<GeneImages>, BundleError> {
        self.check_not_slim()?;
        let means = self.means(condition)?;
        if means.is_none() && self.images.extent(condition).0 == 0 {
            return Ok(None);
        }
        Ok(Some(GeneImages { condition, means }))
    }

    fn means(&self, condition: usize) -> Result<Option<MeanRenderer>, BundleError> {
        let manifest = self.manifest();
        let axes = manifest.conditions.get(condition);
        let (Some(recipe), Some(axes), true) = (&manifest.recipe, axes, manifest.draws_means())
        else {
            return Ok(None);
        };
        let Some(ceiling) = axes.ceiling else {
            return Ok(None);
        };
        let renderer = Renderer::new(recipe.clone()).map_err(|source| self.undrawable(source))?;
        Ok(Some(MeanRenderer {
            times: axes.time_values(),
            ceiling,
            renderer,
            usual: Usual::default(),
        }))
    }

    /// The stored image of a gene, as PNG; `None` where there is none.
    ///
    /// # Errors
    ///
    /// If an index is past the end, the bundle is slim, or the image is not as it was written.
    pub fn png(&self, gene: usize, condition: usize) -> Result<Option<&[u8]>, BundleError> {
        self.check_indices(gene, condition)?;
        self.check_not_slim()?;
        let section = self.directory.bytes(&self.file, Section::Images);
        let png = self.images.png(section, gene, condition).transpose();
        png.map_err(|fault| fault.at(self.path()))
    }

    /// Reads the stored image of a gene into `image`; `false` where there is none, and `image` as
    /// it was.
    ///
    /// # Errors
    ///
    /// As [`Bundle::png`], and if it is no PNG, or not of the recipe's size.
    pub fn image(
        &self,
        gene: usize,
        condition: usize,
        image: &mut Image,
    ) -> Result<bool, BundleError> {
        let Some(png) = self.png(gene, condition)? else {
            return Ok(false);
        };
        let failed = |source: ImageError| BundleError::Image {
            path: self.path.clone(),
            gene: self.genes[gene].symbol.clone(),
            condition: self.manifest.conditions[condition].key.clone(),
            source: Box::new(source),
        };
        decode_png(png, image).map_err(|source| failed(source.into()))?;
        let found = (image.height(), image.width());
        match self.manifest.image_size() {
            Some(expected) if found != expected => {
                Err(failed(ImageError::Size { found, expected }))
            }
            _ => Ok(true),
        }
    }

    /// Whether the gene has an image, or one can be drawn of its means.
    pub(super) fn can_draw(&self, gene: usize, condition: usize) -> bool {
        let section = self.directory.bytes(&self.file, Section::Matrices);
        let has_matrix = || self.matrices.read(section, gene, condition).is_some();
        self.images.has(gene, condition) || self.manifest.draws_means() && has_matrix()
    }

    fn undrawable(&self, source: heatmap::Error) -> BundleError {
        BundleError::Heatmap {
            path: self.path().to_path_buf(),
            source,
        }
    }
}

impl GeneImages {
    /// Puts the image of a gene of the bundle that they are of into `image`; `false` where it
    /// has none, and `image` as it was.
    ///
    /// # Errors
    ///
    /// As [`Bundle::image`] and [`Bundle::matrix`], and if the matrix cannot be drawn.
    pub fn read_or_draw(
        &mut self,
        bundle: &Bundle,
        gene: usize,
        image: &mut Image,
    ) -> Result<bool, BundleError> {
        if bundle.image(gene, self.condition, image)? {
            return Ok(true);
        }
        let Some(means) = &mut self.means else {
            return Ok(false);
        };
        let Some(values) = bundle.matrix(gene, self.condition)? else {
            return Ok(false);
        };
        let has_usual = bundle.read_usual(gene, self.condition, &mut means.usual)?;
        means
            .draw(values.view(), has_usual, image)
            .map_err(|source| bundle.undrawable(source))?;
        Ok(true)
    }
}

impl GeneImages {
    /// What a gene's image is drawn of, cell types × times, NaN where not measured: its means, or where
    /// the recipe's scale is `residual` its residuals. `None` where the image is stored, or there is none.
    ///
    /// # Errors
    ///
    /// As [`GeneImages::read_or_draw`].
    pub fn values(
        &mut self,
        bundle: &Bundle,
        gene: usize,
    ) -> Result<Option<Array2<f64>>, BundleError> {
        let is_stored = bundle.images.has(gene, self.condition);
        let (Some(means), false) = (&mut self.means, is_stored) else {
            return Ok(None);
        };
        let Some(values) = bundle.matrix(gene, self.condition)? else {
            return Ok(None);
        };
        match bundle.read_usual(gene, self.condition, &mut means.usual)? {
            true => {
                let residuals =
                    means
                        .renderer
                        .residuals(values.view(), means.usual.view(), &means.times);
                residuals
                    .map(Some)
                    .map_err(|source| bundle.undrawable(source))
            }
            false => Ok(Some(values.mapv(f64::from))),
        }
    }

    /// Draws such values, of a gene or changed, into `image`.
    ///
    /// # Errors
    ///
    /// If they cannot be drawn, or the images of the condition are not drawn but stored.
    pub fn draw(
        &mut self,
        bundle: &Bundle,
        values: ArrayView2<'_, f64>,
        image: &mut Image,
    ) -> Result<(), BundleError> {
        let drawn = match &mut self.means {
            Some(means) => means.draw_values(values, image),
            None => Err(heatmap::Error::NotMeasured),
        };
        drawn.map_err(|source| bundle.undrawable(source))
    }
}

impl MeanRenderer {
    fn draw_values(
        &mut self,
        values: ArrayView2<'_, f64>,
        image: &mut Image,
    ) -> Result<(), heatmap::Error> {
        let (renderer, times) = (&mut self.renderer, &self.times);
        match renderer.recipe().scale {
            Scale::Residual => renderer.render_residuals(values, times, image)?,
            _ => {
                let means = values.mapv(|value| value as f32);
                renderer.render_mean(means.view(), times, self.ceiling, image)?;
            }
        }
        image.round_to_bytes();
        Ok(())
    }

    fn draw(
        &mut self,
        means: ArrayView2<'_, f32>,
        has_usual: bool,
        image: &mut Image,
    ) -> Result<(), heatmap::Error> {
        let (renderer, times) = (&mut self.renderer, &self.times);
        match has_usual {
            true => renderer.render_residual(means, self.usual.view(), times, image)?,
            false => renderer.render_mean(means, times, self.ceiling, image)?,
        }
        image.round_to_bytes();
        Ok(())
    }
}
