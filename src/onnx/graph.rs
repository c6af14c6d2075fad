//! Builds a graph node by node, in one of the arithmetics.

use std::collections::BTreeMap;

use half::f16;
use ndarray::{ArrayRef, Dimension};
use prost::Message;

use super::{
    Error,
    integers::{Quantisation, Range},
    proto::{self, Attribute, DataType, Node, Tensor, ValueInfo},
};

/// ONNX 1.12: ONNX Runtime reads it from 1.12 on, and it has all that is used here.
const OPERATORS: i64 = 17;
const IR_VERSION: i64 = 8;

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
#[derive(Debug)]
pub struct Builder<'a> {
    pub(super) arithmetic: Arithmetic<'a>,
    message: proto::Graph,
    /// By which scales values were rounded.
    pub(super) quantised: BTreeMap<String, Quantisation>,
    activations: Vec<String>,
}

/// A whole graph.
#[derive(Clone, Debug)]
pub struct Graph {
    /// As it is written.
    pub message: proto::Graph,
    /// The activations that were marked in it, in their order.
    pub activations: Vec<String>,
}

impl<'a> Builder<'a> {
    /// An empty graph of this name.
    #[must_use]
    pub fn new(name: &str, arithmetic: Arithmetic<'a>) -> Self {
        let message = proto::Graph {
            name: name.into(),
            ..proto::Graph::default()
        };
        Self {
            arithmetic,
            message,
            quantised: BTreeMap::new(),
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
        self.message.node.push(Node {
            input: inputs.iter().map(|&input| input.into()).collect(),
            output: vec![name.into()],
            name: name.into(),
            op_type: operator.into(),
            attribute: attributes.to_vec(),
        });
        name.into()
    }

    /// Adds a constant of float32, row-major, and returns its name.
    pub fn constant(&mut self, name: &str, shape: &[usize], values: &[f32]) -> String {
        let raw = values.iter().flat_map(|value| value.to_le_bytes());
        self.tensor(name, DataType::Float, shape, raw.collect())
    }

    /// Adds a constant of float64, row-major, and returns its name.
    pub fn doubles(&mut self, name: &str, shape: &[usize], values: &[f64]) -> String {
        let raw = values.iter().flat_map(|value| value.to_le_bytes());
        self.tensor(name, DataType::Double, shape, raw.collect())
    }

    /// Adds a constant list of whole numbers, such as axes, and returns its name.
    pub fn whole(&mut self, name: &str, values: &[i64]) -> String {
        let raw = values.iter().flat_map(|value| value.to_le_bytes());
        self.tensor(name, DataType::Int64, &[values.len()], raw.collect())
    }

    /// Adds a constant of any type, little-endian and row-major.
    pub(super) fn tensor(
        &mut self,
        name: &str,
        kind: DataType,
        shape: &[usize],
        raw: Vec<u8>,
    ) -> String {
        let tensor = Tensor::new(name, kind, shape, raw);
        self.message.initializer.push(tensor);
        name.into()
    }

    /// A constant in the arithmetic of the layers.
    pub(super) fn weights<D: Dimension>(
        &mut self,
        name: &str,
        values: &ArrayRef<f32, D>,
    ) -> Result<String, Error> {
        let (kind, raw) = match self.arithmetic {
            Arithmetic::Half => (DataType::Float16, halves(name, values.iter())?),
            _ => {
                let raw = values.iter().flat_map(|value| value.to_le_bytes());
                (DataType::Float, raw.collect())
            }
        };
        Ok(self.tensor(name, kind, values.shape(), raw))
    }

    /// Brings float32 to what the layers compute in.
    #[must_use]
    pub fn enter(&mut self, name: &str, input: &str) -> String {
        match self.arithmetic {
            Arithmetic::Half => self.cast(name, input, DataType::Float16),
            _ => input.into(),
        }
    }

    /// Brings what the layers gave to float32.
    #[must_use]
    pub fn leave(&mut self, name: &str, input: &str) -> String {
        match self.arithmetic {
            Arithmetic::Half => self.cast(name, input, DataType::Float),
            _ => input.into(),
        }
    }

    /// Adds a node that gives its input as another type.
    pub fn cast(&mut self, name: &str, input: &str, kind: DataType) -> String {
        self.node("Cast", name, &[input], &[Attribute::int("to", kind as i64)])
    }

    /// Marks what flows from layer to layer: its range is measured, or it is rounded to 256 values.
    #[must_use]
    pub fn activation(&mut self, name: String) -> String {
        match self.arithmetic {
            Arithmetic::Watched => self.watch(&name),
            Arithmetic::Integers(ranges) => {
                let range = ranges.get(&name).copied().unwrap_or_default();
                return self.rounded(&name, range.quantisation());
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
            self.message.output.push(ValueInfo::scalar(&output));
        }
    }

    fn rounded(&mut self, name: &str, by: Quantisation) -> String {
        let scale = self.constant(&format!("{name}.scale"), &[], &[by.scale]);
        let zero = format!("{name}.zero");
        let zero = self.tensor(&zero, DataType::Uint8, &[], vec![by.zero_point]);
        let integers = format!("{name}.integers");
        let integers = self.node("QuantizeLinear", &integers, &[name, &scale, &zero], &[]);
        let output = format!("{name}.rounded");
        let inputs = [integers.as_str(), &scale, &zero];
        let output = self.node("DequantizeLinear", &output, &inputs, &[]);
        self.quantised.insert(output.clone(), by);
        output
    }

    /// The graph, with what goes in and comes out.
    #[must_use]
    pub fn finish(mut self, inputs: Vec<ValueInfo>, outputs: Vec<ValueInfo>) -> Graph {
        self.message.input = inputs;
        // Before the ranges of activations.
        self.message.output.splice(..0, outputs);
        Graph {
            message: self.message,
            activations: self.activations,
        }
    }
}

impl Graph {
    /// An ONNX file without metadata, to which [`metadata_entry`](super::metadata_entry) may be
    /// appended.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        let operators = proto::OperatorSet {
            domain: Some(String::new()),
            version: Some(OPERATORS),
        };
        let model = proto::Model {
            ir_version: Some(IR_VERSION),
            producer_name: env!("CARGO_PKG_NAME").into(),
            producer_version: env!("CARGO_PKG_VERSION").into(),
            graph: Some(self.message),
            opset_import: vec![operators],
            metadata_props: Vec::new(),
        };
        model.encode_to_vec()
    }
}

/// Numbers as float16, little-endian.
fn halves<'v>(name: &str, values: impl Iterator<Item = &'v f32>) -> Result<Vec<u8>, Error> {
    let mut raw = Vec::new();
    for &value in values {
        let half = f16::from_f32(value);
        if !half.is_finite() {
            let name = name.into();
            return Err(Error::HalfRange { name, value });
        }
        raw.extend_from_slice(&half.to_le_bytes());
    }
    Ok(raw)
}
