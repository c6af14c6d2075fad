//! What methods see of the chosen genes.
//!
//! The example of [`choice`](super::choice) gets the images of chosen genes.

mod residual;

use ndarray::{Array2, Array4, ArrayView1};

use self::residual::residuals;
use super::{
    choice::{Choice, ChosenGene},
    examples::{Example, Examples},
    patterns::{self, patterns},
};
use crate::{
    bundle::{Bundle, BundleError, GeneImages},
    heatmap::{Image, Pattern, Recipe, transform},
};

/// Why genes cannot be shown to methods.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bundle cannot be read, or is slim.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The bundle has no expression.
    #[error(transparent)]
    Patterns(#[from] patterns::Error),
    /// The choice is of another bundle.
    #[error("genes were chosen in the condition {condition}, which the bundle {path} lacks")]
    NoCondition {
        /// The condition's key.
        condition: String,
        /// The bundle.
        path: String,
    },
    /// The choice is of another bundle.
    #[error("the chosen gene {gene} is not expressed in the condition {condition} of the bundle")]
    NoGene {
        /// The symbol.
        gene: String,
        /// The condition's key.
        condition: String,
    },
    /// There is nothing to look at.
    #[error(
        "the bundle {path} has no images of the condition {condition}, and its recipe draws none \
         of means: build it from the single cells with images, or with the fill \"mean\""
    )]
    NoImages {
        /// The bundle.
        path: String,
        /// The condition's key.
        condition: String,
    },
    /// One gene has no image.
    #[error(
        "the gene {gene} has no image in the condition {condition}, though others have: \
         build the bundle anew with the images of all genes"
    )]
    NoImage {
        /// The symbol.
        gene: String,
        /// The condition's key.
        condition: String,
    },
}

/// Reads images, matrices, levels and specificities of the chosen genes, in the order of the
/// choice.
///
/// # Errors
///
/// If the bundle is not that of the choice, is slim or damaged, or lacks an image or a matrix.
pub fn examples(bundle: &Bundle, choice: &Choice) -> Result<Examples, Error> {
    let mut examples = examples_without_images(bundle, choice)?;
    add_images(bundle, &mut examples)?;
    Ok(examples)
}

/// The same without images, for methods that look at none.
///
/// # Errors
///
/// Likewise.
pub fn examples_without_images(bundle: &Bundle, choice: &Choice) -> Result<Examples, Error> {
    ExampleReader::new(bundle, &choice.condition)?.examples(choice)
}

/// Reads the images of genes of a bundle.
///
/// # Errors
///
/// If the genes are those of another bundle, or it lacks an image.
pub fn add_images(bundle: &Bundle, examples: &mut Examples) -> Result<(), Error> {
    let reader = ExampleReader::new(bundle, &examples.condition)?;
    examples.images = reader.images(&examples.genes)?;
    Ok(())
}

struct ExampleReader<'a> {
    bundle: &'a Bundle,
    recipe: &'a Recipe,
    condition: usize,
    key: &'a str,
}

impl<'a> ExampleReader<'a> {
    fn new(bundle: &'a Bundle, key: &'a str) -> Result<Self, Error> {
        let manifest = bundle.manifest();
        let (Some(condition), Some(recipe)) = (manifest.condition(key), &manifest.recipe) else {
            return Err(Error::NoCondition {
                condition: key.into(),
                path: bundle.path().display().to_string(),
            });
        };
        Ok(Self {
            bundle,
            recipe,
            condition,
            key,
        })
    }

    fn examples(&self, choice: &Choice) -> Result<Examples, Error> {
        let patterns = patterns(self.bundle, self.condition)?;
        let residuals = residuals(self.bundle, self.condition)?;
        let example = |gene: &ChosenGene| {
            let pattern = patterns.get(gene.index).copied().flatten();
            let pattern = pattern.ok_or_else(|| self.no_gene(gene))?;
            self.example(gene, &pattern, residuals.row(gene.index))
        };
        Ok(Examples {
            condition: choice.condition.clone(),
            genes: choice.genes.iter().map(example).collect::<Result<_, _>>()?,
            ..Examples::default()
        })
    }

    fn images(&self, genes: &[Example]) -> Result<Array4<u8>, Error> {
        let (height, width) = (self.recipe.height as usize, self.recipe.width as usize);
        let mut images = Array4::zeros((genes.len(), height, width, 3));
        let (mut gene_images, mut image) = (self.gene_images()?, Image::default());
        for (gene, mut bytes) in genes.iter().zip(images.outer_iter_mut()) {
            if !gene_images.read_or_draw(self.bundle, gene.index, &mut image)? {
                return Err(self.no_image(gene));
            }
            let drawn = image.to_rgb8();
            bytes
                .iter_mut()
                .zip(drawn)
                .for_each(|(byte, drawn)| *byte = drawn);
        }
        Ok(images)
    }

    /// All images are of the recipe's size.
    fn gene_images(&self) -> Result<GeneImages, Error> {
        let gene_images = self.bundle.gene_images(self.condition)?;
        gene_images.ok_or_else(|| Error::NoImages {
            path: self.bundle.path().display().to_string(),
            condition: self.key.into(),
        })
    }

    fn example(
        &self,
        gene: &ChosenGene,
        pattern: &Pattern,
        residual: ArrayView1<'_, f32>,
    ) -> Result<Example, Error> {
        let matrix = self.bundle.matrix(gene.index, self.condition)?;
        let matrix = matrix.ok_or_else(|| self.no_gene(gene))?;
        let residual = Array2::from_shape_fn(matrix.dim(), |(cell_type, time)| {
            residual[cell_type * matrix.ncols() + time]
        });
        Ok(Example {
            index: gene.index,
            symbol: gene.symbol.clone(),
            id: gene.gene_id.clone(),
            is_positive: gene.is_positive,
            level: pattern.level,
            tau: pattern.tau,
            matrix: matrix.mapv(|value| transform(self.recipe, f64::from(value)) as f32),
            residual,
        })
    }

    fn no_gene(&self, gene: &ChosenGene) -> Error {
        Error::NoGene {
            gene: gene.symbol.clone(),
            condition: self.key.into(),
        }
    }

    fn no_image(&self, gene: &Example) -> Error {
        Error::NoImage {
            gene: gene.symbol.clone(),
            condition: self.key.into(),
        }
    }
}

#[cfg(test)]
mod tests;
