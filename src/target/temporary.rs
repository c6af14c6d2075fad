//! A file on its way to its name.

use std::{
    fs::{self, File},
    io::{self, Seek},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use tempfile::{Builder, NamedTempFile, TempPath};

use super::{folder_of, temporary_prefix};

/// A file beside the path whose name it takes, gone when dropped. Without a name of its own where the
/// system has such files; else hidden, and left behind by a program that is killed.
pub struct Temporary {
    file: File,
    name: Option<TempPath>,
    mode: u32,
}

impl Temporary {
    /// Opens one in a path's folder, with the permissions that the file shall have.
    pub(super) fn beside(path: &Path, mode: u32) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = super::unnamed::open(folder_of(path), mode) {
            let name = None;
            return Ok(Self { file, name, mode });
        }
        Self::named(path, mode)
    }

    fn named(path: &Path, mode: u32) -> io::Result<Self> {
        let (file, name) = builder(path, mode, |builder| builder.tempfile_in(folder_of(path)))?;
        let name = Some(name);
        Ok(Self { file, name, mode })
    }

    /// The file, to write to it.
    pub(super) fn writer(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// The file from its beginning, to read what was written. There is one place in the file for all.
    pub(super) fn reader(&self) -> io::Result<File> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(file)
    }

    /// Waits until the file is on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Gives the file a path's name, in the place of what has it.
    pub(super) fn persist(self, path: &Path) -> io::Result<()> {
        match self.name {
            Some(name) => name.persist(path).map_err(|error| error.error),
            #[cfg(target_os = "linux")]
            None => self.link(path),
            #[cfg(not(target_os = "linux"))]
            None => self.copy(path),
        }
    }

    /// A link never replaces a file: where there is one, it gets a hidden name first, for the moment
    /// until it is renamed.
    #[cfg(target_os = "linux")]
    fn link(&self, path: &Path) -> io::Result<()> {
        let link = |name: &Path| super::unnamed::link(&self.file, name);
        match link(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(_) => return self.copy(path),
            Ok(()) => return Ok(()),
        }
        let linked = builder(path, self.mode, |builder| {
            builder.make_in(folder_of(path), link)
        });
        match linked {
            Ok((_, name)) => name.persist(path).map_err(|error| error.error),
            Err(_) => self.copy(path),
        }
    }

    /// Copies the file to a hidden one with a name, where the file system does not link it after all.
    fn copy(&self, path: &Path) -> io::Result<()> {
        let copy = Self::named(path, self.mode)?;
        io::copy(&mut self.reader()?, &mut copy.writer()?)?;
        copy.sync()?;
        copy.persist(path)
    }
}

/// A file of a hidden name beside a path, as a builder makes it.
fn builder<F>(
    path: &Path,
    mode: u32,
    make: impl FnOnce(&Builder<'_, '_>) -> io::Result<NamedTempFile<F>>,
) -> io::Result<(F, TempPath)> {
    let prefix = temporary_prefix(path)?;
    let mut builder = Builder::new();
    builder.prefix(&prefix);
    builder.permissions(fs::Permissions::from_mode(mode));
    // The error names the temporary file, which nobody asked for.
    let made = make(&builder).map_err(|error| io::Error::from(error.kind()))?;
    Ok(made.into_parts())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    /// With and without a name, over nothing and over a file: by whatever way the name comes.
    #[test]
    fn a_file_gets_its_name_whole_and_nothing_else_stays() {
        type Make = fn(&Path, u32) -> io::Result<Temporary>;
        type Persist = fn(Temporary, &Path) -> io::Result<()>;
        let makes: [Make; 2] = [Temporary::beside, Temporary::named];
        let ways: [Persist; 2] = [Temporary::persist, |temporary, path| temporary.copy(path)];
        for (make, persist) in makes
            .into_iter()
            .flat_map(|make| ways.map(|way| (make, way)))
        {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("file");
            for text in ["one", "two"] {
                let temporary = make(&path, 0o640).unwrap();
                temporary
                    .writer()
                    .unwrap()
                    .write_all(text.as_bytes())
                    .unwrap();
                let mut read = String::new();
                temporary
                    .reader()
                    .unwrap()
                    .read_to_string(&mut read)
                    .unwrap();
                assert_eq!(read, text);
                persist(temporary, &path).unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), text);
                let mode = fs::metadata(&path).unwrap().permissions().mode();
                assert_eq!(mode & 0o777, 0o640);
                assert_eq!(dir.path().read_dir().unwrap().count(), 1);
            }
            drop(make(&path, 0o640).unwrap());
            assert_eq!(dir.path().read_dir().unwrap().count(), 1);
        }
    }
}
