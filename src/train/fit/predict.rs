//! What a network says of genes.

use burn::tensor::{Device, Tensor};

use super::{Classifier, Error, Source, loss::probability};

/// The logits of a batch: a pair for each gene.
pub(super) fn pairs(logits: Tensor<2>, genes: usize) -> Result<Vec<[f32; 2]>, Error> {
    let values: Vec<f32> = logits.try_into_vec_as()?;
    let (pairs, rest) = values.as_chunks::<2>();
    if pairs.len() != genes || !rest.is_empty() {
        let found = values.len();
        return Err(Error::Logits { genes, found });
    }
    Ok(pairs.to_vec())
}

/// The logits of some genes, in batches, by a network that does not learn.
pub(super) fn logits<N: Classifier>(
    network: &N,
    source: &impl Source,
    chosen: &[usize],
    batch: usize,
    device: &Device,
) -> Result<Vec<[f32; 2]>, Error> {
    let device = device.clone().without_autodiff();
    let mut all = Vec::with_capacity(chosen.len());
    for genes in chosen.chunks(batch.max(1)) {
        let inputs = source.inputs(genes, None, &device);
        all.extend(pairs(network.logits(inputs), genes.len())?);
    }
    Ok(all)
}

/// The probability of class 1 of some genes, in their order, in batches of `batch`.
///
/// # Errors
///
/// The network gives no two numbers for each gene, or the device fails.
pub fn probabilities<N: Classifier>(
    network: &N,
    source: &impl Source,
    chosen: &[usize],
    batch: usize,
    device: &Device,
) -> Result<Vec<f32>, Error> {
    let logits = logits(&network.valid(), source, chosen, batch, device)?;
    Ok(logits.into_iter().map(probability).collect())
}

/// The log odds of class 1 of some genes: the difference of their logits.
///
/// # Errors
///
/// As [`probabilities`].
pub fn log_odds<N: Classifier>(
    network: &N,
    source: &impl Source,
    chosen: &[usize],
    batch: usize,
    device: &Device,
) -> Result<Vec<f32>, Error> {
    let logits = logits(&network.valid(), source, chosen, batch, device)?;
    Ok(logits
        .into_iter()
        .map(|[other, disease]| disease - other)
        .collect())
}
