//! What stands in the place of values.

use ndarray::Array2;

use super::images::Places;
use crate::{
    bundle::{Bundle, Replacement},
    explain::{Error, judge::Question},
    heatmap::{
        Fill, Recipe, Scale,
        residual::{MAX_RESIDUAL, Usual},
        transform, untransform,
    },
};

/// What replaces the values of genes of a condition.
pub(super) struct Replacements {
    replaced_by: Replacement,
    recipe: Recipe,
    ceiling: f32,
    /// What is usual for the level of each gene, transformed: genes × values; empty where it is not needed.
    usual: Usual,
    times: usize,
}

impl Replacements {
    pub(super) fn new(bundle: &Bundle, question: Question) -> Result<Self, Error> {
        let manifest = bundle.manifest();
        let condition = &manifest.conditions[question.condition];
        let no_images = || crate::score::Error::NoImages(bundle.path().into());
        let recipe = manifest.recipe.clone().ok_or_else(no_images)?;
        let has_no_colour = recipe.fill != Fill::Mean && recipe.scale == Scale::PerGene;
        if has_no_colour && question.replaced_by == Replacement::Usual {
            return Err(Error::Unpaintable {
                condition: condition.key.clone(),
                why: "each is scaled by its gene's own highest cell, which is not known, so that what is \
                      usual has no colour; ask with --replace lowest",
            });
        }
        let usual = match question.replaced_by {
            Replacement::Usual => {
                let transformed = |value| transform(&recipe, f64::from(value)) as f32;
                bundle.usual_by_level(question.condition, transformed)?
            }
            Replacement::Lowest => Usual::default(),
        };
        Ok(Self {
            replaced_by: question.replaced_by,
            ceiling: condition.ceiling.unwrap_or(1.0),
            times: condition.times.len(),
            recipe,
            usual,
        })
    }

    /// Whether a value can be replaced.
    pub(super) fn has(&self, gene: usize, row: usize, column: usize) -> bool {
        self.replaced_by == Replacement::Lowest || !self.usual(gene, row, column).is_nan()
    }

    /// The transformed mean of the neighbours in level.
    fn usual(&self, gene: usize, row: usize, column: usize) -> f64 {
        let place = row * self.times + column;
        let usual = self.usual.means.get([gene, place]);
        usual.map_or(f64::NAN, |&usual| f64::from(usual))
    }

    /// Values of a gene that its image is drawn of, with some replaced.
    pub(super) fn replaced(
        &self,
        gene: usize,
        values: &Array2<f64>,
        places: Places<'_>,
    ) -> Array2<f64> {
        let mut replaced = values.clone();
        for &(row, column) in places {
            replaced[[row, column]] = match (self.recipe.scale, self.replaced_by) {
                (Scale::Residual, Replacement::Usual) => 0.0,
                (Scale::Residual, Replacement::Lowest) => -MAX_RESIDUAL,
                (_, Replacement::Usual) => untransform(&self.recipe, self.usual(gene, row, column)),
                (_, Replacement::Lowest) => 0.0,
            };
        }
        replaced
    }

    /// The colour of what stands in the place of single cells.
    pub(super) fn colour(&self, gene: usize, row: usize, column: usize) -> [f64; 3] {
        let scaled = match self.replaced_by {
            Replacement::Usual => self.usual(gene, row, column) / f64::from(self.ceiling),
            Replacement::Lowest => 0.0,
        };
        self.recipe.colormap.rgb(scaled)
    }
}
