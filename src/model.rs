//! ONNX networks: where their runtime is, what executes them, what they promise.
//!
//! [`Model::open`] finds ONNX Runtime ([`runtime`]), starts the [`Provider`],
//! and refuses a file that does not say what it is ([`Metadata`]).

mod doctor;
mod error;
pub mod metadata;
mod provider;
pub mod runtime;
mod session;

pub use self::doctor::{ProviderReport, Report, examine};
pub use self::error::{Error, Result};
pub use self::metadata::Metadata;
pub use self::provider::{ParseProviderError, Provider};
pub use self::runtime::Found;
pub use self::session::{DEFAULT_BATCH, Model, Options};
