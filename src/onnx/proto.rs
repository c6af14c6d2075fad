//! The messages of ONNX files, as far as they are written here: the fields of `onnx.proto` (proto2,
//! package `onnx`, <https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto>) by their numbers.
//!
//! The example of [`onnx`](super) makes a file of them.

use prost::{Message, Oneof};

/// `TensorProto.DataType`, and what a type of `ValueInfo` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    Float = 1,
    Uint8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Float16 = 10,
    Double = 11,
}

/// `AttributeProto.AttributeType`.
#[derive(Clone, Copy)]
enum AttributeType {
    Int = 2,
    Ints = 7,
}

#[derive(Clone, PartialEq, Message)]
pub struct Model {
    #[prost(int64, optional, tag = "1")]
    pub ir_version: Option<i64>,
    #[prost(string, tag = "2")]
    pub producer_name: String,
    #[prost(string, tag = "3")]
    pub producer_version: String,
    #[prost(message, optional, tag = "7")]
    pub graph: Option<Graph>,
    #[prost(message, repeated, tag = "8")]
    pub opset_import: Vec<OperatorSet>,
    #[prost(message, repeated, tag = "14")]
    pub metadata_props: Vec<Entry>,
}

#[derive(Clone, PartialEq, Message)]
pub struct OperatorSet {
    /// Empty: ONNX's own.
    #[prost(string, optional, tag = "1")]
    pub domain: Option<String>,
    #[prost(int64, optional, tag = "2")]
    pub version: Option<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Entry {
    #[prost(string, tag = "1")]
    pub key: String,
    #[prost(string, tag = "2")]
    pub value: String,
}

#[derive(Clone, PartialEq, Message)]
pub struct Graph {
    #[prost(message, repeated, tag = "1")]
    pub node: Vec<Node>,
    #[prost(string, tag = "2")]
    pub name: String,
    #[prost(message, repeated, tag = "5")]
    pub initializer: Vec<Tensor>,
    #[prost(message, repeated, tag = "11")]
    pub input: Vec<ValueInfo>,
    #[prost(message, repeated, tag = "12")]
    pub output: Vec<ValueInfo>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Node {
    #[prost(string, repeated, tag = "1")]
    pub input: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    pub output: Vec<String>,
    #[prost(string, tag = "3")]
    pub name: String,
    #[prost(string, tag = "4")]
    pub op_type: String,
    #[prost(message, repeated, tag = "5")]
    pub attribute: Vec<Attribute>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Attribute {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(int64, optional, tag = "3")]
    pub i: Option<i64>,
    #[prost(int64, repeated, packed = "false", tag = "8")]
    pub ints: Vec<i64>,
    #[prost(int32, optional, tag = "20")]
    pub kind: Option<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Tensor {
    #[prost(int64, repeated, packed = "false", tag = "1")]
    pub dims: Vec<i64>,
    #[prost(int32, optional, tag = "2")]
    pub data_type: Option<i32>,
    #[prost(string, tag = "8")]
    pub name: String,
    /// Little-endian, row-major.
    #[prost(bytes = "vec", optional, tag = "9")]
    pub raw_data: Option<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ValueInfo {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(message, optional, tag = "2")]
    pub kind: Option<Type>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Type {
    #[prost(message, optional, tag = "1")]
    pub tensor: Option<TensorType>,
}

#[derive(Clone, PartialEq, Message)]
pub struct TensorType {
    #[prost(int32, optional, tag = "1")]
    pub elem_type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    pub shape: Option<Shape>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Shape {
    #[prost(message, repeated, tag = "1")]
    pub dim: Vec<Dimension>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Dimension {
    #[prost(oneof = "Extent", tags = "1, 2")]
    pub extent: Option<Extent>,
}

/// A number, or the name of one that is known only when the network runs.
#[derive(Clone, PartialEq, Oneof)]
pub enum Extent {
    #[prost(int64, tag = "1")]
    Fixed(i64),
    #[prost(string, tag = "2")]
    Named(String),
}

impl Attribute {
    /// One integer.
    #[must_use]
    pub fn int(name: &str, value: i64) -> Self {
        Self {
            name: name.into(),
            i: Some(value),
            ints: Vec::new(),
            kind: Some(AttributeType::Int as i32),
        }
    }

    /// A list of integers.
    #[must_use]
    pub fn ints(name: &str, values: &[usize]) -> Self {
        Self {
            name: name.into(),
            i: None,
            ints: values.iter().map(|&value| value as i64).collect(),
            kind: Some(AttributeType::Ints as i32),
        }
    }
}

impl Tensor {
    /// Of `raw`, little-endian and row-major.
    #[must_use]
    pub fn new(name: &str, kind: DataType, shape: &[usize], raw: Vec<u8>) -> Self {
        Self {
            dims: shape.iter().map(|&extent| extent as i64).collect(),
            data_type: Some(kind as i32),
            name: name.into(),
            raw_data: Some(raw),
        }
    }
}

impl ValueInfo {
    /// A tensor of float32, N × the extents.
    #[must_use]
    pub fn rows(name: &str, extents: &[usize]) -> Self {
        let fixed = extents.iter().map(|&extent| Extent::Fixed(extent as i64));
        Self::new(
            name,
            std::iter::once(Extent::Named("N".into())).chain(fixed),
        )
    }

    /// One float32.
    #[must_use]
    pub fn scalar(name: &str) -> Self {
        Self::new(name, std::iter::empty())
    }

    fn new(name: &str, extents: impl Iterator<Item = Extent>) -> Self {
        let dimension = |extent| Dimension {
            extent: Some(extent),
        };
        let tensor = TensorType {
            elem_type: Some(DataType::Float as i32),
            shape: Some(Shape {
                dim: extents.map(dimension).collect(),
            }),
        };
        Self {
            name: name.into(),
            kind: Some(Type {
                tensor: Some(tensor),
            }),
        }
    }
}
