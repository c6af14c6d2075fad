//! ONNX models: where their runtime is, what executes them, what they promise.
//!
//! A kind of model is a module of its own, [`image`] and [`profile`]: what its metadata say, what goes
//! in and what comes out; a [`Model`] is of either. What all kinds share is here: ONNX Runtime is found ([`runtime`]), a
//! [`Provider`] started, and a file refused that does not say what it is ([`metadata`]).
//!
//! ```no_run
//! use dsdscore::model::{Options, image::ImageModel};
//! use ndarray::Array4;
//!
//! let mut model = ImageModel::open("f.onnx".as_ref(), &Options::default())?;
//! let (height, width) = model.image_size();
//! let grey = Array4::from_elem((1, 3, height, width), 0.5);
//! let scores = model.score(grey.view())?;
//! println!("{} gives {}", model.metadata().name, scores[0]);
//! # Ok::<(), dsdscore::model::Error>(())
//! ```

mod answer;
mod any;
mod doctor;
mod error;
mod external_data;
pub mod image;
mod members;
pub mod metadata;
mod open;
mod outlet;
pub mod profile;
mod provider;
mod redraw;
pub mod runtime;
mod tensors;
mod wire;

pub use self::answer::AnswerError;
pub use self::any::Model;
pub use self::doctor::{ProviderReport, Report, examine};
pub use self::error::{Error, Result};
pub use self::open::{DEFAULT_BATCH, Options};
pub use self::provider::{ParseProviderError, Provider};
pub use self::redraw::redraw;
pub use self::runtime::Found;
