//! Rounding to 8-bit integers, as ONNX Runtime's integer convolutions have it: activations are 0 to
//! 255 by one scale a tensor, weights by one scale an output channel
//! (Jacob et al. 2018, doi:10.1109/CVPR.2018.00286).

use ndarray::{Array1, ArrayD, ArrayView1, ArrayViewD, Axis, Zip};

/// Weights that integers are multiplied by are −64 to 64. Two products of larger weights overflow
/// the 16 bits in which processors without VNNI add them, and scores would depend on the processor
/// (<https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html>).
const LARGEST_FACTOR: f32 = 64.0;

/// Weights that are only kept as integers use all 8 bits.
const LARGEST_KEPT: f32 = 127.0;

/// What a bias may reach, so that products fit into 32 bits beside it.
const LARGEST_BIAS: f32 = (1 << 30) as f32;

/// The smallest and largest value of an activation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// The smallest.
    pub least: f32,
    /// The largest.
    pub most: f32,
}

/// How values are kept as integers: a value is (integer − zero point) · scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantisation {
    /// Above 0.
    pub scale: f32,
    /// The integer of 0.
    pub zero_point: u8,
}

impl Range {
    /// What holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    /// 256 values over the range, 0 among them.
    #[must_use]
    pub fn quantisation(self) -> Quantisation {
        let (least, most) = (self.least.min(0.0), self.most.max(0.0));
        let scale = positive((most - least) / 255.0);
        Quantisation {
            scale,
            // Saturates.
            zero_point: (-least / scale).round() as u8,
        }
    }
}

/// A layer's weights as integers, and the scale of each output.
pub(super) struct Weights {
    /// Outputs × whatever the layer has beside.
    pub(super) weights: ArrayD<i8>,
    pub(super) scales: Array1<f32>,
}

/// Rounds a layer's weights, outputs × anything; `input` is how its input is kept, where that is
/// kept as integers: then the bias must fit as well.
pub(super) fn weights(
    weights: ArrayViewD<f32>,
    bias: ArrayView1<f32>,
    input: Option<Quantisation>,
) -> Weights {
    let end = input.map_or(LARGEST_KEPT, |_| LARGEST_FACTOR);
    let scale = |kernel: ArrayViewD<f32>, bias: &f32| {
        let largest = kernel.fold(0.0_f32, |most, value| most.max(value.abs()));
        let for_bias = input.map_or(0.0, |input| bias.abs() / (input.scale * LARGEST_BIAS));
        positive((largest / end).max(for_bias))
    };
    let scales: Array1<f32> = Zip::from(weights.axis_iter(Axis(0)))
        .and(bias)
        .map_collect(scale);
    let mut rounded = ArrayD::zeros(weights.raw_dim());
    for ((kernel, mut rounded), scale) in weights
        .outer_iter()
        .zip(rounded.outer_iter_mut())
        .zip(&scales)
    {
        rounded.zip_mut_with(&kernel, |integer, value| {
            *integer = (value / scale).round_ties_even() as i8;
        });
    }
    Weights {
        weights: rounded,
        scales,
    }
}

/// A bias as integers, and the scale of each: that of the products it is added to.
pub(super) fn bias(
    bias: ArrayView1<f32>,
    weights: ArrayView1<f32>,
    input: Quantisation,
) -> (Array1<i32>, Array1<f32>) {
    let scales = &weights * input.scale;
    let round = |&bias: &f32, &scale: &f32| (f64::from(bias) / f64::from(scale)).round() as i32;
    (Zip::from(bias).and(&scales).map_collect(round), scales)
}

/// A scale that can be divided by.
fn positive(scale: f32) -> f32 {
    if scale > f32::MIN_POSITIVE {
        scale
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{array, aview1, aview2};

    use super::*;

    #[test]
    fn a_range_has_zero_and_reaches_both_ends() {
        let of = |least, most| Range { least, most }.quantisation();
        let around = of(-1.0, 4.1);
        assert_eq!(around.zero_point, 50);
        assert!((around.scale - 0.02).abs() < 1e-7);
        let from_zero = |scale| Quantisation {
            scale,
            zero_point: 0,
        };
        assert_eq!(of(1.0, 2.55), from_zero(0.01));
        assert_eq!(Range::default().quantisation(), from_zero(1.0));
    }

    fn rounded(values: [[f32; 2]; 2], bias: [f32; 2], scale: Option<f32>) -> Weights {
        let zero_point = 0;
        let input = scale.map(|scale| Quantisation { scale, zero_point });
        weights(aview2(&values).into_dyn(), aview1(&bias), input)
    }

    #[test]
    fn each_output_has_its_own_scale() {
        let (values, bias) = ([[6.4, -3.2], [0.0, 0.064]], [0.0; 2]);
        let kept = rounded(values, bias, None);
        assert_eq!(kept.weights, array![[127, -64], [0, 127]].into_dyn());
        let factors = rounded(values, bias, Some(1.0));
        assert_eq!(factors.weights, array![[64, -32], [0, 64]].into_dyn());
        let scales = &factors.scales;
        assert!((scales[0] - 0.1).abs() < 1e-7 && (scales[1] - 0.001).abs() < 1e-9);
    }

    #[test]
    fn a_large_bias_beside_tiny_weights_still_fits() {
        let wanted = [5.0, -5.0];
        let rounded = rounded([[1e-12, 0.0], [0.0, 0.0]], wanted, Some(1e-3));
        let input = Quantisation {
            scale: 1e-3,
            zero_point: 0,
        };
        let (integers, scales) = bias(aview1(&wanted), rounded.scales.view(), input);
        for ((integer, scale), wanted) in integers.iter().zip(&scales).zip(wanted) {
            assert!(
                (*integer as f32 * scale - wanted).abs() < 1e-3,
                "{integer} {scale}"
            );
        }
    }
}
