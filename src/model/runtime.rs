//! Finds and loads ONNX Runtime's library when the program runs.
//!
//! The order: the path that the user names, `ORT_DYLIB_PATH`, the `onnxruntime`
//! wheel of the Python on `PATH`, the system's library. A place that is named and
//! bad is an error; the next place is never taken in silence.

mod error;
mod library;
mod load;
mod place;
mod python;
mod system;

use std::fmt;
use std::path::{Path, PathBuf};

pub use self::error::{Error, Miss};
pub(crate) use self::load::{Loaded, load};
pub use self::place::Place;
pub use self::system::Surroundings;

/// The oldest ONNX Runtime 1.x whose interface this program can use.
pub const OLDEST_MINOR: u32 = ort::MINOR_VERSION;

/// A usable ONNX Runtime library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The library file.
    pub path: PathBuf,
    /// Which place had it.
    pub how: Place,
    /// Its version, such as `1.31.1`.
    pub version: String,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (version, path) = (&self.version, self.path.display());
        write!(f, "ONNX Runtime {version} at {path} ({})", self.how)
    }
}

/// The first usable library, in the order of this module.
///
/// # Errors
///
/// A named place that is bad, or no library anywhere, with all that was tried.
pub fn find(explicit: Option<&Path>, surroundings: &Surroundings) -> Result<Found, Error> {
    let mut tried = Vec::new();
    for place in Place::all(explicit, surroundings) {
        match place.look(surroundings) {
            Ok(found) => return Ok(found),
            Err(why) if place.is_named() => return Err(Error::Named { place, why }),
            Err(why) => tried.push((place, why)),
        }
    }
    Err(Error::NotFound(tried))
}

/// What every place has, for a report.
pub fn survey(
    explicit: Option<&Path>,
    surroundings: &Surroundings,
) -> Vec<(Place, Result<Found, Miss>)> {
    let places = Place::all(explicit, surroundings);
    let look = |place: Place| (place.clone(), place.look(surroundings));
    places.into_iter().map(look).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing_around() -> Surroundings {
        Surroundings::default()
    }

    #[test]
    fn not_found_lists_every_place_and_says_how_to_get_it() {
        let text = find(None, &nothing_around()).unwrap_err().to_string();
        let parts = ["python3", "python", "the system", "ORT_DYLIB_PATH: not set"];
        for part in parts
            .iter()
            .chain(&["pip install onnxruntime", "--onnxruntime"])
        {
            assert!(text.contains(part), "{part} is missing from: {text}");
        }
    }

    #[test]
    fn a_named_path_that_is_absent_is_an_error_and_nothing_else_is_tried() {
        let error = find(Some(Path::new("/no/such/library.so")), &nothing_around()).unwrap_err();
        assert!(
            matches!(
                &error,
                Error::Named {
                    place: Place::Explicit(_),
                    ..
                }
            ),
            "{error}"
        );
        let text = error.to_string();
        assert!(
            text.contains("/no/such/library.so") && text.contains("--onnxruntime"),
            "{text}"
        );
    }

    #[test]
    fn the_environment_variable_is_a_named_path_too() {
        let mut around = nothing_around();
        around.dylib_path = Some("/no/such/library.so".into());
        let text = find(None, &around).unwrap_err().to_string();
        assert!(
            text.contains("ORT_DYLIB_PATH") && text.contains("/no/such/"),
            "{text}"
        );
    }

    #[test]
    fn a_text_file_is_no_library() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "not a library").unwrap();
        let text = find(Some(file.path()), &nothing_around())
            .unwrap_err()
            .to_string();
        assert!(text.contains("cannot be loaded"), "{text}");
    }

    #[test]
    fn a_folder_without_the_library_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let text = find(Some(folder.path()), &nothing_around())
            .unwrap_err()
            .to_string();
        assert!(text.contains("holds no ONNX Runtime library"), "{text}");
    }
}
