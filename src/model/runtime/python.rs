//! The `onnxruntime` package of the Python on `PATH`.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Miss, Surroundings};

/// Long enough for an interpreter on a slow network file system.
const LIMIT: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

/// Prints the package's folder without importing it, which would take seconds;
/// the current folder is left out, so that a folder `onnxruntime` there, of
/// whatever origin, is never loaded from.
const SCRIPT: &str = "\
import sys
sys.path[:] = [folder for folder in sys.path if folder]
import importlib.util
spec = importlib.util.find_spec('onnxruntime')
for folder in (spec and spec.submodule_search_locations) or []:
    print(folder)
    break
";

/// The folder of the package `onnxruntime` of this interpreter.
pub(super) fn package(program: &'static str, around: &Surroundings) -> Result<PathBuf, Miss> {
    let path = around.program(program).ok_or(Miss::NoPython(program))?;
    let mut command = Command::new(path);
    command.args(["-c", SCRIPT]).stdin(Stdio::null());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let child = child.map_err(|_| Miss::NoPython(program))?;
    let answer = wait(child, LIMIT).ok_or(Miss::SlowPython(program))?;
    match answer.lines().next() {
        Some(folder) if !folder.is_empty() => Ok(folder.into()),
        _ => Err(Miss::NoWheel(program)),
    }
}

/// What the child prints (a line; a pipe holds that), or nothing where it is too slow.
fn wait(mut child: Child, limit: Duration) -> Option<String> {
    let start = Instant::now();
    while matches!(child.try_wait(), Ok(None)) {
        if start.elapsed() > limit {
            // It may have ended by itself meanwhile: nothing to do about either.
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(PAUSE);
    }
    let mut text = String::new();
    let _ = child.stdout.take()?.read_to_string(&mut text);
    Some(text)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    fn on_path(folder: &Path) -> Surroundings {
        let path = Some(folder.into());
        Surroundings {
            path,
            ..Surroundings::default()
        }
    }

    #[test]
    fn the_folder_that_the_interpreter_prints_is_taken() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/model/python");
        let package = package("python3", &on_path(&folder)).unwrap();
        assert_eq!(package, PathBuf::from("/some/where/onnxruntime"));
    }

    #[test]
    fn an_interpreter_without_the_package_or_with_a_fault_is_a_miss() {
        for program in ["/bin/true", "/bin/false"] {
            let folder = tempfile::tempdir().unwrap();
            symlink(program, folder.path().join("python3")).unwrap();
            let answer = package("python3", &on_path(folder.path()));
            assert!(matches!(answer, Err(Miss::NoWheel(_))), "{program}");
        }
    }

    #[test]
    fn a_name_that_is_not_on_path_is_a_miss() {
        let folder = tempfile::tempdir().unwrap();
        let answer = package("python", &on_path(folder.path()));
        assert!(matches!(answer, Err(Miss::NoPython("python"))));
    }

    #[test]
    fn an_interpreter_that_hangs_is_ended() {
        let child = Command::new("sleep")
            .arg("60")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let start = Instant::now();
        assert_eq!(wait(child, Duration::from_millis(50)), None);
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
