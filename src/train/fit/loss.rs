//! Weighted cross entropy with label smoothing.

use burn::tensor::{Tensor, TensorData, activation::log_softmax};
use ndarray::ArrayView1;

use super::options::{ClassWeights, FitOptions};

/// Weighted cross entropy with label smoothing: the mean over genes of
/// -Σ_c w_c ((1 - ε) [c = y] + ε / K) log softmax(z)_c over K classes c.
///
/// It is PyTorch's `cross_entropy(weight=w, label_smoothing=ε, reduction="sum")` over the number
/// of genes. PyTorch's own mean divides by the weights of the batch's genes instead, which takes
/// the weights' effect from batches of one class.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Loss {
    /// Of each class.
    weights: Vec<f64>,
    smoothing: f64,
}

impl Loss {
    /// The loss for so many training genes of each class; none is empty.
    pub(super) fn new(genes: &[usize], options: &FitOptions) -> Self {
        let (all, classes) = (genes.iter().sum::<usize>(), genes.len());
        let weight = |&genes: &usize| match options.class_weights {
            ClassWeights::None => 1.0,
            ClassWeights::Balanced => all as f64 / (classes as f64 * genes as f64),
        };
        Self {
            weights: genes.iter().map(weight).collect(),
            smoothing: options.label_smoothing,
        }
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.weights.len()
    }

    /// What the logarithm of each class's probability is multiplied with.
    fn target(&self, class: usize) -> impl Iterator<Item = f64> {
        let smooth = self.smoothing / self.weights.len() as f64;
        let hard = move |of: usize| {
            if of == class {
                1.0 - self.smoothing
            } else {
                0.0
            }
        };
        let weights = self.weights.iter().enumerate();
        weights.map(move |(of, weight)| weight * (hard(of) + smooth))
    }

    /// The mean over the genes of a batch, to go back from. Logits are N × K.
    pub(super) fn tensor(&self, logits: Tensor<2>, classes: &[usize]) -> Tensor<1> {
        let targets = classes.iter().flat_map(|&class| self.target(class));
        let targets: Vec<f32> = targets.map(|value| value as f32).collect();
        let targets = TensorData::new(targets, logits.dims());
        let targets = Tensor::<2>::from_data(targets, &logits.device());
        let sum = (log_softmax(logits, 1) * targets).sum();
        sum.div_scalar(-(classes.len() as f64))
    }

    /// One gene's. Logits are K.
    pub(super) fn value(&self, logits: ArrayView1<f32>, class: usize) -> f64 {
        let logits = logits.mapv(f64::from);
        let highest = logits.fold(f64::NEG_INFINITY, |highest, &logit| highest.max(logit));
        let sum: f64 = logits.iter().map(|logit| (logit - highest).exp()).sum();
        let total = highest + sum.ln();
        let parts = self.target(class).zip(&logits);
        parts.map(|(target, logit)| target * (total - logit)).sum()
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;
    use ndarray::aview1;

    use super::*;

    const LOGITS: [[f32; 2]; 5] = [
        [2.0, -1.0],
        [0.5, 0.25],
        [-3.0, 1.5],
        [0.0, 4.0],
        [1.0, 1.0],
    ];
    const CLASSES: [usize; 5] = [0, 0, 1, 0, 1];

    fn loss(class_weights: ClassWeights, label_smoothing: f64) -> Loss {
        let options = FitOptions {
            class_weights,
            label_smoothing,
            ..FitOptions::default()
        };
        Loss::new(&[3, 2], &options)
    }

    #[test]
    fn losses_are_pytorchs_on_the_device_and_on_the_host() {
        use ClassWeights::{Balanced, None};
        let logits = || Tensor::from_data(LOGITS, &Device::flex());
        // From `expected.py`.
        for (weights, smoothing, expected) in [
            (None, 0.0, 1.0693743228912354),
            (Balanced, 0.0, 0.9498281478881836),
            (None, 0.1, 1.1068742275238037),
            (Balanced, 0.1, 0.9943634867668152),
        ] {
            let loss = loss(weights, smoothing);
            let device: f32 = loss.tensor(logits(), &CLASSES).into_scalar();
            let genes = LOGITS.iter().zip(CLASSES);
            let host: f64 = genes
                .map(|(pair, class)| loss.value(aview1(pair), class))
                .sum();
            assert!((f64::from(device) - expected).abs() < 1e-6);
            assert!((host / 5.0 - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn gradients_are_pytorchs() {
        let logits = Tensor::<2>::from_data(LOGITS, &Device::flex().autodiff()).require_grad();
        let loss = loss(ClassWeights::Balanced, 0.1).tensor(logits.clone(), &CLASSES);
        let found: Vec<f32> = logits
            .grad(&loss.backward())
            .unwrap()
            .try_into_vec_as()
            .unwrap();
        // From `expected.py`.
        let expected = [
            0.0043981, -0.0043981, -0.0622948, 0.0622948, -0.0056324, 0.0056324, -0.1552607,
            0.1552607, 0.1145833, -0.1145833,
        ];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    }
}
