//! Dropout by the generator of a training.

use burn::tensor::{Tensor, TensorData};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Sets a fraction of the inputs to 0 at random, and scales the others up by as much (Srivastava et
/// al. 2014, JMLR 15:1929). Without a generator nothing learns, and nothing is left out.
pub(super) fn dropout<const D: usize>(
    input: Tensor<D>,
    fraction: f64,
    rng: Option<&mut ChaCha8Rng>,
) -> Tensor<D> {
    let Some(rng) = rng.filter(|_| fraction > 0.0) else {
        return input;
    };
    let (shape, kept) = (input.dims(), (1.0 / (1.0 - fraction)) as f32);
    let draw = |_| if rng.random_bool(fraction) { 0.0 } else { kept };
    let mask: Vec<f32> = (0..shape.iter().product()).map(draw).collect();
    let mask = Tensor::from_data(TensorData::new(mask, shape), &input.device());
    input * mask
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;
    use rand::SeedableRng;

    use super::*;

    fn values(fraction: f64, seed: Option<u64>) -> Vec<f32> {
        let input = Tensor::<2>::ones([10, 100], &Device::flex()) * 3.0;
        let mut rng = seed.map(ChaCha8Rng::seed_from_u64);
        dropout(input, fraction, rng.as_mut())
            .into_data()
            .try_into_vec()
            .unwrap()
    }

    #[test]
    fn leaves_out_the_fraction_and_scales_the_others() {
        let out = values(0.25, Some(1));
        let zeros = out.iter().filter(|&&value| value == 0.0).count();
        assert!((200..300).contains(&zeros), "{zeros}");
        assert!(
            out.iter()
                .all(|&value| value == 0.0 || (value - 4.0).abs() < 1e-5)
        );
    }

    #[test]
    fn a_seed_decides_what_is_left_out() {
        assert_eq!(values(0.5, Some(1)), values(0.5, Some(1)));
        assert_ne!(values(0.5, Some(1)), values(0.5, Some(2)));
    }

    #[test]
    fn leaves_out_nothing_where_nothing_learns() {
        assert_eq!(values(0.5, None), vec![3.0; 1000]);
        assert_eq!(values(0.0, Some(1)), vec![3.0; 1000]);
    }
}
