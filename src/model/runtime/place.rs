//! The places where ONNX Runtime may be.

use std::fmt;
use std::path::{Path, PathBuf};

use super::Surroundings;

/// A place where ONNX Runtime may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryPlace {
    /// A file or folder that the user named.
    Explicit(PathBuf),
    /// What `ORT_DYLIB_PATH` names, where it is set.
    Environment(Option<PathBuf>),
    /// The wheel of the Python of this name on `PATH`.
    Wheel(&'static str),
    /// The folders of the system's libraries.
    System,
}

impl LibraryPlace {
    /// Every place, in the order in which they are tried.
    pub(super) fn all(explicit: Option<&Path>, surroundings: &Surroundings) -> Vec<Self> {
        let explicit = explicit.map(|path| Self::Explicit(path.into()));
        let rest = [
            Self::Environment(surroundings.dylib_path.clone()),
            Self::Wheel("python3"),
            Self::Wheel("python"),
            Self::System,
        ];
        explicit.into_iter().chain(rest).collect()
    }

    /// Whether the user named it, so that it must not be passed over.
    pub fn is_named(&self) -> bool {
        matches!(self, Self::Explicit(_) | Self::Environment(Some(_)))
    }

    /// What to do where a named place is bad.
    pub(super) fn remedy(&self) -> &'static str {
        match self {
            Self::Explicit(_) => "; leave --onnxruntime out to search the usual places",
            Self::Environment(_) => "; unset ORT_DYLIB_PATH to search the usual places",
            Self::Wheel(_) | Self::System => "",
        }
    }
}

impl fmt::Display for LibraryPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Explicit(_) => write!(f, "--onnxruntime"),
            Self::Environment(_) => write!(f, "ORT_DYLIB_PATH"),
            Self::Wheel(program) => write!(f, "the wheel of {program}"),
            Self::System => write!(f, "the system's libraries"),
        }
    }
}
