//! The values that training starts from.

use burn::{
    module::Param,
    tensor::{Device, Tensor, TensorData},
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// Makes the parameters of a new network, always in the same order.
///
/// The framework's own initialisers draw from one generator for the whole process, so that a seed
/// would not decide the values where two networks are made at once.
pub(super) struct Start<'a> {
    /// Where numbers come from.
    pub rng: &'a mut ChaCha8Rng,
    /// Where the parameters live.
    pub device: &'a Device,
}

impl Start<'_> {
    /// A convolution's weights, outputs × inputs × `kernel` × `kernel`: normal with the variance
    /// 2 / (outputs × kernel²), as torchvision does (He et al. 2015, doi:10.1109/ICCV.2015.123).
    pub fn convolution(&mut self, shape: [usize; 4]) -> Param<Tensor<4>> {
        let fan_out = shape[0] * shape[2] * shape[3];
        let deviation = (2.0 / fan_out as f64).sqrt() as f32;
        self.parameter(shape, |rng| {
            deviation * Distribution::<f32>::sample(&StandardNormal, rng)
        })
    }

    /// A linear layer's numbers: uniform within ±1 / √inputs, as PyTorch does.
    pub fn linear<const D: usize>(&mut self, shape: [usize; D], inputs: usize) -> Param<Tensor<D>> {
        let bound = (1.0 / inputs as f64).sqrt() as f32;
        self.parameter(shape, |rng| rng.random_range(-bound..=bound))
    }

    /// The same number everywhere.
    pub fn constant(&self, length: usize, value: f32) -> Param<Tensor<1>> {
        Param::from_data(TensorData::new(vec![value; length], [length]), self.device)
    }

    fn parameter<const D: usize>(
        &mut self,
        shape: [usize; D],
        draw: impl Fn(&mut ChaCha8Rng) -> f32,
    ) -> Param<Tensor<D>> {
        let values = (0..shape.iter().product()).map(|_| draw(self.rng));
        let values: Vec<f32> = values.collect();
        Param::from_data(TensorData::new(values, shape), self.device)
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn values<const D: usize>(param: &Param<Tensor<D>>) -> Vec<f32> {
        param.val().to_data().try_into_vec().unwrap()
    }

    #[test]
    fn convolutions_vary_by_their_outputs() {
        let (device, mut rng) = (Device::default(), ChaCha8Rng::seed_from_u64(1));
        let mut start = Start {
            rng: &mut rng,
            device: &device,
        };
        let values = values(&start.convolution([32, 64, 3, 3]));
        let count = values.len() as f32;
        let mean = values.iter().sum::<f32>() / count;
        let variance = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f32>()
            / count;
        assert!(mean.abs() < 0.002, "{mean}");
        assert!(
            (variance * 32.0 * 9.0 / 2.0 - 1.0).abs() < 0.03,
            "{variance}"
        );
    }

    #[test]
    fn linear_layers_fill_their_range() {
        let (device, mut rng) = (Device::default(), ChaCha8Rng::seed_from_u64(1));
        let mut start = Start {
            rng: &mut rng,
            device: &device,
        };
        let values = values(&start.linear([40, 100], 100));
        let (low, high) = values
            .iter()
            .fold((0f32, 0f32), |(l, h), &v| (l.min(v), h.max(v)));
        assert!(
            (-0.1..-0.099).contains(&low) && (0.099..=0.1).contains(&high),
            "{low} {high}"
        );
    }
}
