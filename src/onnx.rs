//! ONNX files: put together node by node, and compared in ONNX Runtime with what they were made of.
//!
//! A [`Builder`] makes a [`Graph`] of nodes and layers, in any [`Arithmetic`]. [`export()`] finds the
//! form that a [`Precision`] asks for and whose answers in ONNX Runtime are those of the network that
//! it was made of (a [`Reference`]). What the inputs and answers mean is the caller's.
//!
//! ```
//! use dsdscore::onnx::{Arithmetic, Builder, Linear, proto::ValueInfo};
//! use ndarray::array;
//!
//! let layer = Linear {
//!     name: "layer".into(),
//!     weights: array![[0.5, -1.0, 2.0]],
//!     bias: array![0.25],
//! };
//! let mut builder = Builder::new("example", Arithmetic::Single);
//! let answer = builder.linear("", &layer, "profile")?;
//! let graph = builder.finish(
//!     vec![ValueInfo::rows("profile", &[3])],
//!     vec![ValueInfo::rows(&answer, &[1])],
//! );
//! let file = [graph.encode(), dsdscore::onnx::metadata_entry("key", "value")].concat();
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("example.onnx");
//! dsdscore::onnx::write(&path, &file)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod error;
mod export;
mod file;
mod graph;
mod integers;
mod layers;
pub mod proto;

pub use self::{
    check::{Batch, Difference, Reference, ranges},
    error::Error,
    export::{Exported, Precision, export, export_double},
    file::{metadata_entry, write},
    graph::{Arithmetic, Builder, Graph},
    integers::{Quantisation, Range},
    layers::{Conv, Linear},
};
