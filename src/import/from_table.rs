//! From a table of expression to a bundle.

use std::path::PathBuf;

use super::ExpressionTable;
use crate::{
    bundle::{Builder, ContentError, Description},
    heatmap::{self, Fill, Recipe},
};

/// An error on the way from a table to a bundle.
#[derive(Debug, thiserror::Error)]
pub enum FromTableError {
    /// The recipe draws single cells.
    #[error("a table of means has no single cells: the recipe's fill must be mean")]
    Fill,
    /// The genes of a condition cannot be drawn.
    #[error("{}, condition {condition}", path.display())]
    Ceiling {
        /// The table.
        path: PathBuf,
        /// The condition in words.
        condition: String,
        /// The reason.
        source: heatmap::Error,
    },
    /// The parts contradict one another.
    #[error(transparent)]
    Content(#[from] ContentError),
}

/// Makes a bundle of a table, without scores: the means, drawn by `recipe`, and patterns. Take
/// [`ExpressionTable::recipe`], and [`ExpressionTable::atlas`] for the description, unless you know
/// better. Simulated data stays so, whatever the description says.
///
/// # Errors
///
/// If the recipe is out of range or its fill is not `mean`, a condition has no expression, or a gene
/// cannot be classed.
pub fn from_table(
    table: ExpressionTable,
    recipe: Recipe,
    mut description: Description,
) -> Result<Builder, FromTableError> {
    if recipe.fill != Fill::Mean {
        return Err(FromTableError::Fill);
    }
    description.synthetic |= table.synthetic;
    let atlas = &mut description.atlas;
    atlas.values = table.atlas.values.or(atlas.values.take());
    atlas.config = table.atlas.config.or(atlas.config.take());
    let (conditions, genes) = (table.conditions, table.genes);
    let drawn = Some(recipe.clone());
    let mut builder = Builder::new(description, drawn, conditions, genes, table.means);
    for condition in 0..builder.manifest().conditions.len() {
        let genes = 0..builder.genes().len();
        let matrices = genes.filter_map(|gene| builder.matrix(gene, condition));
        let ceiling = heatmap::ceiling(&recipe, matrices);
        let ceiling = ceiling.map_err(|source| FromTableError::Ceiling {
            path: table.path.clone(),
            condition: builder.manifest().conditions[condition].label.clone(),
            source,
        })?;
        builder.set_ceiling(condition, Some(ceiling));
        builder.compute_patterns(condition, None)?;
        builder.compute_usual(condition);
    }
    Ok(builder)
}
