//! Weighted cross entropy with label smoothing.

use burn::tensor::{Tensor, TensorData, activation::log_softmax};

use super::options::{ClassWeights, FitOptions};

/// Weighted cross entropy with label smoothing: the mean over genes of
/// -Σ_c w_c ((1 - ε) [c = y] + ε / 2) log softmax(z)_c.
///
/// It is PyTorch's `cross_entropy(weight=w, label_smoothing=ε, reduction="sum")` over the number
/// of genes. PyTorch's own mean divides by the weights of the batch's genes instead, which takes
/// the weights' effect from batches of one class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Loss {
    /// Of the classes 0 and 1.
    weights: [f64; 2],
    smoothing: f64,
}

impl Loss {
    /// The loss for so many training genes, of which so many are positive; neither class is empty.
    pub(super) fn new(genes: usize, positives: usize, options: &FitOptions) -> Self {
        let balanced = |count: usize| genes as f64 / (2.0 * count as f64);
        let weights = match options.class_weights {
            ClassWeights::None => [1.0; 2],
            ClassWeights::Balanced => [balanced(genes - positives), balanced(positives)],
        };
        Self {
            weights,
            smoothing: options.label_smoothing,
        }
    }

    /// What the logarithms of both probabilities are multiplied with.
    fn target(&self, label: bool) -> [f64; 2] {
        let smooth = self.smoothing / 2.0;
        let hard = 1.0 - self.smoothing;
        let [zero, one] = self.weights;
        match label {
            false => [zero * (hard + smooth), one * smooth],
            true => [zero * smooth, one * (hard + smooth)],
        }
    }

    /// The mean over the genes of a batch, to go back from. Logits are N × 2.
    pub(super) fn tensor(&self, logits: Tensor<2>, labels: &[bool]) -> Tensor<1> {
        let targets = labels.iter().flat_map(|&label| self.target(label));
        let targets: Vec<f32> = targets.map(|value| value as f32).collect();
        let targets = TensorData::new(targets, [labels.len(), 2]);
        let targets = Tensor::<2>::from_data(targets, &logits.device());
        let sum = (log_softmax(logits, 1) * targets).sum();
        sum.div_scalar(-(labels.len() as f64))
    }

    /// One gene's.
    pub(super) fn value(&self, [zero, one]: [f32; 2], label: bool) -> f64 {
        let (zero, one) = (f64::from(zero), f64::from(one));
        let highest = zero.max(one);
        let sum = (zero - highest).exp() + (one - highest).exp();
        let total = highest + sum.ln();
        let [first, second] = self.target(label);
        first * (total - zero) + second * (total - one)
    }
}

/// The probability of class 1.
pub(super) fn probability([zero, one]: [f32; 2]) -> f32 {
    (1.0 / (1.0 + (f64::from(zero) - f64::from(one)).exp())) as f32
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;

    const LOGITS: [[f32; 2]; 5] = [
        [2.0, -1.0],
        [0.5, 0.25],
        [-3.0, 1.5],
        [0.0, 4.0],
        [1.0, 1.0],
    ];
    const LABELS: [bool; 5] = [false, false, true, false, true];

    fn loss(class_weights: ClassWeights, label_smoothing: f64) -> Loss {
        let options = FitOptions {
            class_weights,
            label_smoothing,
            ..FitOptions::default()
        };
        Loss::new(5, 2, &options)
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
            let device: f32 = loss.tensor(logits(), &LABELS).into_scalar();
            let genes = LOGITS.iter().zip(LABELS);
            let host: f64 = genes.map(|(&pair, label)| loss.value(pair, label)).sum();
            assert!((f64::from(device) - expected).abs() < 1e-6);
            assert!((host / 5.0 - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn gradients_are_pytorchs() {
        let logits = Tensor::<2>::from_data(LOGITS, &Device::flex().autodiff()).require_grad();
        let loss = loss(ClassWeights::Balanced, 0.1).tensor(logits.clone(), &LABELS);
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

    #[test]
    fn probabilities_do_not_overflow() {
        // scipy.special.expit
        assert!((probability([0.5, 1.0]) - 0.622_459_35).abs() < 1e-7);
        assert_eq!(probability([1e30, -1e30]), 0.0);
        assert_eq!(probability([-1e30, 1e30]), 1.0);
    }
}
