//! The folder that is written, whole or not at all.

use std::{
    fs::{self, File, Permissions},
    io::{self, BufWriter, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{Error, Result, error::Failure};
use crate::target::{folder_of, temporary_prefix};

/// A folder under a temporary name beside its target, gone when dropped.
pub(super) struct Folder {
    path: PathBuf,
    temporary: TempDir,
    /// Whether what is at the target goes.
    force: bool,
}

impl Folder {
    /// Creates the folder, if it may have the name `path` at the end.
    pub(super) fn create(path: &Path, force: bool) -> Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        check_target(&path, force)?;
        let temporary = beside(&path).map_err(|e| write_error(&path, e.into()))?;
        Ok(Self {
            path,
            temporary,
            force,
        })
    }

    /// Writes a file of the folder.
    pub(super) fn write(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        self.create_by_path(name, |path| {
            let mut writer = BufWriter::new(File::create(path)?);
            write(&mut writer)?;
            writer.flush()?;
            Ok(writer.get_ref().sync_all()?)
        })
    }

    /// Has a file of the folder written by its path.
    pub(super) fn create_by_path(
        &self,
        name: &str,
        write: impl FnOnce(&Path) -> std::result::Result<(), Failure>,
    ) -> Result<()> {
        // The error names the file as it was to be.
        write(&self.temporary.path().join(name)).map_err(|e| write_error(&self.path.join(name), e))
    }

    /// Gives the folder its name.
    pub(super) fn persist(self) -> Result<()> {
        check_target(&self.path, self.force)?;
        self.rename().map_err(|e| write_error(&self.path, e.into()))
    }

    fn rename(&self) -> io::Result<()> {
        let old = if self.path.exists() {
            let aside = beside(&self.path)?;
            fs::rename(&self.path, aside.path())?;
            Some(aside)
        } else {
            None
        };
        let renamed = fs::rename(self.temporary.path(), &self.path);
        if let (Err(_), Some(old)) = (&renamed, &old) {
            fs::rename(old.path(), &self.path)?;
        }
        renamed
    }
}

fn write_error(path: &Path, source: Failure) -> Error {
    let path = path.into();
    Error::Write { path, source }
}

fn beside(path: &Path) -> io::Result<TempDir> {
    let prefix = temporary_prefix(path)?;
    tempfile::Builder::new()
        .prefix(&prefix)
        .permissions(Permissions::from_mode(0o777))
        .tempdir_in(folder_of(path))
        // The error names the temporary folder, which nobody asked for.
        .map_err(|error| io::Error::from(error.kind()))
}

/// That nothing of another's is lost: only a folder of nothing but our files is ever replaced.
fn check_target(path: &Path, force: bool) -> Result<()> {
    let refuse = |what: String| {
        let path = path.into();
        Err(Error::Folder { path, what })
    };
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return refuse("is there, and is no folder".into());
        }
        Err(error) => return Err(write_error(path, error.into())),
    };
    for entry in entries {
        let name = entry.map_err(|e| write_error(path, e.into()))?.file_name();
        let name = name.to_string_lossy().into_owned();
        if !force {
            return refuse("is not empty: name another folder, or give --force".into());
        } else if !is_ours(&name) {
            return refuse(format!("holds {name}, which --force does not remove"));
        }
    }
    Ok(())
}

/// Whether a simulation writes a file of that name.
fn is_ours(name: &str) -> bool {
    let is_atlas = name.starts_with("atlas.") && name.ends_with(".h5ad");
    let others = [
        "labels.tsv",
        "genes.gff3",
        "variants.vcf",
        "atlas.toml",
        "README.txt",
    ];
    is_atlas || others.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(path: &Path, force: bool, text: &'static [u8]) -> Result<()> {
        let folder = Folder::create(path, force)?;
        folder.write("README.txt", |out| out.write_all(text))?;
        folder.persist()
    }

    #[test]
    fn a_folder_is_replaced_by_force_alone_and_only_if_ours() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out");
        fill(&path, false, b"one").unwrap();
        let refusal = fill(&path, false, b"two").unwrap_err().to_string();
        assert!(refusal.contains("is not empty"), "{refusal}");
        fill(&path, true, b"two").unwrap();
        assert_eq!(fs::read(path.join("README.txt")).unwrap(), b"two");
        fs::write(path.join("thesis.tex"), "x").unwrap();
        let refusal = fill(&path, true, b"three").unwrap_err().to_string();
        assert!(refusal.contains("holds thesis.tex"), "{refusal}");
        assert_eq!(fs::read(path.join("README.txt")).unwrap(), b"two");
        assert_eq!(dir.path().read_dir().unwrap().count(), 1);
    }

    #[test]
    fn what_fails_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::create(&dir.path().join("out"), false).unwrap();
        let failed = folder.write("README.txt", |_| Err(io::ErrorKind::StorageFull.into()));
        let error = failed.unwrap_err().to_string();
        assert!(error.ends_with("out/README.txt"), "{error}");
        drop(folder);
        assert_eq!(dir.path().read_dir().unwrap().count(), 0);
        let error = Folder::create(Path::new("/nonexistent/out"), false).err();
        assert!(matches!(error, Some(Error::Write { .. })));
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Folder::create(&file, true).err().unwrap().to_string();
        assert!(error.contains("is no folder"), "{error}");
    }
}
