//! Files that have no name until they are whole, so that nothing stays of them when the program is
//! killed: `O_TMPFILE` of Linux, which not all file systems have.

use std::{
    fs::{self, File},
    io,
    os::{fd::AsRawFd, unix::fs::OpenOptionsExt},
    path::Path,
};

use rustix::fs::{AtFlags, CWD, OFlags, linkat};

/// Opens a file in a folder; `None` where it could not be given a name.
pub(super) fn open(folder: &Path, mode: u32) -> Option<File> {
    let flags = OFlags::TMPFILE.bits().cast_signed();
    let mut options = File::options();
    options.read(true).write(true).mode(mode);
    let file = options.custom_flags(flags).open(folder).ok()?;
    fs::metadata(place(&file)).is_ok().then_some(file)
}

/// Gives the file a name that is not taken.
pub(super) fn link(file: &File, path: &Path) -> io::Result<()> {
    // The way that open(2) describes: without /proc it takes a privilege.
    linkat(CWD, place(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?;
    Ok(())
}

fn place(file: &File) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}
