//! Why genes have their scores, as far as it is kept: two sections.
//!
//! `reasons` is small and stays in a slim bundle; it is decoded when the first of it is read. `maps` has
//! for each source with an [`Explanation`] and each gene the change of log-odds by each of its
//! [`Blocks`], laid out like the matrices.

mod blocks;
mod codec;
mod rewrite;

use ndarray::{Array2, Array3};

pub use self::blocks::Blocks;
pub(super) use self::codec::encode;
use super::{
    Bundle, BundleError, Condition, Explanation, Manifest, layout::Section, matrices::Matrices,
};

/// Why genes have their scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reasons {
    /// For each source of the manifest its genes' reasons, one a gene; none of a source that was not
    /// explained.
    pub sources: Vec<Vec<Option<GeneReasons>>>,
    /// For each condition what its genes are like; none where nobody asked.
    pub conditions: Vec<Option<ConditionReasons>>,
}

/// What moved a gene's score by one model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeneReasons {
    /// The blocks that raise it, the strongest first, [`KEPT_BLOCKS`] at most.
    pub raising: Vec<Moved>,
    /// Those that lower it.
    pub lowering: Vec<Moved>,
    /// The cell type without which the score would be lowest; none where none lowers it by going.
    pub without: Option<Without>,
    /// The lowest and the highest score by a member of the model's ensemble; none where it is no
    /// ensemble.
    pub members: Option<[f32; 2]>,
}

/// So many blocks that raise a score are kept, and as many that lower it.
pub const KEPT_BLOCKS: usize = 3;

/// A block that moves a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// The block's number.
    pub block: usize,
    /// By how much it moves the log-odds: those of the gene less those of the gene without the block.
    pub change: f32,
    /// How unusual expression in the block is for the gene's level: the mean
    /// [residual](crate::heatmap::residual), in standard deviations; none where not measured.
    pub residual: Option<f32>,
}

/// What a score would be without a cell type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Without {
    /// The cell type, by its number.
    pub cell_type: usize,
    /// The score with all of its blocks replaced.
    pub score: f32,
}

/// What the genes of a condition are like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConditionReasons {
    /// Known genes, whose likeness was asked for.
    pub known: ReferenceGenes,
    /// Housekeeping genes.
    pub housekeeping: ReferenceGenes,
    /// One a gene; none of a gene without a profile.
    pub likeness: Vec<Option<Likeness>>,
    /// How unusual a gene is for its level: its percentile (0-100) of the mean squared residual among
    /// expressed genes; NaN where it has none. One a gene.
    pub dev: Vec<f32>,
}

/// A list of genes to compare with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceGenes {
    /// What it is called, such as the name of its file; empty where none was given.
    pub name: String,
    /// The genes of the bundle that it names, ascending.
    pub genes: Vec<usize>,
}

/// The genes that a gene is most like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Known genes, the most similar first.
    pub known: Vec<Alike>,
    /// Housekeeping genes.
    pub housekeeping: Vec<Alike>,
}

/// How like another a gene is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// The other gene, by its index in the bundle.
    pub gene: usize,
    /// Pearson's correlation of the two level-conditional profiles.
    pub similarity: f32,
    /// Where it stands among the similarities of all genes with the other one, 0-100.
    pub percentile: f32,
}

/// One source's reasons, to be written.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The source, by its index in the manifest.
    pub source: usize,
    /// How they were found.
    pub explanation: Explanation,
    /// One a gene; none of a gene without a score.
    pub genes: Vec<Option<GeneReasons>>,
    /// Genes × cell types × runs of times: the change of log-odds by each block; NaN where not measured,
    /// nothing but NaN for a gene without a score.
    pub maps: Array3<f32>,
}

/// Where the maps are; `None` where the section would be too large to address.
pub(super) fn locate(manifest: &Manifest, genes: usize) -> Option<Matrices> {
    if manifest.slimmed_from.is_some() {
        return Some(Matrices::default());
    }
    let shape = |source: &super::ScoreSource| {
        let condition = manifest.condition(&source.condition);
        let condition = condition.map(|index| &manifest.conditions[index]);
        let explained = source.explanation.as_ref().zip(condition);
        explained.map_or([0, 0], |(explanation, condition)| {
            explanation.blocks(condition).shape()
        })
    };
    Matrices::of_shapes(manifest.scores.iter().map(shape), genes)
}

/// The blocks of each source of the manifest; `None` of one that was not explained.
fn source_blocks(manifest: &Manifest) -> Vec<Option<(Blocks, &Condition)>> {
    let blocks = |source: &'_ super::ScoreSource| {
        let condition = &manifest.conditions[manifest.condition(&source.condition)?];
        Some((source.explanation.as_ref()?.blocks(condition), condition))
    };
    manifest.scores.iter().map(blocks).collect()
}

impl Bundle {
    /// Why genes have their scores; as good as empty where nobody asked (`dsdscore explain`).
    ///
    /// # Errors
    ///
    /// If the section is not as it was written.
    pub fn reasons(&self) -> Result<&Reasons, BundleError> {
        if let Some(reasons) = self.reasons.get() {
            return Ok(reasons);
        }
        let read = || {
            self.directory.check(&self.file, Section::Reasons)?;
            let section = self.directory.bytes(&self.file, Section::Reasons);
            codec::decode(section, &self.manifest, self.genes.len())
        };
        let reasons = read().map_err(|fault| fault.at(&self.path))?;
        Ok(self.reasons.get_or_init(|| reasons))
    }

    /// By how much each block moves a gene's score, cell types × runs of times: the log-odds of the gene
    /// less those of the gene without the block; NaN where not measured. `source` is the index in the
    /// manifest of the source of the score. `None` where it was not explained, the gene has no score, or
    /// the bundle is slim.
    ///
    /// # Errors
    ///
    /// If the maps are not as they were written.
    pub fn map(&self, gene: usize, source: usize) -> Result<Option<Array2<f32>>, BundleError> {
        self.check_once(Section::Maps, &self.maps_intact)?;
        let section = self.directory.bytes(&self.file, Section::Maps);
        Ok(self.maps.read(section, gene, source))
    }
}
