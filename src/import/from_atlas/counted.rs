//! Files whose values were read once, so that their single cells can be read gene by gene.

use super::{
    error::FromAtlasError, genes::FileGenes, options::AtlasOptions, sources::ConditionSource,
};
use crate::{
    atlas::{CellStats, ConditionGroups, GroupedFile},
    bundle::Builder,
    heatmap::{self, Fill, Scale},
};

/// A file with what is known of its cells.
pub(super) struct CountedFile {
    pub(super) file: GroupedFile,
    pub(super) genes: FileGenes,
    /// For each condition of the file.
    pub(super) stats: Vec<CellStats>,
}

/// All files.
pub(super) struct CountedFiles<'a> {
    pub(super) options: AtlasOptions<'a>,
    pub(super) files: Vec<CountedFile>,
    /// Where each condition of the bundle is.
    pub(super) sources: Vec<ConditionSource>,
}

impl CountedFile {
    pub(super) fn groups(&self, source: ConditionSource) -> &ConditionGroups {
        &self.file.groups().conditions()[source.condition]
    }
}

impl CountedFiles<'_> {
    /// What a condition of the bundle has drawn at full scale: of the means, or of the single
    /// cells, as the fill has it.
    pub(super) fn ceiling(&self, builder: &Builder, index: usize) -> Result<f32, FromAtlasError> {
        let (recipe, source) = (self.options.recipe, self.sources[index]);
        let counted = &self.files[source.file];
        let ceiling = match (recipe.fill, recipe.scale) {
            (Fill::Mean, _) => {
                let genes = 0..builder.genes().len();
                heatmap::ceiling(recipe, genes.filter_map(|g| builder.matrix(g, index)))
            }
            (_, Scale::Percentile(p)) => {
                let (condition, memory) = (source.condition, self.options.memory);
                let found = counted
                    .file
                    .percentile(&counted.stats, condition, p, memory)?;
                let (below, above, fraction) = found.map_or((0.0, 0.0, 0.0), |found| {
                    (found.below, found.above, found.fraction)
                });
                heatmap::ceiling_between(recipe, below, above, fraction)
            }
            (_, Scale::Max | Scale::PerGene | Scale::Residual) => {
                heatmap::ceiling(recipe, [&counted.stats[source.condition].max])
            }
        };
        ceiling.map_err(|error| FromAtlasError::Heatmap {
            path: counted.file.path().into(),
            what: format!("condition {}", counted.groups(source).key),
            source: Box::new(error),
        })
    }
}
