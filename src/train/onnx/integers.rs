//! Rounding to 8-bit integers, as ONNX Runtime's integer convolutions have it: activations of 0 to
//! 255 on one grid a tensor, weights on one grid an output channel
//! (Jacob et al. 2018, doi:10.1109/CVPR.2018.00286).

use super::layers::Conv;

/// Weights that integers are multiplied by are −64 to 64. Two products of larger weights overflow the 16 bits in which processors
/// without VNNI add them, and scores would depend on the processor
/// (<https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html>).
const LARGEST_FACTOR: f32 = 64.0;

/// Weights that are only kept as integers use all 8 bits.
const LARGEST_KEPT: f32 = 127.0;

/// What a bias may reach, so that products fit into 32 bits beside it.
const LARGEST_BIAS: f32 = (1 << 30) as f32;

/// The smallest and largest value of an activation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    pub least: f32,
    pub most: f32,
}

/// A value is (integer − zero) · scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    pub scale: f32,
    pub zero: u8,
}

impl Range {
    /// What holds both.
    pub fn with(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    /// 256 values over the range, 0 among them.
    pub fn grid(self) -> Grid {
        let (least, most) = (self.least.min(0.0), self.most.max(0.0));
        let scale = positive((most - least) / 255.0);
        Grid {
            scale,
            // Saturates.
            zero: (-least / scale).round() as u8,
        }
    }
}

/// A convolution's weights as integers, and the scale of each output channel.
pub struct Weights {
    pub weights: Vec<i8>,
    pub scales: Vec<f32>,
}

/// Rounds a convolution's weights; `input` is the grid of what it takes, if there is one, by which
/// its bias is rounded.
pub fn weights(conv: &Conv, input: Option<Grid>) -> Weights {
    let length = conv.weights.len() / conv.shape[0];
    let end = input.map_or(LARGEST_KEPT, |_| LARGEST_FACTOR);
    let (mut weights, mut scales) = (Vec::with_capacity(conv.weights.len()), Vec::new());
    for (kernel, bias) in conv.weights.chunks(length).zip(&conv.bias) {
        let largest = kernel
            .iter()
            .fold(0.0_f32, |most, value| most.max(value.abs()));
        let for_bias = input.map_or(0.0, |grid| bias.abs() / (grid.scale * LARGEST_BIAS));
        let scale = positive((largest / end).max(for_bias));
        weights.extend(
            kernel
                .iter()
                .map(|value| (value / scale).round_ties_even() as i8),
        );
        scales.push(scale);
    }
    Weights { weights, scales }
}

/// A bias as integers, and the scale of each: that of the products it is added to.
pub fn bias(bias: &[f32], weights: &[f32], input: Grid) -> (Vec<i32>, Vec<f32>) {
    let scales = weights.iter().map(|&scale| scale * input.scale);
    let round = |(&bias, &scale): (&f32, &f32)| (f64::from(bias) / f64::from(scale)).round() as i32;
    let scales: Vec<f32> = scales.collect();
    (bias.iter().zip(&scales).map(round).collect(), scales)
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
    use super::*;

    #[test]
    fn a_grid_has_zero_and_reaches_both_ends() {
        let grid = Range {
            least: -1.0,
            most: 4.1,
        }
        .grid();
        assert_eq!(grid.zero, 50);
        assert!((grid.scale - 0.02).abs() < 1e-7);
        let above = Range {
            least: 1.0,
            most: 2.55,
        }
        .grid();
        assert_eq!(
            above,
            Grid {
                scale: 0.01,
                zero: 0
            }
        );
        assert_eq!(
            Range::default().grid(),
            Grid {
                scale: 1.0,
                zero: 0
            }
        );
    }

    fn conv(weights: [f32; 4], bias: [f32; 2]) -> Conv {
        Conv {
            name: "conv".into(),
            shape: [2, 2, 1, 1],
            weights: weights.into(),
            bias: bias.into(),
        }
    }

    #[test]
    fn each_output_has_its_own_scale() {
        let grid = Grid {
            scale: 1.0,
            zero: 0,
        };
        let conv = conv([6.4, -3.2, 0.0, 0.064], [0.0; 2]);
        assert_eq!(weights(&conv, None).weights, [127, -64, 0, 127]);
        let rounded = weights(&conv, Some(grid));
        assert_eq!(rounded.weights, [64, -32, 0, 64]);
        assert!((rounded.scales[0] - 0.1).abs() < 1e-7 && (rounded.scales[1] - 0.001).abs() < 1e-9);
    }

    #[test]
    fn a_large_bias_beside_tiny_weights_still_fits() {
        let grid = Grid {
            scale: 1e-3,
            zero: 0,
        };
        let conv = conv([1e-12, 0.0, 0.0, 0.0], [5.0, -5.0]);
        let rounded = weights(&conv, Some(grid));
        let (integers, scales) = bias(&conv.bias, &rounded.scales, grid);
        for ((integer, scale), wanted) in integers.iter().zip(&scales).zip(&conv.bias) {
            assert!(
                (*integer as f32 * scale - wanted).abs() < 1e-3,
                "{integer} {scale}"
            );
        }
    }
}
