//! Means and counts, before they are in a bundle.

use ndarray::Array3;

use super::{counted::CountedFiles, error::FromAtlasError};
use crate::{
    bundle::{Builder, Condition, Description},
    gene::Gene,
};

/// What is known of every gene of the bundle in each of its conditions, with the files.
pub(super) struct Measured<'a> {
    pub(super) genes: Vec<Gene>,
    pub(super) conditions: Vec<Condition>,
    /// For each condition genes × cell types × times; NaN where there is no cell.
    pub(super) means: Vec<Array3<f32>>,
    /// The same of the numbers of cells that express the gene.
    pub(super) detected: Vec<Array3<u32>>,
    pub(super) counted: CountedFiles<'a>,
}

impl<'a> Measured<'a> {
    /// The bundle with means, ceilings and patterns, and the files, of which it may be drawn.
    pub(super) fn build(
        self,
        description: Description,
    ) -> Result<(Builder, CountedFiles<'a>), FromAtlasError> {
        let counted = self.counted;
        let recipe = Some(counted.options.recipe.clone());
        let (conditions, genes) = (self.conditions, self.genes);
        let mut builder = Builder::new(description, recipe, conditions, genes, self.means);
        for (index, detected) in self.detected.into_iter().enumerate() {
            let ceiling = counted.ceiling(&builder, index)?;
            builder.set_ceiling(index, Some(ceiling));
            let patterns = builder.compute_patterns(index, Some(detected.view()));
            patterns.map_err(|error| FromAtlasError::Content(Box::new(error)))?;
            builder.compute_usual(index);
        }
        Ok((builder, counted))
    }
}
