//! Layers of weights, in every arithmetic.

use ndarray::{Array1, Array2, ArrayD};

use super::{
    Arithmetic, Builder, Error, Quantisation, integers,
    proto::{Attribute, DataType},
};

/// A convolution.
#[derive(Clone, Debug, PartialEq)]
pub struct Conv {
    /// Its name in the graph.
    pub name: String,
    /// Outputs × inputs × the kernel's extents, such as height × width.
    pub weights: ArrayD<f32>,
    /// One an output.
    pub bias: Array1<f32>,
}

/// A linear layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// Its name in the graph.
    pub name: String,
    /// Outputs × inputs.
    pub weights: Array2<f32>,
    /// One an output.
    pub bias: Array1<f32>,
}

impl Builder<'_> {
    /// A convolution, padded so that a stride of 1 keeps the extents of kernels of odd extents.
    /// Names begin with `prefix`.
    ///
    /// # Errors
    ///
    /// If the arithmetic cannot hold a weight.
    pub fn conv(
        &mut self,
        prefix: &str,
        conv: &Conv,
        input: &str,
        stride: usize,
    ) -> Result<String, Error> {
        let name = format!("{prefix}{}", conv.name);
        let kernel = &conv.weights.shape()[2..];
        let pads: Vec<_> = kernel.iter().map(|extent| extent / 2).collect();
        let attributes = [
            Attribute::ints("kernel_shape", kernel),
            Attribute::ints("strides", &vec![stride; kernel.len()]),
            Attribute::ints("pads", &pads.repeat(2)),
        ];
        let (weights, bias) = self.conv_weights(&name, conv, input)?;
        Ok(self.node("Conv", &name, &[input, &weights, &bias], &attributes))
    }

    fn conv_weights(
        &mut self,
        name: &str,
        conv: &Conv,
        input: &str,
    ) -> Result<(String, String), Error> {
        let (weight, bias) = (format!("{name}.weight"), format!("{name}.bias"));
        let quantised = self.quantised.get(input).copied();
        let is_rounded = match self.arithmetic {
            Arithmetic::Integers(_) => quantised.is_some(),
            Arithmetic::IntegerWeights => true,
            _ => false,
        };
        if !is_rounded {
            let weights = self.weights(&weight, &conv.weights)?;
            return Ok((weights, self.weights(&bias, &conv.bias)?));
        }
        let rounded = integers::weights(conv.weights.view(), conv.bias.view(), quantised);
        let scales = self.vector(&format!("{weight}.scale"), &rounded.scales);
        let raw = rounded.weights.iter().map(|value| value.to_le_bytes()[0]);
        let integers = format!("{weight}.integers");
        let shape = rounded.weights.shape();
        let integers = self.tensor(&integers, DataType::Int8, shape, raw.collect());
        let axis = [Attribute::int("axis", 0)];
        let weights = self.node("DequantizeLinear", &weight, &[&integers, &scales], &axis);
        let bias = match quantised {
            None => self.vector(&bias, &conv.bias),
            Some(input) => self.integer_bias(&bias, conv, &rounded.scales, input),
        };
        Ok((weights, bias))
    }

    /// A bias by the scales of the products, as ONNX Runtime's integer convolutions want it.
    fn integer_bias(
        &mut self,
        name: &str,
        conv: &Conv,
        scales: &Array1<f32>,
        input: Quantisation,
    ) -> String {
        let (integers, scales) = integers::bias(conv.bias.view(), scales.view(), input);
        let shape = [scales.len()];
        let scales = self.vector(&format!("{name}.scale"), &scales);
        let raw = integers.iter().flat_map(|value| value.to_le_bytes());
        let kept = format!("{name}.integers");
        let kept = self.tensor(&kept, DataType::Int32, &shape, raw.collect());
        let axis = [Attribute::int("axis", 0)];
        self.node("DequantizeLinear", name, &[&kept, &scales], &axis)
    }

    /// A linear layer of N × inputs. Names begin with `prefix`.
    ///
    /// # Errors
    ///
    /// If the arithmetic cannot hold a weight.
    pub fn linear(&mut self, prefix: &str, linear: &Linear, input: &str) -> Result<String, Error> {
        let name = format!("{prefix}{}", linear.name);
        let weights = self.weights(&format!("{name}.weight"), &linear.weights)?;
        let bias = self.weights(&format!("{name}.bias"), &linear.bias)?;
        let turned = [Attribute::int("transB", 1)];
        Ok(self.node("Gemm", &name, &[input, &weights, &bias], &turned))
    }

    fn vector(&mut self, name: &str, values: &Array1<f32>) -> String {
        self.constant(name, &[values.len()], &values.to_vec())
    }
}
