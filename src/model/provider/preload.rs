//! Makes the CUDA libraries of Python wheels known to the loader.
//!
//! `onnxruntime-gpu[cuda,cudnn]` brings them as the packages `nvidia/*` beside its
//! own, where the system's loader does not look; `onnxruntime.preload_dlls()` opens
//! them first, and so does this.

use std::fs;
use std::path::{Path, PathBuf};

/// Each after what it needs.
const NAMES: [&str; 8] = [
    "libcudart.so",
    "libnvrtc.so",
    "libcublasLt.so",
    "libcublas.so",
    "libcurand.so",
    "libnvJitLink.so",
    "libcufft.so",
    "libcudnn",
];

/// Opens the CUDA libraries of the wheels beside a wheel's ONNX Runtime, for good.
/// One that does not open is passed over: the provider will say what it lacks.
pub(super) fn beside(library: &Path) {
    let files = libraries(library);
    for file in NAMES
        .iter()
        .flat_map(|name| files.iter().filter(|file| is(file, name)))
    {
        open(file);
    }
}

fn is(file: &Path, name: &str) -> bool {
    let own = file.file_name().and_then(|own| own.to_str());
    own.is_some_and(|own| own.starts_with(name))
}

/// The files of `site-packages/nvidia/*/lib`, where the library is
/// `site-packages/onnxruntime/capi/<library>`.
fn libraries(library: &Path) -> Vec<PathBuf> {
    let entries = |folder: PathBuf| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path())
    };
    let Some(site_packages) = library.ancestors().nth(3) else {
        return Vec::new();
    };
    let packages = entries(site_packages.join("nvidia"));
    let mut files: Vec<_> = packages
        .flat_map(|package| entries(package.join("lib")))
        .collect();
    files.sort();
    files
}

#[cfg(unix)]
fn open(file: &Path) {
    use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
    // SAFETY: the initialisers are those of NVIDIA's libraries, which ONNX Runtime
    // would run itself; they are never unloaded.
    let library = unsafe { Library::open(Some(file), RTLD_NOW | RTLD_GLOBAL) };
    library.map(std::mem::forget).ok();
}

#[cfg(not(unix))]
fn open(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_of_the_wheels_beside_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        let lib = folder.path().join("nvidia/cu13/lib");
        fs::create_dir_all(&lib).unwrap();
        fs::write(lib.join("libcudart.so.13"), "").unwrap();
        let library = folder.path().join("onnxruntime/capi/libonnxruntime.so.1");
        assert_eq!(libraries(&library), [lib.join("libcudart.so.13")]);
        assert!(is(&lib.join("libcudart.so.13"), NAMES[0]));
        beside(&library);
    }
}
