//! What is usual for the level of each gene: a section beside that of the matrices.
//!
//! Each gene of each condition has two matrices one after another, the means and the standard
//! deviations of its [`Usual`]. Nothing but NaN where the gene is absent. The section is empty unless
//! the recipe's scale is `residual`.

use ndarray::{Array2, Array3};

use super::{
    Bundle, BundleError, Condition, ContentError, Manifest,
    layout::Section,
    matrices::{self, Matrices, VALUE_LEN},
};
use crate::{
    gene::Gene,
    heatmap::{
        Recipe,
        residual::{NEIGHBOURS, Usual, UsualRef, usual},
        transform,
    },
};

/// Where all is within the section; `None` where it would be too large to address.
pub(super) fn locate(manifest: &Manifest, genes: usize) -> Option<Matrices> {
    let has_any = manifest.draws_residuals() && manifest.slimmed_from.is_none();
    if !has_any {
        return Some(Matrices::default());
    }
    let shapes = manifest.conditions.iter().map(|condition| {
        let [cell_types, times] = condition.shape();
        [cell_types.saturating_mul(2), times]
    });
    Matrices::of_shapes(shapes, genes)
}

/// What is usual for the genes of a condition: `matrices` are their means, genes × cell types × times.
/// All of them that were measured are neighbours of one another.
pub(super) fn compute(recipe: &Recipe, matrices: &Array3<f32>) -> Usual {
    let (genes, cell_types, times) = matrices.dim();
    let values = matrices.iter().map(|&mean| match mean.is_nan() {
        true => mean,
        false => transform(recipe, f64::from(mean)) as f32,
    });
    let values = Array2::from_shape_vec((genes, cell_types * times), values.collect());
    usual(values.unwrap_or_default().view(), NEIGHBOURS)
}

/// Appends what is usual in a condition to the section.
pub(super) fn encode(usual: &Usual, section: &mut Vec<u8>) {
    for (means, sds) in usual.means.outer_iter().zip(usual.sds.outer_iter()) {
        matrices::encode(means, section);
        matrices::encode(sds, section);
    }
}

/// Checks that there is as much as there are genes and values of a condition.
pub(super) fn check_extent(
    condition: &Condition,
    genes: usize,
    usual: &Usual,
) -> Result<(), ContentError> {
    let expected = (genes, condition.matrix_len());
    match [usual.means.dim(), usual.sds.dim()] == [expected; 2] {
        true => Ok(()),
        false => Err(ContentError::NoUsual(condition.key.clone())),
    }
}

/// Checks what is usual for one gene: means with their deviations, or neither.
pub(super) fn check(
    condition: &Condition,
    gene: &Gene,
    usual: UsualRef<'_>,
) -> Result<(), ContentError> {
    let is_right = |(mean, sd): (&f32, &f32)| match mean.is_nan() {
        true => sd.is_nan(),
        false => mean.is_finite() && (0.0..f32::INFINITY).contains(sd),
    };
    match usual.means.iter().zip(usual.sds).all(is_right) {
        true => Ok(()),
        false => Err(ContentError::Usual {
            gene: gene.symbol.clone(),
            condition: condition.key.clone(),
        }),
    }
}

impl Bundle {
    /// What is usual for the level of a gene, cell types × times, nothing but NaN where the gene is
    /// absent from the condition; `None` where the recipe's scale is not `residual`.
    ///
    /// # Errors
    ///
    /// As [`Bundle::matrix`].
    pub fn usual(&self, gene: usize, condition: usize) -> Result<Option<Usual>, BundleError> {
        let mut usual = Usual::default();
        let is_there = self.read_usual(gene, condition, &mut usual)?;
        Ok(is_there.then_some(usual))
    }

    /// The same in the memory that there is; `false` where there is none.
    pub(super) fn read_usual(
        &self,
        gene: usize,
        condition: usize,
        usual: &mut Usual,
    ) -> Result<bool, BundleError> {
        self.check_indices(gene, condition)?;
        self.check_not_slim()?;
        self.check_once(Section::Usual, &self.usual_intact)?;
        let section = self.directory.bytes(&self.file, Section::Usual);
        let range = self.usual.range(gene, condition);
        let Some(bytes) = range.and_then(|range| section.get(range)) else {
            return Ok(false);
        };
        let (means, sds) = bytes.split_at(bytes.len() / 2);
        let shape = self.manifest.conditions[condition].shape();
        usual.refill(shape, values(means), values(sds));
        Ok(true)
    }
}

fn values(bytes: &[u8]) -> impl Iterator<Item = f32> + '_ {
    let (values, _) = bytes.as_chunks::<VALUE_LEN>();
    values.iter().map(|&bytes| f32::from_le_bytes(bytes))
}
