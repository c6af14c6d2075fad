//! Bytes out: files and standard output, plain or in BGZF, whole or not at all.

mod guard;

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    num::NonZero,
    path::Path,
};

use noodles_bgzf as bgzf;

use self::guard::{Guard, Valve};
use super::{Error, Format};
use crate::target::{Stream, Target};

const BUFFER_SIZE: usize = 128 * 1024;

/// A byte sink. Until [`Output::finish`] succeeds, no file stands at its path.
///
/// Dropped unfinished, it leaves no file and never writes the BGZF end-of-file block, so that a
/// reader at the other end of a pipe notices.
pub struct Output {
    name: String,
    sink: Sink,
    target: Target,
    guard: Guard,
}

type Raw = Valve<Stream>;

enum Sink {
    Plain(BufWriter<Raw>),
    Bgzf(bgzf::io::Writer<Raw>),
    BgzfThreads(bgzf::io::MultithreadedWriter<Raw>),
    Closed,
}

impl Output {
    /// Creates an output at a path, `-` being standard output; `threads` more threads compress.
    ///
    /// # Errors
    ///
    /// Returns an error where the path cannot be written.
    pub fn create(path: &str, format: Format, threads: usize) -> Result<Self, Error> {
        let name = if path == "-" { "standard output" } else { path };
        let (target, stream) = Target::open(Path::new(path)).map_err(|source| Error::Write {
            name: name.into(),
            source,
        })?;
        let (guard, raw) = Guard::new(stream);
        Ok(Self {
            name: name.into(),
            sink: Sink::new(raw, format, threads),
            target,
            guard,
        })
    }

    /// Writes all of some bytes.
    ///
    /// # Errors
    ///
    /// Returns an error where they cannot be written.
    pub fn write_all(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let result = match &mut self.sink {
            Sink::Plain(writer) => writer.write_all(bytes),
            Sink::Bgzf(writer) => writer.write_all(bytes),
            Sink::BgzfThreads(writer) => writer.write_all(bytes),
            Sink::Closed => Err(closed()),
        };
        result.map_err(|source| self.fail(source))
    }

    /// Ends the stream; a file is then complete, under a name that is not yet its own.
    ///
    /// # Errors
    ///
    /// Returns an error where the rest cannot be written.
    pub fn close(&mut self) -> Result<(), Error> {
        let result = match std::mem::replace(&mut self.sink, Sink::Closed) {
            Sink::Plain(mut writer) => writer.flush(),
            Sink::Bgzf(writer) => writer.finish().and_then(|mut raw| raw.flush()),
            Sink::BgzfThreads(mut writer) => writer.finish().and_then(|mut raw| raw.flush()),
            Sink::Closed => Ok(()),
        };
        result.map_err(|source| self.fail(source))
    }

    /// The closed file from its beginning, before it has its name; `None` where the output is a stream.
    ///
    /// # Errors
    ///
    /// Returns an error where it cannot be read.
    pub fn reader(&self) -> io::Result<Option<File>> {
        self.target.reader()
    }

    /// The name that the file will have; `None` where the output is a stream.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.target.path()
    }

    /// Ends the stream and gives the file its name.
    ///
    /// # Errors
    ///
    /// Returns an error where the rest cannot be written or the file cannot be renamed.
    pub fn finish(mut self) -> Result<(), Error> {
        self.close()?;
        let target = std::mem::take(&mut self.target);
        target.persist().map_err(|source| self.fail(source))
    }

    fn fail(&self, source: io::Error) -> Error {
        self.guard.shut();
        Error::Write {
            name: self.name.clone(),
            source,
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.guard.shut();
    }
}

impl Sink {
    fn new(raw: Raw, format: Format, threads: usize) -> Self {
        let Some(level) = format.level() else {
            return Self::Plain(BufWriter::with_capacity(BUFFER_SIZE, raw));
        };
        let level = compression_level(level);
        match NonZero::new(threads) {
            None => Self::Bgzf(
                bgzf::io::writer::Builder::default()
                    .set_compression_level(level)
                    .build_from_writer(raw),
            ),
            Some(n) => Self::BgzfThreads(
                bgzf::io::multithreaded_writer::Builder::default()
                    .set_compression_level(level)
                    .set_worker_count(n)
                    .build_from_writer(raw),
            ),
        }
    }
}

/// libdeflate's level for a zlib level, as htslib maps them (`bgzf_compress` in bgzf.c).
fn compression_level(zlib: u8) -> bgzf::io::writer::CompressionLevel {
    const LIBDEFLATE: [u8; 10] = [0, 1, 2, 3, 5, 6, 7, 8, 10, 12];
    bgzf::io::writer::CompressionLevel::new(LIBDEFLATE[usize::from(zlib.min(9))])
        .unwrap_or_default()
}

fn closed() -> io::Error {
    io::Error::other("the output is already closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> Vec<u8> {
        std::fs::read(path).unwrap()
    }

    #[test]
    fn a_file_stands_only_once_finished() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.vcf");
        let mut output = Output::create(path.to_str().unwrap(), Format::Vcf, 0).unwrap();
        output.write_all(b"x").unwrap();
        output.close().unwrap();
        assert!(!path.exists());
        output.finish().unwrap();
        assert_eq!(read(&path), b"x");
    }

    #[test]
    fn an_abandoned_output_leaves_nothing() {
        for threads in [0, 2] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("out.vcf.gz");
            let mut output =
                Output::create(path.to_str().unwrap(), Format::VcfGz(6), threads).unwrap();
            output.write_all(&[0; 200_000]).unwrap();
            drop(output);
            assert_eq!(dir.path().read_dir().unwrap().count(), 0);
        }
    }

    #[test]
    fn a_full_disk_is_an_error_with_and_without_threads() {
        for (format, threads) in [(Format::Vcf, 0), (Format::VcfGz(1), 0), (Format::Bcf(1), 2)] {
            let mut output = Output::create("/dev/full", format, threads).unwrap();
            let written = output.write_all(b"x");
            let error = written.and_then(|()| output.finish()).unwrap_err();
            assert_eq!(error.to_string(), "cannot write /dev/full");
        }
    }

    #[test]
    fn threads_do_not_change_the_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let data: Vec<u8> = (0..300_000_u32)
            .map(|i| (i.wrapping_mul(i) % 251) as u8)
            .collect();
        let [a, b] = [0, 3].map(|threads| {
            let path = dir.path().join(format!("{threads}.vcf.gz"));
            let mut output =
                Output::create(path.to_str().unwrap(), Format::VcfGz(6), threads).unwrap();
            output.write_all(&data).unwrap();
            output.finish().unwrap();
            read(&path)
        });
        assert!(a == b);
    }
}
