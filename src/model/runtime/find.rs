//! Looks for the library, place by place.

use std::path::{Path, PathBuf};

use super::{Error, Found, LibraryPlace, Miss, Surroundings, library, python};

/// The first usable library, in the order of [`runtime`](super).
///
/// # Errors
///
/// A named place that is bad, or no library anywhere, with all that was tried.
pub fn find(explicit: Option<&Path>, surroundings: &Surroundings) -> Result<Found, Error> {
    let mut tried = Vec::new();
    for place in LibraryPlace::all(explicit, surroundings) {
        match look(&place, surroundings) {
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
) -> Vec<(LibraryPlace, Result<Found, Miss>)> {
    let places = LibraryPlace::all(explicit, surroundings);
    let look = |place: LibraryPlace| (place.clone(), look(&place, surroundings));
    places.into_iter().map(look).collect()
}

/// Looks in a place for a library that can be loaded and is new enough.
fn look(place: &LibraryPlace, surroundings: &Surroundings) -> Result<Found, Miss> {
    let path = library_of(place, surroundings)?;
    let version = library::check(&path)?;
    let how = place.clone();
    Ok(Found { path, how, version })
}

fn library_of(place: &LibraryPlace, surroundings: &Surroundings) -> Result<PathBuf, Miss> {
    match place {
        LibraryPlace::Explicit(path) | LibraryPlace::Environment(Some(path)) => {
            library::named(path)
        }
        LibraryPlace::Environment(None) => Err(Miss::Unset),
        LibraryPlace::Wheel(program) => {
            let package = python::package(program, surroundings)?;
            library::in_folder(&package).ok_or(Miss::OldWheel(package))
        }
        LibraryPlace::System => surroundings.system_library().ok_or(Miss::NotInSystem),
    }
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
    fn a_folder_without_the_library_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let text = find(Some(folder.path()), &nothing_around())
            .unwrap_err()
            .to_string();
        assert!(text.contains("holds no ONNX Runtime library"), "{text}");
    }
}
