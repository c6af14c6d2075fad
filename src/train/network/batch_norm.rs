//! Batch normalisation, as PyTorch does it.

use burn::{
    module::{Module, Param},
    tensor::{
        Bool, Tensor,
        module::{batch_norm, batch_norm_train},
    },
};

use super::{running::Running, start::Start};

/// Added to the variance, as in torchvision.
pub(super) const EPSILON: f64 = 1e-5;

/// How far a batch moves the running statistics, as in torchvision.
const MOMENTUM: f64 = 0.1;

/// Batch normalisation over N × C × H × W (Ioffe & Szegedy 2015, arXiv:1502.03167).
///
/// The framework's own lets the biased variance of a batch into the running variance, PyTorch the
/// unbiased: for small batches and small images they differ.
///
/// Running statistics that nothing has moved yet, a mean of 0 and a variance of 1, become those of
/// the first batch. PyTorch moves them by a tenth, which takes dozens of batches to forget the start;
/// few genes make few batches, and the validation loss of early epochs, by which a training stops,
/// would say nothing.
#[derive(Module, Debug)]
pub struct BatchNorm {
    weight: Param<Tensor<1>>,
    bias: Param<Tensor<1>>,
    running_mean: Running,
    running_var: Running,
}

impl BatchNorm {
    pub(super) fn new(channels: usize, start: &Start) -> Self {
        Self {
            weight: start.constant(channels, 1.0),
            bias: start.constant(channels, 0.0),
            running_mean: Running::new(Tensor::zeros([channels], start.device)),
            running_var: Running::new(Tensor::ones([channels], start.device)),
        }
    }

    /// Normalises by the batch's statistics while training, else by the running ones.
    pub(super) fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        if input.device().is_autodiff() {
            self.forward_train(input)
        } else {
            self.forward_running(input)
        }
    }

    fn forward_running(&self, input: Tensor<4>) -> Tensor<4> {
        let (mean, variance) = (self.running_mean.value(), self.running_var.value());
        batch_norm(
            input,
            self.weight.val(),
            self.bias.val(),
            mean,
            variance,
            EPSILON,
        )
    }

    fn forward_train(&self, input: Tensor<4>) -> Tensor<4> {
        let [images, _, height, width] = input.dims();
        let normalised = batch_norm_train(input, self.weight.val(), self.bias.val(), EPSILON);
        let fresh = self.fresh();
        self.running_mean
            .update(normalised.mean, MOMENTUM, fresh.clone());
        let variance = normalised
            .variance
            .mul_scalar(unbiased(images * height * width));
        self.running_var.update(variance, MOMENTUM, fresh);
        normalised.output
    }

    /// The channels whose running statistics are still those of the start.
    fn fresh(&self) -> Tensor<1, Bool> {
        let mean = self.running_mean.value().equal_elem(0.0);
        mean.bool_and(self.running_var.value().equal_elem(1.0))
    }
}

/// n / (n - 1); 1 for a single value, whose variance is 0 either way.
fn unbiased(count: usize) -> f64 {
    count as f64 / count.saturating_sub(1).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_value_gives_no_nan() {
        assert_eq!(unbiased(1), 1.0);
        assert_eq!(unbiased(5), 1.25);
    }
}
