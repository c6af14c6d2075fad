//! The expression of a condition as it is compared with that of genes of the same level.

use ndarray::{Array2, ArrayView1};

use crate::{
    bundle::{Bundle, BundleError, Replacement},
    heatmap::{
        PatternClass,
        residual::{NEIGHBOURS, Usual, residual, residuals, usual},
    },
    model::profile::Transform,
};

/// All genes of a condition, genes × values, row-major cell types × times; NaN where not measured.
pub(super) struct Profiles {
    /// Transformed.
    pub(super) values: Array2<f32>,
    pub(super) usual: Usual,
    pub(super) residuals: Array2<f32>,
}

impl Profiles {
    /// With the transform that suits what the atlas's values are.
    pub(super) fn read(bundle: &Bundle, condition: usize) -> Result<Self, BundleError> {
        let transform = Transform::of_values(bundle.manifest().atlas.values.as_deref());
        Self::transformed(bundle, condition, transform)
    }

    pub(super) fn transformed(
        bundle: &Bundle,
        condition: usize,
        transform: Transform,
    ) -> Result<Self, BundleError> {
        let values = bundle.transformed(condition, |value| transform.apply(value))?;
        let usual = usual(values.view(), NEIGHBOURS);
        Ok(Self {
            residuals: residuals(values.view(), &usual),
            values,
            usual,
        })
    }

    pub(super) fn residual(&self, gene: usize) -> ArrayView1<'_, f32> {
        self.residuals.row(gene)
    }

    /// The residual at a place once the value there is replaced, the level held fixed.
    pub(super) fn replaced(&self, gene: usize, place: usize, by: Replacement) -> f32 {
        match by {
            Replacement::Usual => 0.0,
            Replacement::Lowest => {
                let at = [gene, place];
                let (mean, sd) = (self.usual.means[at], self.usual.sds[at]);
                residual(0.0, f64::from(mean), f64::from(sd)) as f32
            }
        }
    }
}

/// Whether a gene was measured in a condition and is not known to be silent there.
pub(super) fn is_expressed(bundle: &Bundle, gene: usize, condition: usize) -> bool {
    let pattern = bundle.pattern(gene, condition);
    pattern.is_none_or(|pattern| pattern.class != PatternClass::Silent)
}
