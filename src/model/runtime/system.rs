//! What the process's surroundings say of where libraries are.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::library;

const LOADER_VARIABLES: [&str; 2] = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];
const LOADER_CACHE: [&str; 3] = ["/sbin/ldconfig", "/usr/sbin/ldconfig", "ldconfig"];
const FOLDERS: [&str; 5] = [
    "/usr/local/lib",
    "/usr/lib",
    "/usr/lib64",
    "/opt/homebrew/lib",
    "/opt/onnxruntime/lib",
];

/// Where to look, taken from the process once; empty by default.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// `ORT_DYLIB_PATH`.
    pub dylib_path: Option<PathBuf>,
    /// `PATH`, on which Python is looked for.
    pub path: Option<OsString>,
    /// Folders of the system's libraries.
    pub folders: Vec<PathBuf>,
    /// Libraries that the system's loader knows by name.
    pub known: Vec<PathBuf>,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let variables = LOADER_VARIABLES.iter().filter_map(|name| set(name));
        let named = variables.flat_map(|value| env::split_paths(&value).collect::<Vec<_>>());
        Self {
            dylib_path: set("ORT_DYLIB_PATH").map(PathBuf::from),
            path: set("PATH"),
            folders: named.chain(FOLDERS.map(PathBuf::from)).collect(),
            known: loader_cache(),
        }
    }

    /// The file of a program on `PATH`.
    pub(super) fn program(&self, name: &str) -> Option<PathBuf> {
        let names = [name.to_owned(), format!("{name}.exe")];
        let folders = env::split_paths(self.path.as_ref()?);
        // An empty entry means the current folder, which is not to be trusted.
        let folders = folders.filter(|folder| folder.is_absolute());
        let mut files = folders.flat_map(|folder| names.each_ref().map(|name| folder.join(name)));
        files.find(|file| file.is_file())
    }

    /// The system's ONNX Runtime.
    pub(super) fn system_library(&self) -> Option<PathBuf> {
        let folders = self.folders.iter().filter(|folder| folder.is_absolute());
        let mut in_folders = folders.filter_map(|folder| library::directly_in(folder));
        in_folders.next().or_else(|| self.known.first().cloned())
    }
}

/// The libraries of ONNX Runtime in the loader's cache (`ldconfig -p`); none where
/// the system has no such thing.
fn loader_cache() -> Vec<PathBuf> {
    let list = |program: &&str| {
        let mut command = Command::new(program);
        command
            .arg("-p")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()
    };
    let Some(output) = LOADER_CACHE.iter().find_map(list) else {
        return Vec::new();
    };
    cached_libraries(&String::from_utf8_lossy(&output.stdout))
}

/// Lines such as `libonnxruntime.so.1 (libc6,x86-64) => /usr/lib/libonnxruntime.so.1`.
fn cached_libraries(listing: &str) -> Vec<PathBuf> {
    let paths = listing.lines().filter_map(|line| line.split_once(" => "));
    let paths = paths.map(|(_, path)| Path::new(path.trim()));
    let name = |path: &Path| path.file_name()?.to_str().map(library::is_library);
    paths
        .filter(|path| name(path) == Some(true))
        .map(Path::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_cache_is_read_by_file_name() {
        let listing = "2 libs found\n\tlibonnx.so (libc6) => /usr/lib/libonnx.so\n\
            \tlibonnxruntime.so.1 (libc6,x86-64) => /usr/lib/x/libonnxruntime.so.1\n";
        assert_eq!(
            cached_libraries(listing),
            [PathBuf::from("/usr/lib/x/libonnxruntime.so.1")]
        );
    }

    #[test]
    fn a_library_folder_comes_before_the_loader_cache() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("libonnxruntime.so");
        std::fs::write(&file, "").unwrap();
        let folders = vec!["relative".into(), folder.path().into()];
        let known = vec!["/usr/lib/libonnxruntime.so".into()];
        let around = Surroundings {
            folders,
            known,
            ..Surroundings::default()
        };
        assert_eq!(around.system_library(), Some(file));
    }

    #[test]
    fn an_empty_entry_of_path_is_not_the_current_folder() {
        let around = Surroundings {
            path: Some(":".into()),
            ..Surroundings::default()
        };
        assert_eq!(around.program("Cargo.toml"), None);
    }
}
