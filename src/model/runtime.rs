//! Finds and loads ONNX Runtime's library when the program runs.
//!
//! The order: the path that the user names, `ORT_DYLIB_PATH`, the `onnxruntime`
//! wheel of the Python on `PATH`, the system's library. A place that is named and
//! bad is an error; the next place is never taken in silence.
//!
//! ```
//! use dsdscore::model::runtime::{self, Surroundings};
//!
//! // Nowhere to look.
//! let error = runtime::find(None, &Surroundings::default()).unwrap_err();
//! assert!(error.to_string().contains("pip install onnxruntime"));
//! ```

mod error;
mod find;
mod found;
mod library;
mod load;
mod miss;
mod place;
mod python;
mod system;

pub use self::error::Error;
pub use self::find::{find, survey};
pub use self::found::Found;
pub use self::library::OLDEST_MINOR;
pub(crate) use self::load::{Loaded, load};
pub use self::miss::Miss;
pub use self::place::LibraryPlace;
pub use self::system::Surroundings;
