//! Builds a graph node by node, in one of the arithmetics.

use std::collections::BTreeMap;

use half::f16;

use super::{
    Error,
    integers::{self, Grid, Range},
    layers::{Conv, Linear},
    proto::{self, Attribute, DataType, Node, Tensor},
};

/// How the layers compute, and how their weights are kept.
#[derive(Clone, Copy, Debug)]
pub enum Arithmetic<'a> {
    /// float32.
    Single,
    /// float32, and the smallest and largest value of every activation as outputs.
    Watched,
    /// float16.
    Half,
    /// Convolutions in 8-bit integers, by the ranges that were measured.
    Integers(&'a BTreeMap<String, Range>),
    /// float32 with weights that are kept as 8-bit integers.
    IntegerWeights,
}

/// A graph in the making. Nodes are named by what they give.
pub struct Builder<'a> {
    arithmetic: Arithmetic<'a>,
    pub graph: proto::Graph,
    /// What is on a grid of integers.
    grids: BTreeMap<String, Grid>,
    /// The activations, in their order.
    pub activations: Vec<String>,
}

impl<'a> Builder<'a> {
    pub fn new(arithmetic: Arithmetic<'a>) -> Self {
        Self {
            arithmetic,
            graph: proto::Graph::default(),
            grids: BTreeMap::new(),
            activations: Vec::new(),
        }
    }

    /// Adds a node and returns its output.
    pub fn node(
        &mut self,
        operator: &str,
        name: &str,
        inputs: &[&str],
        attributes: &[Attribute],
    ) -> String {
        self.graph.node.push(Node {
            input: inputs.iter().map(|&input| input.into()).collect(),
            output: vec![name.into()],
            name: name.into(),
            op_type: operator.into(),
            attribute: attributes.to_vec(),
        });
        name.into()
    }

    /// Adds a constant of float32 and returns its name.
    pub fn constant(&mut self, name: &str, shape: &[usize], values: &[f32]) -> String {
        let raw = values.iter().flat_map(|value| value.to_le_bytes());
        self.tensor(name, DataType::Float, shape, raw.collect())
    }

    fn tensor(&mut self, name: &str, kind: DataType, shape: &[usize], raw: Vec<u8>) -> String {
        let tensor = Tensor::new(name, kind, shape, raw);
        self.graph.initializer.push(tensor);
        name.into()
    }

    /// A constant in the arithmetic of the layers.
    fn weights(&mut self, name: &str, shape: &[usize], values: &[f32]) -> Result<String, Error> {
        if !matches!(self.arithmetic, Arithmetic::Half) {
            return Ok(self.constant(name, shape, values));
        }
        let mut raw = Vec::with_capacity(2 * values.len());
        for &value in values {
            let half = f16::from_f32(value);
            if !half.is_finite() {
                let name = name.into();
                return Err(Error::HalfRange { name, value });
            }
            raw.extend_from_slice(&half.to_le_bytes());
        }
        Ok(self.tensor(name, DataType::Float16, shape, raw))
    }

    /// Brings float32 to what the layers compute in.
    pub fn enter(&mut self, name: &str, input: &str) -> String {
        match self.arithmetic {
            Arithmetic::Half => self.cast(name, input, DataType::Float16),
            _ => input.into(),
        }
    }

    /// Brings what the layers gave to float32.
    pub fn leave(&mut self, name: &str, input: &str) -> String {
        match self.arithmetic {
            Arithmetic::Half => self.cast(name, input, DataType::Float),
            _ => input.into(),
        }
    }

    fn cast(&mut self, name: &str, input: &str, kind: DataType) -> String {
        self.node("Cast", name, &[input], &[Attribute::int("to", kind as i64)])
    }

    /// Marks what flows from layer to layer: measured, or put on a grid of 256 values.
    pub fn activation(&mut self, name: String) -> String {
        match self.arithmetic {
            Arithmetic::Watched => self.watch(&name),
            Arithmetic::Integers(ranges) => {
                let grid = ranges.get(&name).copied().unwrap_or_default().grid();
                return self.on_grid(&name, grid);
            }
            _ => {}
        }
        self.activations.push(name.clone());
        name
    }

