//! What a baseline sees of a gene.

use ndarray::{Array1, Array2, array};

use super::Error;
use crate::{
    model::profile::MIN_VARIANCE,
    train::examples::{Example, Examples},
};

/// The values of a gene; NaN for what was not measured.
pub(super) type Features = fn(&Example) -> Array1<f64>;

/// Mean expression alone.
pub(super) fn level(gene: &Example) -> Array1<f64> {
    array![f64::from(gene.level)]
}

/// Mean expression and specificity.
pub(super) fn level_and_tau(gene: &Example) -> Array1<f64> {
    array![f64::from(gene.level), gene.tau.map_or(f64::NAN, f64::from)]
}

/// Expression in each cell type at each time.
pub(super) fn matrix(gene: &Example) -> Array1<f64> {
    gene.matrix.iter().copied().map(f64::from).collect()
}

/// How unusual expression in each cell type at each time is for the gene's level.
pub(super) fn residual(gene: &Example) -> Array1<f64> {
    gene.residual.iter().copied().map(f64::from).collect()
}

/// The expression of [`matrix`], less the gene's mean, over its standard deviation: nothing of the level is left. A
/// gene that is everywhere alike is 0.
pub(super) fn shape(gene: &Example) -> Array1<f64> {
    let values = matrix(gene);
    let measured = || values.iter().filter(|value| !value.is_nan());
    let count = measured().count().max(1) as f64;
    let mean = measured().sum::<f64>() / count;
    let variance = measured().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    let scale = if variance > MIN_VARIANCE {
        variance.sqrt().recip()
    } else {
        0.0
    };
    values.mapv_into(|value| (value - mean) * scale)
}

/// The values of genes: genes × features.
pub(super) fn table(
    examples: &Examples,
    genes: &[usize],
    features: Features,
) -> Result<Array2<f64>, Error> {
    let first = examples.genes.first();
    let width = first.map_or(0, |gene| features(gene).len());
    let mut table = Array2::zeros((genes.len(), width));
    for (mut row, &index) in table.rows_mut().into_iter().zip(genes) {
        let gene = gene(examples, index)?;
        let values = features(gene);
        check(gene, &values, width)?;
        row.assign(&values);
    }
    Ok(table)
}

pub(super) fn gene(examples: &Examples, index: usize) -> Result<&Example, Error> {
    let count = examples.genes.len();
    examples
        .genes
        .get(index)
        .ok_or(Error::NoGene { index, count })
}

fn check(gene: &Example, values: &Array1<f64>, expected: usize) -> Result<(), Error> {
    let symbol = || gene.symbol.clone();
    if values.len() != expected {
        return Err(Error::Ragged {
            gene: symbol(),
            found: values.len(),
            expected,
        });
    }
    match values.iter().any(|value| value.is_infinite()) {
        true => Err(Error::Infinite { gene: symbol() }),
        false => Ok(()),
    }
}
