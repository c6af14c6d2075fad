//! Dropout whose choice follows from what comes in.

use burn::{
    module::{Flag, Module, Param},
    tensor::{Tensor, TensorData},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Sets inputs to 0 at random while training, and scales the others up (Srivastava et al. 2014).
///
/// The random numbers are seeded by the bits of the input itself. So a seed decides all, networks
/// that train at once do not disturb one another, and a training that resumes goes on as it would
/// have, with no state to keep. Weights move at each step, so no two steps leave out the same.
#[derive(Module, Debug)]
pub struct Dropout {
    /// How many are left out, 0-1.
    fraction: f64,
    training: Param<Flag>,
}

impl Dropout {
    pub(super) fn new(fraction: f64) -> Self {
        Self {
            fraction,
            training: Param::from_bool(true),
        }
    }

    /// Leaves some out on a device that trains, unless frozen.
    pub(super) fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let trains = input.device().is_autodiff() && self.training.is_enabled();
        if !trains || self.fraction == 0.0 {
            return input;
        }
        let mask = TensorData::new(self.mask(&input), input.dims());
        let mask = Tensor::from_data(mask, &input.device());
        input * mask
    }

    fn mask(&self, input: &Tensor<2>) -> Vec<f32> {
        let values = input.to_data().convert::<f32>();
        let bytes: &[u8] = values.as_bytes();
        let mut rng = ChaCha8Rng::seed_from_u64(fnv1a(bytes));
        let kept = (1.0 / (1.0 - self.fraction)) as f32;
        (0..input.dims().iter().product())
            .map(|_| {
                if rng.random_bool(self.fraction) {
                    0.0
                } else {
                    kept
                }
            })
            .collect()
    }
}

/// The FNV-1a hash (Fowler, Noll & Vo).
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;

    fn input(value: f32, device: &Device) -> Tensor<2> {
        Tensor::ones([10, 100], device) * value
    }

    fn values(tensor: Tensor<2>) -> Vec<f32> {
        tensor.into_data().try_into_vec().unwrap()
    }

    #[test]
    fn leaves_out_the_fraction_and_keeps_the_mean() {
        let device = Device::default().autodiff();
        let out = values(Dropout::new(0.25).forward(input(3.0, &device)));
        let zeros = out.iter().filter(|&&value| value == 0.0).count();
        assert!((200..300).contains(&zeros), "{zeros}");
        assert!(
            out.iter()
                .all(|&value| value == 0.0 || (value - 4.0).abs() < 1e-5)
        );
    }

    #[test]
    fn the_same_input_leaves_out_the_same_and_another_others() {
        let device = Device::default().autodiff();
        let dropout = Dropout::new(0.5);
        let once = values(dropout.forward(input(1.0, &device)));
        assert_eq!(once, values(dropout.forward(input(1.0, &device))));
        let other = values(dropout.forward(input(1.5, &device)));
        assert!(
            once.iter()
                .zip(&other)
                .any(|(&a, &b)| (a == 0.0) != (b == 0.0))
        );
    }

    #[test]
    fn does_nothing_where_nothing_trains() {
        let plain = Device::default();
        let dropout = Dropout::new(0.5);
        assert_eq!(values(dropout.forward(input(1.0, &plain))), vec![1.0; 1000]);
        let frozen = dropout.freeze();
        assert_eq!(
            values(frozen.forward(input(1.0, &plain.autodiff()))),
            vec![1.0; 1000]
        );
    }
}
