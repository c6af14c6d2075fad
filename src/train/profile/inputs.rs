//! What a model of profiles is given of the genes that it learnt from.

use ndarray::{Array2, Array3, Axis};

use super::Error;
use crate::{
    bundle::Bundle,
    model::profile::{ProfileMetadata, Profiles, UsualProfiles},
    train::examples::Examples,
};

/// N×C×T each.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) expression: Array3<f32>,
    /// Means and standard deviations, where the model takes what is usual.
    pub(super) usual: Option<[Array3<f32>; 2]>,
}

impl Inputs {
    /// Of the examples, which are genes of the bundle's condition.
    pub(super) fn of(
        bundle: &Bundle,
        condition: usize,
        examples: &Examples,
        metadata: &ProfileMetadata,
    ) -> Result<Self, Error> {
        let [cell_types, times] = metadata.shape();
        let shape = (examples.len(), cell_types, times);
        let mut expression = Array3::from_elem(shape, f32::NAN);
        for (example, mut profile) in examples.genes.iter().zip(expression.outer_iter_mut()) {
            if let Some(matrix) = bundle.matrix(example.index, condition)? {
                profile.assign(&matrix);
            }
        }
        metadata.transform.check(expression.view())?;
        let usual = match metadata.profile.takes_usual() {
            true => {
                let transform = |value| metadata.transform.apply(value);
                let usual = bundle.usual_by_level(condition, transform)?;
                Some([usual.means, usual.sds].map(|all| of_examples(&all, examples, shape)))
            }
            false => None,
        };
        Ok(Self { expression, usual })
    }

    /// As a model takes them.
    pub(super) fn profiles(&self) -> Profiles<'_> {
        let usual = self.usual.as_ref().map(|[means, sds]| UsualProfiles {
            means: means.view(),
            sds: sds.view(),
        });
        Profiles {
            expression: self.expression.view(),
            usual,
        }
    }

    /// In the order of a model's inputs.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Array3<f32>> {
        [&self.expression]
            .into_iter()
            .chain(self.usual.iter().flatten())
    }
}

/// Rows of a table of genes × values, one an example.
fn of_examples(
    all: &Array2<f32>,
    examples: &Examples,
    shape: (usize, usize, usize),
) -> Array3<f32> {
    let mut of_examples = Array3::zeros(shape);
    for (example, mut profile) in examples
        .genes
        .iter()
        .zip(of_examples.axis_iter_mut(Axis(0)))
    {
        let values = all.row(example.index);
        profile
            .iter_mut()
            .zip(values)
            .for_each(|(place, value)| *place = *value);
    }
    of_examples
}
