//! What a network for images is asked.

use ndarray::{Array1, Array2, Array4, Axis, s};

use super::{Asked, Inputs};
use crate::{
    bundle::{Bundle, Condition, GeneImages},
    heatmap::Image,
    model::{image::ImageModel, metadata::Common},
    score::Error,
};

/// A network, and the images of genes that wait for it, N of them at most.
pub(super) struct Images {
    model: ImageModel,
    inputs: Inputs,
    gene_images: GeneImages,
    image: Image,
    /// N×3×H×W.
    images: Array4<f32>,
    /// N×K.
    beside: Array2<f32>,
}

impl Images {
    /// Pairs a network with a condition of a bundle.
    ///
    /// # Errors
    ///
    /// Returns an error where the bundle has no images, the network learnt from images of another
    /// recipe or size, or it takes features that the bundle lacks.
    pub(super) fn new(
        bundle: &Bundle,
        condition: &Condition,
        model: ImageModel,
    ) -> Result<Self, Error> {
        let inputs = Inputs::new(bundle, condition, &model)?;
        let index = bundle.manifest().condition(&condition.key);
        let gene_images = bundle.gene_images(index.unwrap_or_default())?;
        let (height, width) = model.image_size();
        Ok(Self {
            gene_images: gene_images.ok_or_else(|| Error::NoImages(bundle.path().into()))?,
            image: Image::default(),
            images: Array4::zeros((model.batch(), 3, height, width)),
            beside: Array2::zeros((model.batch(), inputs.features())),
            model,
            inputs,
        })
    }
}

impl Asked for Images {
    fn common(&self) -> Common<'_> {
        self.model.metadata().common()
    }

    fn batch(&self) -> usize {
        self.model.batch()
    }

    fn put(&mut self, bundle: &Bundle, gene: usize, row: usize) -> Result<bool, Error> {
        let image = &mut self.image;
        if !self.gene_images.read_or_draw(bundle, gene, image)? {
            return Ok(false);
        }
        image.write_chw(self.images.index_axis_mut(Axis(0), row));
        let places = self.beside.row_mut(row);
        self.inputs.put(bundle, &self.model, gene, places)?;
        Ok(true)
    }

    fn score(&mut self, rows: usize) -> Result<Array1<f32>, Error> {
        let images = self.images.slice(s![..rows, .., .., ..]);
        let features = self.beside.slice(s![..rows, ..]);
        Ok(self.model.score_with(images, features)?)
    }
}
