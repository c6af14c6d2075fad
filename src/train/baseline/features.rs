//! What a baseline sees of a gene.

use super::Error;
use crate::train::examples::{Example, Examples};

/// The values of a gene; NaN for what was not measured.
pub(super) type Features = fn(&Example) -> Vec<f64>;

/// Expression alone.
pub(super) fn level(gene: &Example) -> Vec<f64> {
    vec![f64::from(gene.level)]
}

/// Expression, and how specific it is.
pub(super) fn level_and_tau(gene: &Example) -> Vec<f64> {
    vec![f64::from(gene.level), gene.tau.map_or(f64::NAN, f64::from)]
}

/// Expression in each cell type at each time.
pub(super) fn matrix(gene: &Example) -> Vec<f64> {
    gene.matrix.iter().copied().map(f64::from).collect()
}

/// The same, less the gene's mean, over its standard deviation: nothing of the level is left. A
/// gene that is everywhere alike is 0.
pub(super) fn shape(gene: &Example) -> Vec<f64> {
    let mut values = matrix(gene);
    let measured = || values.iter().filter(|value| !value.is_nan());
    let count = measured().count().max(1) as f64;
    let mean = measured().sum::<f64>() / count;
    let variance = measured().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    let scale = if variance > 1e-12 {
        variance.sqrt().recip()
    } else {
        0.0
    };
    values
        .iter_mut()
        .for_each(|value| *value = (*value - mean) * scale);
    values
}

/// The values of genes, as many of each.
pub(super) fn of(
    examples: &Examples,
    genes: &[usize],
    features: Features,
) -> Result<Vec<Vec<f64>>, Error> {
    let expected = examples
        .genes
        .first()
        .map_or(0, |gene| features(gene).len());
    let row = |&index: &usize| {
        let gene = gene(examples, index)?;
        let row = features(gene);
        check(gene, &row, expected)?;
        Ok(row)
    };
    genes.iter().map(row).collect()
}

pub(super) fn gene(examples: &Examples, index: usize) -> Result<&Example, Error> {
    let count = examples.genes.len();
    examples
        .genes
        .get(index)
        .ok_or(Error::NoGene { index, count })
}

fn check(gene: &Example, row: &[f64], expected: usize) -> Result<(), Error> {
    let symbol = || gene.symbol.clone();
    if row.len() != expected {
        return Err(Error::Ragged {
            gene: symbol(),
            found: row.len(),
            expected,
        });
    }
    match row.iter().any(|value| value.is_infinite()) {
        true => Err(Error::Infinite { gene: symbol() }),
        false => Ok(()),
    }
}