    fn watch(&mut self, name: &str) {
        for (operator, end) in [("ReduceMin", "min"), ("ReduceMax", "max")] {
            let keep = [Attribute::int("keepdims", 0)];
            let output = self.node(operator, &format!("{name}.{end}"), &[name], &keep);
            self.graph.output.push(proto::ValueInfo::new(&output, &[]));
        }
    }

    fn on_grid(&mut self, name: &str, grid: Grid) -> String {
        let scale = self.constant(&format!("{name}.scale"), &[], &[grid.scale]);
        let zero = format!("{name}.zero");
        let zero = self.tensor(&zero, DataType::Uint8, &[], vec![grid.zero]);
        let integers = format!("{name}.integers");
        let integers = self.node("QuantizeLinear", &integers, &[name, &scale, &zero], &[]);
        let output = format!("{name}.rounded");
        let output = self.node(
            "DequantizeLinear",
            &output,
            &[&integers, &scale, &zero],
            &[],
        );
        self.grids.insert(output.clone(), grid);
        output
    }

    /// A convolution, padded so that a stride of 1 keeps the extents.
    pub fn conv(
        &mut self,
        member: &str,
        conv: &Conv,
        input: &str,
        stride: usize,
    ) -> Result<String, Error> {
        let name = format!("{member}{}", conv.name);
        let [_, _, height, width] = conv.shape;
        let pads = [height / 2, width / 2];
        let attributes = [
            Attribute::ints("kernel_shape", &[height, width]),
            Attribute::ints("strides", &[stride, stride]),
            Attribute::ints("pads", &[pads, pads].concat()),
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
        let grid = self.grids.get(input).copied();
        let is_rounded = match self.arithmetic {
            Arithmetic::Integers(_) => grid.is_some(),
            Arithmetic::IntegerWeights => true,
            _ => false,
        };
        if !is_rounded {
            let weights = self.weights(&weight, &conv.shape, &conv.weights)?;
            return Ok((weights, self.weights(&bias, &[conv.shape[0]], &conv.bias)?));
        }
        let rounded = integers::weights(conv, grid);
        let scales = self.constant(
            &format!("{weight}.scale"),
            &[conv.shape[0]],
            &rounded.scales,
        );
        let raw = rounded.weights.iter().map(|value| value.to_le_bytes()[0]);
        let integers = format!("{weight}.integers");
        let integers = self.tensor(&integers, DataType::Int8, &conv.shape, raw.collect());
        let axis = [Attribute::int("axis", 0)];
        let weights = self.node("DequantizeLinear", &weight, &[&integers, &scales], &axis);
        let Some(grid) = grid else {
            return Ok((weights, self.constant(&bias, &[conv.shape[0]], &conv.bias)));
        };
        Ok((
            weights,
            self.integer_bias(&bias, conv, &rounded.scales, grid),
        ))
    }

    /// A bias on the grid of the products, as ONNX Runtime's integer convolutions want it.
    fn integer_bias(&mut self, name: &str, conv: &Conv, scales: &[f32], grid: Grid) -> String {
        let (integers, scales) = integers::bias(&conv.bias, scales, grid);
        let shape = [conv.shape[0]];
        let scales = self.constant(&format!("{name}.scale"), &shape, &scales);
        let raw = integers.iter().flat_map(|value| value.to_le_bytes());
        let kept = format!("{name}.integers");
        let kept = self.tensor(&kept, DataType::Int32, &shape, raw.collect());
        let axis = [Attribute::int("axis", 0)];
        self.node("DequantizeLinear", name, &[&kept, &scales], &axis)
    }

    /// A linear layer of N × inputs.
    pub fn linear(&mut self, member: &str, linear: &Linear, input: &str) -> Result<String, Error> {
        let name = format!("{member}{}", linear.name);
        let shape = [linear.outputs, linear.inputs];
        let weights = self.weights(&format!("{name}.weight"), &shape, &linear.weights)?;
        let bias = self.weights(&format!("{name}.bias"), &shape[..1], &linear.bias)?;
        let turned = [Attribute::int("transB", 1)];
        Ok(self.node("Gemm", &name, &[input, &weights, &bias], &turned))
    }
}
