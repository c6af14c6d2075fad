//! Inputs that an output must not take the place of.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};

use crate::target::{Target, folder_of};

/// Refuses an output that is one of the inputs, by whatever name, or that cannot be written: before
/// the work, not after it.
pub fn check_output<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> anyhow::Result<()> {
    if output == Path::new("-") {
        return Ok(());
    }
    let Ok(found) = fs::metadata(output) else {
        return check_writable(output);
    };
    if !found.is_file() && !found.is_dir() {
        // A pipe or a device, which may be opened once only.
        return Ok(());
    }
    let is_output = |input: &&Path| {
        fs::metadata(input)
            .is_ok_and(|input| (input.dev(), input.ino()) == (found.dev(), found.ino()))
    };
    let same = inputs.into_iter().find(is_output);
    ensure!(
        same.is_none(),
        "the output {} is an input too, and would replace it: name another file",
        output.display()
    );
    check_writable(output)
}

/// Refuses outputs of which two are one file: the later would replace the earlier.
pub fn check_apart(outputs: &[&Path]) -> anyhow::Result<()> {
    match repeated(outputs) {
        None => Ok(()),
        Some(output) => bail!(
            "two outputs would be written to {}: name another file for one",
            output.display()
        ),
    }
}

/// The first of some paths that is the file of one before it, however they are spelt.
pub fn repeated<'p>(paths: &[&'p Path]) -> Option<&'p Path> {
    let mut numbered = paths.iter().enumerate();
    let found = numbered.find(|(number, path)| {
        let mut before = paths[..*number].iter();
        before.any(|other| resolved(other) == resolved(path))
    });
    found.map(|(_, path)| *path)
}

/// The path that a file has or would have, without links.
fn resolved(path: &Path) -> Option<PathBuf> {
    let found = fs::canonicalize(path);
    found.ok().or_else(|| {
        let folder = fs::canonicalize(folder_of(path)).ok()?;
        Some(folder.join(path.file_name()?))
    })
}

fn check_writable(output: &Path) -> anyhow::Result<()> {
    // Opened beside the output, and removed.
    Target::open(output).with_context(|| format!("cannot write {}", output.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_known_by_another_name() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("a"), dir.path().join("b"));
        fs::write(&file, "precious").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let told = check_output(&link, [file.as_path()]).unwrap_err();
        assert!(told.to_string().contains("is an input too"), "{told}");
        check_output(&dir.path().join("c"), [file.as_path()]).unwrap();
        assert_eq!(dir.path().read_dir().unwrap().count(), 2);
        assert_eq!(fs::read(&file).unwrap(), b"precious");
    }

    #[test]
    fn two_outputs_in_one_file_are_refused_however_it_is_spelt() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a.onnx"), dir.path().join("a.json"));
        let again = dir.path().join(".").join("a.onnx");
        check_apart(&[&a, &b]).unwrap();
        let told = check_apart(&[&a, &b, &again]).unwrap_err().to_string();
        assert!(told.contains("two outputs"), "{told}");
        std::os::unix::fs::symlink(&a, &b).unwrap();
        fs::write(&a, "").unwrap();
        let told = check_apart(&[&a, &b]).unwrap_err().to_string();
        assert!(told.contains("two outputs"), "{told}");
    }

    #[test]
    fn what_cannot_be_written_is_told_before_the_work() {
        for output in ["/nonexistent/a.dsd", "/"] {
            let told = check_output(Path::new(output), []).unwrap_err();
            assert_eq!(told.to_string(), format!("cannot write {output}"));
        }
        check_output(Path::new("-"), []).unwrap();
        check_output(Path::new("/dev/full"), []).unwrap();
    }
}
