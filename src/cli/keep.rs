//! Inputs that an output must not take the place of.

use std::{fs, os::unix::fs::MetadataExt, path::Path};

use anyhow::{Context, ensure};

use crate::target::Target;

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
    fn what_cannot_be_written_is_told_before_the_work() {
        for output in ["/nonexistent/a.dsd", "/"] {
            let told = check_output(Path::new(output), []).unwrap_err();
            assert_eq!(told.to_string(), format!("cannot write {output}"));
        }
        check_output(Path::new("-"), []).unwrap();
        check_output(Path::new("/dev/full"), []).unwrap();
    }
}
