//! What methods see of the chosen genes.
//!
//! The example of [`choice`](super::choice) gets the images of chosen genes.

use ndarray::Array4;

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
    let reader = ExampleReader::new(bundle, choice)?;
    let patterns = patterns(bundle, reader.condition)?;
    let (height, width) = (reader.recipe.height as usize, reader.recipe.width as usize);
    let mut examples = Examples {
        condition: choice.condition.clone(),
        images: Array4::zeros((choice.genes.len(), height, width, 3)),
        ..Examples::default()
    };
    let (mut gene_images, mut image) = (reader.gene_images()?, Image::default());
    for (gene, mut bytes) in choice.genes.iter().zip(examples.images.outer_iter_mut()) {
        let pattern = patterns.get(gene.index).copied().flatten();
        let pattern = pattern.ok_or_else(|| reader.no_gene(gene))?;
        examples.genes.push(reader.example(gene, &pattern)?);
        if !gene_images.read_or_draw(bundle, gene.index, &mut image)? {
            return Err(reader.no_image(gene));
        }
        let drawn = image.to_rgb8();
        bytes
            .iter_mut()
            .zip(drawn)
            .for_each(|(byte, drawn)| *byte = drawn);
    }
    Ok(examples)
}

struct ExampleReader<'a> {
    bundle: &'a Bundle,
    recipe: &'a Recipe,
    condition: usize,
    key: &'a str,
}

impl<'a> ExampleReader<'a> {
    fn new(bundle: &'a Bundle, choice: &'a Choice) -> Result<Self, Error> {
        let (manifest, key) = (bundle.manifest(), choice.condition.as_str());
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

    /// All images are of the recipe's size.
    fn gene_images(&self) -> Result<GeneImages, Error> {
        let gene_images = self.bundle.gene_images(self.condition)?;
        gene_images.ok_or_else(|| Error::NoImages {
            path: self.bundle.path().display().to_string(),
            condition: self.key.into(),
        })
    }

    fn example(&self, gene: &ChosenGene, pattern: &Pattern) -> Result<Example, Error> {
        let matrix = self.bundle.matrix(gene.index, self.condition)?;
        let matrix = matrix.ok_or_else(|| self.no_gene(gene))?;
        Ok(Example {
            index: gene.index,
            symbol: gene.symbol.clone(),
            id: gene.gene_id.clone(),
            is_positive: gene.is_positive,
            level: pattern.level,
            tau: pattern.tau,
            matrix: matrix.mapv(|value| transform(self.recipe, f64::from(value)) as f32),
        })
    }

    fn no_gene(&self, gene: &ChosenGene) -> Error {
        Error::NoGene {
            gene: gene.symbol.clone(),
            condition: self.key.into(),
        }
    }

    fn no_image(&self, gene: &ChosenGene) -> Error {
        Error::NoImage {
            gene: gene.symbol.clone(),
            condition: self.key.into(),
        }
    }
}

#[cfg(test)]
mod tests;
