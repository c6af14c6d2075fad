//! What a network says of genes.

use burn::tensor::{Device, Tensor};
use ndarray::{Array2, ArrayView1, Axis};

use super::{classifier::Classifier, error::Error, source::Source};

/// The logits of a batch, genes × classes.
pub(super) fn read(logits: Tensor<2>, genes: usize, classes: usize) -> Result<Array2<f32>, Error> {
    let values: Vec<f32> = logits.try_into_vec_as()?;
    let found = values.len();
    let logits = Array2::from_shape_vec((genes, classes), values);
    logits.map_err(|_| Error::Logits {
        genes,
        classes,
        found,
    })
}

/// The logits of some genes, genes × classes, in batches of `batch`.
///
/// # Errors
///
/// The network gives no number for each gene and class, or the device fails.
pub fn logits<N: Classifier>(
    network: &N,
    source: &impl Source,
    chosen: &[usize],
    batch: usize,
    device: &Device,
) -> Result<Array2<f32>, Error> {
    let (network, device) = (network.valid(), device.clone().without_autodiff());
    let classes = source.classes();
    let mut all = Array2::zeros((0, classes));
    for genes in chosen.chunks(batch.max(1)) {
        let inputs = source.inputs(genes, None, &device);
        let logits = read(network.logits(inputs), genes.len(), classes)?;
        // They have as many columns.
        all.append(Axis(0), logits.view())?;
    }
    Ok(all)
}

/// The probability of class 1 by the logits of two classes: with more there is none that decides.
#[must_use]
pub fn probability(logits: ArrayView1<f32>) -> f32 {
    (1.0 / (1.0 + (f64::from(logits[0]) - f64::from(logits[1])).exp())) as f32
}

#[cfg(test)]
mod tests {
    use ndarray::aview1;

    use super::*;

    #[test]
    fn probabilities_do_not_overflow() {
        // scipy.special.expit
        assert!((probability(aview1(&[0.5, 1.0])) - 0.622_459_35).abs() < 1e-7);
        assert_eq!(probability(aview1(&[1e30, -1e30])), 0.0);
        assert_eq!(probability(aview1(&[-1e30, 1e30])), 1.0);
    }
}
