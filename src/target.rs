//! Where output goes: a file written beside its target, or a stream.

mod temporary;
#[cfg(target_os = "linux")]
mod unnamed;

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    os::{fd::AsFd, unix::fs::PermissionsExt},
    path::{Path, PathBuf},
};

use self::temporary::Temporary;

/// The raw stream of a target.
pub type Stream = Box<dyn Write + Send>;

/// What becomes of the stream at the end.
#[derive(Default)]
pub enum Target {
    /// Nothing: standard output, a pipe or a device.
    #[default]
    Stream,
    /// The file takes the path's name.
    File {
        /// The name to take.
        path: PathBuf,
        /// The file until then, gone when dropped.
        temporary: Temporary,
    },
}

impl Target {
    /// Opens the stream of a path, `-` being standard output.
    pub fn open(path: &Path) -> io::Result<(Self, Stream)> {
        if path == Path::new("-") {
            // Not `io::stdout()`, which breaks large writes at the last line.
            let stdout = io::stdout().as_fd().try_clone_to_owned()?;
            return Ok((Self::Stream, Box::new(File::from(stdout))));
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(metadata) if !metadata.is_file() => {
                let device = File::options().write(true).open(path)?;
                Ok((Self::Stream, Box::new(device)))
            }
            Ok(metadata) => {
                // A link stays a link, and a file that may not be written is not replaced.
                File::options().write(true).open(path)?;
                Self::beside(&fs::canonicalize(path)?, metadata.permissions().mode())
            }
            // The link would be replaced, and what it leads to not be written.
            Err(_) if path.is_symlink() => Err(io::Error::new(
                io::ErrorKind::NotFound,
                "it is a link to what is not there: name a file, or remove the link",
            )),
            Err(_) => Self::beside(path, 0o666),
        }
    }

    fn beside(path: &Path, mode: u32) -> io::Result<(Self, Stream)> {
        fs::metadata(folder_of(path))?;
        let temporary = Temporary::beside(path, mode)?;
        let file = temporary.writer()?;
        let target = Self::File {
            path: path.into(),
            temporary,
        };
        Ok((target, Box::new(file)))
    }

    /// The name to take.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stream => None,
            Self::File { path, .. } => Some(path),
        }
    }

    /// What was written so far, from its beginning; `None` where it is gone with the stream. Who reads
    /// it has written all: there is one place in the file for both.
    pub fn reader(&self) -> io::Result<Option<File>> {
        match self {
            Self::Stream => Ok(None),
            Self::File { temporary, .. } => temporary.reader().map(Some),
        }
    }

    /// Waits until a file is on the disk.
    fn sync(&self) -> io::Result<()> {
        match self {
            Self::Stream => Ok(()),
            Self::File { temporary, .. } => temporary.sync(),
        }
    }

    /// Gives the file its name.
    pub fn persist(self) -> io::Result<()> {
        match self {
            Self::Stream => Ok(()),
            Self::File { path, temporary } => temporary.persist(&path),
        }
    }
}

/// The folder that a path is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a folder, and those that it is in.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path).map_err(|error| {
        let what = format!("cannot make the folder {}: {error}", path.display());
        io::Error::new(error.kind(), what)
    })
}

/// What a temporary name beside a path begins with: hidden, and to be known again.
pub fn temporary_prefix(path: &Path) -> io::Result<OsString> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".");
    Ok(prefix)
}

/// Writes a file whole or not at all: what `write` writes is on the disk before it has the name.
/// What is no file, such as a pipe, is written as it is.
pub fn write_whole<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<Stream>) -> Result<(), E>,
) -> Result<(), E> {
    let (target, stream) = Target::open(path)?;
    let mut writer = BufWriter::new(stream);
    write(&mut writer)?;
    writer.flush()?;
    target.sync()?;
    Ok(target.persist()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_stays_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let (target, mut stream) = Target::open(&link).unwrap();
        stream.write_all(b"new").unwrap();
        target.persist().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[test]
    fn a_link_to_nothing_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(dir.path().join("gone"), &link).unwrap();
        let error = Target::open(&link).err().unwrap();
        assert!(error.to_string().contains("a link to what is not there"));
        assert!(link.is_symlink());
        assert_eq!(dir.path().read_dir().unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_fails_on_the_way_leaves_the_old_one() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "old").unwrap();
        let failed: io::Result<()> = write_whole(&file, |writer| {
            writer.write_all(b"new")?;
            Err(io::ErrorKind::InvalidData.into())
        });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(fs::read(&file).unwrap(), b"old");
        write_whole(&file, |writer| writer.write_all(b"new")).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(dir.path().read_dir().unwrap().count(), 1);
    }

    #[test]
    fn an_unwritable_folder_is_an_error() {
        let error = Target::open(Path::new("/nonexistent/out.vcf"))
            .err()
            .unwrap();
        assert_eq!(error.to_string(), "No such file or directory (os error 2)");
        assert!(Target::open(Path::new("/")).is_err());
    }
}
