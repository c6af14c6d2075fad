//! Why there is no ONNX Runtime.

use std::path::PathBuf;

use thiserror::Error as ThisError;

use super::{LibraryPlace, Miss};

/// Why ONNX Runtime cannot be used.
#[derive(Debug, ThisError)]
pub enum Error {
    /// A place that the user named has no usable library.
    #[error("{place}: {why}{}", place.remedy())]
    Named {
        /// The place.
        place: LibraryPlace,
        /// What is wrong with it.
        #[source]
        why: Miss,
    },
    /// No place has one.
    #[error("{}", not_found(.0))]
    NotFound(Vec<(LibraryPlace, Miss)>),
    /// Another library is in use already: a process can use one.
    #[error("ONNX Runtime at {} is in use already; {} cannot be loaded beside it", used.display(), wanted.display())]
    SecondLibrary {
        /// The library in use.
        used: PathBuf,
        /// The library asked for.
        wanted: PathBuf,
    },
    /// The library was loaded but does not start.
    #[error("ONNX Runtime at {} does not start: {why}", path.display())]
    Start {
        /// The library.
        path: PathBuf,
        /// What it said.
        why: String,
    },
}

fn not_found(tried: &[(LibraryPlace, Miss)]) -> String {
    let lines = tried
        .iter()
        .map(|(place, why)| format!("\n  {place}: {why}"));
    format!(
        "scoring needs ONNX Runtime, and none was found:{}\nInstall it with `pip install \
         onnxruntime` (`onnxruntime-gpu` for an NVIDIA GPU), or name its library or folder with \
         --onnxruntime PATH or ORT_DYLIB_PATH.",
        lines.collect::<String>()
    )
}
