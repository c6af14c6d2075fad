//! A library file: which one of a folder, and whether it is ONNX Runtime.

use std::ffi::CStr;
use std::fs;
use std::path::{Path, PathBuf};

use libloading::Library;
use ort::sys::OrtApiBase;

use super::Miss;

/// The oldest ONNX Runtime 1.x whose interface this program can use.
pub const OLDEST_MINOR: u32 = ort::MINOR_VERSION;

/// Where the library lies below a folder that a user or a wheel names.
const BELOW: [&str; 4] = ["", "lib", "capi", "onnxruntime/capi"];

/// The library that a path names: the file itself, or the one of a folder.
pub(super) fn named(path: &Path) -> Result<PathBuf, Miss> {
    // Made absolute, because the loader searches elsewhere for a bare name.
    let path = fs::canonicalize(path).map_err(|_| Miss::Absent(path.into()))?;
    if !path.is_dir() {
        return Ok(path);
    }
    in_folder(&path).ok_or(Miss::EmptyFolder(path))
}

/// The library of a folder, an unpacked release or a Python package.
pub(super) fn in_folder(folder: &Path) -> Option<PathBuf> {
    BELOW
        .iter()
        .find_map(|below| directly_in(&folder.join(below)))
}

/// The library directly in a folder; the shortest name, else the last by name.
pub(super) fn directly_in(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| is_library(name)).collect();
    names.sort_by(|a, b| a.len().cmp(&b.len()).then(b.cmp(a)));
    names.first().map(|name| folder.join(name))
}

/// `libonnxruntime.so`, `libonnxruntime.so.1.31.1`, `libonnxruntime.1.31.1.dylib`,
/// `onnxruntime.dll`; not the providers' libraries beside it.
pub(super) fn is_library(name: &str) -> bool {
    let version = |text: &str| text.chars().all(|c| c == '.' || c.is_ascii_digit());
    if let Some(rest) = name.strip_prefix("libonnxruntime.so") {
        return version(rest);
    }
    let dylib = name.strip_prefix("libonnxruntime");
    let dylib = dylib.and_then(|rest| rest.strip_suffix(".dylib"));
    dylib.is_some_and(version) || name == "onnxruntime.dll"
}

/// The version of the library, once it is known to be usable.
///
/// `ort` panics on a library without the right entry point, so that is checked
/// before it gets to see one.
pub(super) fn check(path: &Path) -> Result<String, Miss> {
    let load = |source| Miss::Load {
        path: path.into(),
        source,
    };
    // SAFETY: running a library's initialisers is what the user asked for.
    let library = unsafe { Library::new(path) }.map_err(load)?;
    let version = version(&library).ok_or_else(|| Miss::Other(path.into()))?;
    if is_usable(&version) {
        return Ok(version);
    }
    let path = path.into();
    Err(Miss::Version { path, version })
}

fn version(library: &Library) -> Option<String> {
    type GetApiBase = unsafe extern "C" fn() -> *const OrtApiBase;
    // SAFETY: the signature is the one of onnxruntime_c_api.h, unchanged since 1.0;
    // the string is static.
    unsafe {
        let base = library.get::<GetApiBase>(b"OrtGetApiBase\0").ok()?();
        let text = (base.as_ref()?.GetVersionString)();
        if text.is_null() {
            return None;
        }
        Some(CStr::from_ptr(text).to_string_lossy().into_owned())
    }
}

/// Whether the version is 1.x with an interface that is new enough.
fn is_usable(version: &str) -> bool {
    let mut parts = version.split('.');
    let major = parts.next().and_then(|part| part.parse::<u32>().ok());
    let minor = parts.next().and_then(|part| part.parse::<u32>().ok());
    major == Some(1) && minor >= Some(OLDEST_MINOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_new_and_odd_versions_are_told_apart() {
        for good in ["1.17.0", "1.31.1", "1.100.0-dev"] {
            assert!(is_usable(good), "{good}");
        }
        for bad in ["1.16.3", "0.31.0", "2.0.0", "", "1", "one.two"] {
            assert!(!is_usable(bad), "{bad}");
        }
    }

    #[test]
    fn provider_libraries_are_not_taken_for_the_library() {
        let good = [
            "libonnxruntime.so",
            "libonnxruntime.so.1.31.1",
            "libonnxruntime.1.2.dylib",
        ];
        let bad = [
            "libonnxruntime_providers_shared.so",
            "libonnxruntime.so.txt",
            "onnxruntime.py",
        ];
        assert!(good.iter().all(|name| is_library(name)));
        assert!(!bad.iter().any(|name| is_library(name)));
    }

    #[test]
    fn a_release_folder_and_a_wheel_folder_are_both_searched() {
        for below in BELOW {
            let folder = tempfile::tempdir().unwrap();
            let at = folder.path().join(below);
            fs::create_dir_all(&at).unwrap();
            fs::write(at.join("libonnxruntime.so.1.20.0"), "").unwrap();
            let found = in_folder(folder.path()).unwrap();
            assert_eq!(found, at.join("libonnxruntime.so.1.20.0"));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_library_of_something_else_is_refused() {
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let libc = maps.lines().find_map(|line| {
            line.split_whitespace()
                .nth(5)
                .filter(|path| path.contains("libc.so"))
        });
        let error = check(Path::new(libc.unwrap())).unwrap_err();
        assert!(matches!(error, Miss::Other(_)), "{error}");
    }
}
