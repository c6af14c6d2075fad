//! Bytes in: files and standard input, plain, gzipped or in BGZF.

mod tail;

use std::{
    fs::File,
    io::{self, BufReader, Chain, Cursor, Read},
    num::NonZero,
};

use flate2::bufread::MultiGzDecoder;
use noodles_bgzf as bgzf;

use self::tail::{Tail, TailReader};
use super::{Error, index_reader::ChunkReader};
use crate::remote::reading_command;

pub use self::tail::BGZF_EOF;

/// Bytes enough to tell BGZF from gzip: the header with its first extra sub-field.
const MAGIC_LEN: usize = 18;
const BUFFER_SIZE: usize = 128 * 1024;

type Source = BufReader<TailReader<Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>>>;

/// A decompressed byte stream that notices a missing BGZF end-of-file block.
pub struct Input {
    name: String,
    inner: Inner,
    /// Set for BGZF, whose last block must be the end-of-file block.
    tail: Option<Tail>,
}

enum Inner {
    Plain(Source),
    Gzip(MultiGzDecoder<Source>),
    Bgzf(bgzf::io::Reader<Source>),
    BgzfThreads(bgzf::io::MultithreadedReader<Source>),
    Chunks(ChunkReader),
}

impl Input {
    /// Opens a path, `-` being standard input; `threads` more threads decompress BGZF.
    ///
    /// # Errors
    ///
    /// Returns an error where the path cannot be opened or read.
    pub fn open(path: &str, threads: usize) -> Result<Self, Error> {
        let fail = |source| Error::Open {
            path: path.into(),
            source,
        };
        if path == "-" {
            return Self::new("standard input", Box::new(io::stdin()), threads);
        }
        if let Some(command) = reading_command(path) {
            return Err(Error::Remote {
                address: path.into(),
                command,
            });
        }
        let file = File::open(path).map_err(fail)?;
        if file.metadata().map_err(fail)?.is_dir() {
            return Err(fail(io::ErrorKind::IsADirectory.into()));
        }
        Self::new(path, Box::new(file), threads)
    }

    /// Reads from any stream; `name` is what errors call it.
    ///
    /// # Errors
    ///
    /// Returns an error where the first bytes cannot be read.
    pub fn new(
        name: &str,
        mut stream: Box<dyn Read + Send>,
        threads: usize,
    ) -> Result<Self, Error> {
        let magic = read_magic(&mut stream).map_err(|source| Error::Read {
            name: name.into(),
            source,
        })?;
        let kind = Compression::of(&magic);
        let (source, tail) = TailReader::new(Cursor::new(magic).chain(stream));
        let source = BufReader::with_capacity(BUFFER_SIZE, source);
        let is_bgzf = kind == Compression::Bgzf;
        Ok(Self {
            name: name.into(),
            inner: Inner::new(kind, source, threads),
            tail: is_bgzf.then_some(tail),
        })
    }

    /// What errors call this input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads some bytes; 0 at the end.
    ///
    /// # Errors
    ///
    /// Returns an error where reading fails, the compressed data is damaged, or a BGZF stream
    /// ends without its end-of-file block.
    pub fn read(&mut self, buf: &mut [u8]) -> Result<usize, Error> {
        let result = match &mut self.inner {
            Inner::Plain(reader) => reader.read(buf),
            Inner::Gzip(reader) => reader.read(buf),
            Inner::Bgzf(reader) => reader.read(buf),
            Inner::BgzfThreads(reader) => reader.read(buf),
            Inner::Chunks(reader) => reader.read(buf),
        };
        match result {
            Ok(0) if !buf.is_empty() => self.check_end().map(|()| 0),
            Ok(n) => Ok(n),
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => {
                Err(self.truncated("the compressed data stops in the middle of a block"))
            }
            Err(source) => Err(Error::Read {
                name: self.name.clone(),
                source,
            }),
        }
    }

    /// Whether the input is in BGZF.
    pub(super) fn is_bgzf(&self) -> bool {
        self.tail.is_some()
    }

    /// Reads stretches from now on.
    pub(super) fn read_chunks(&mut self, reader: ChunkReader) {
        self.inner = Inner::Chunks(reader);
        self.tail = None;
    }

    /// What stretches are read, where they are.
    pub(super) fn chunks(&mut self) -> Option<&mut ChunkReader> {
        match &mut self.inner {
            Inner::Chunks(reader) => Some(reader),
            _ => None,
        }
    }

    /// The error for an input that ends too early.
    #[must_use]
    pub fn truncated(&self, what: &str) -> Error {
        Error::Truncated {
            name: self.name.clone(),
            what: what.into(),
        }
    }

    fn check_end(&self) -> Result<(), Error> {
        match &self.tail {
            Some(tail) if !tail.is_bgzf_eof() => {
                Err(self.truncated("the BGZF end-of-file block is missing"))
            }
            _ => Ok(()),
        }
    }
}

impl Inner {
    fn new(kind: Compression, source: Source, threads: usize) -> Self {
        match (kind, NonZero::new(threads)) {
            (Compression::None, _) => Self::Plain(source),
            (Compression::Gzip, _) => Self::Gzip(MultiGzDecoder::new(source)),
            (Compression::Bgzf, None) => Self::Bgzf(bgzf::io::Reader::new(source)),
            (Compression::Bgzf, Some(n)) => {
                Self::BgzfThreads(bgzf::io::MultithreadedReader::with_worker_count(n, source))
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Bgzf,
}

impl Compression {
    /// BGZF is gzip whose header holds an extra sub-field `BC` (SAM specification, section 4.1).
    fn of(magic: &[u8]) -> Self {
        let has_extra_field = magic.get(3).is_some_and(|flags| flags & 4 != 0);
        match magic {
            [0x1f, 0x8b, 8, ..] if has_extra_field && magic.get(12..14) == Some(b"BC") => {
                Self::Bgzf
            }
            [0x1f, 0x8b, ..] => Self::Gzip,
            _ => Self::None,
        }
    }
}

fn read_magic(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut magic = Vec::with_capacity(MAGIC_LEN);
    stream.take(MAGIC_LEN as u64).read_to_end(&mut magic)?;
    Ok(magic)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn bgzip(data: &[u8]) -> Vec<u8> {
        let mut writer = bgzf::io::Writer::new(Vec::new());
        writer.write_all(data).unwrap();
        writer.finish().unwrap()
    }

    fn read_all(bytes: &[u8], threads: usize) -> Result<Vec<u8>, Error> {
        let mut input = Input::new("test", Box::new(Cursor::new(bytes.to_vec())), threads)?;
        let (mut out, mut buf) = (Vec::new(), [0; 1000]);
        loop {
            match input.read(&mut buf)? {
                0 => return Ok(out),
                n => out.extend_from_slice(&buf[..n]),
            }
        }
    }

    #[test]
    fn plain_gzip_and_bgzf_read_alike() {
        let data = b"##fileformat=VCFv4.3\n".repeat(5000);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&data).unwrap();
        for bytes in [data.clone(), gzip.finish().unwrap(), bgzip(&data)] {
            for threads in [0, 2] {
                assert_eq!(read_all(&bytes, threads).unwrap(), data);
            }
        }
    }

    #[test]
    fn every_cut_of_a_bgzf_stream_is_an_error() {
        let bytes = bgzip(&b"chr1\t1\t.\tA\tC\t.\t.\t.\n".repeat(9));
        for len in MAGIC_LEN..bytes.len() {
            assert!(read_all(&bytes[..len], 0).is_err(), "cut at {len}");
        }
        assert!(read_all(&bytes[..bytes.len() - 28], 2).is_err());
    }

    #[test]
    fn a_cut_gzip_stream_is_an_error() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&b"ACGT".repeat(100)).unwrap();
        let bytes = gzip.finish().unwrap();
        let error = read_all(&bytes[..bytes.len() - 9], 0).unwrap_err();
        assert!(matches!(error, Error::Truncated { .. }), "{error}");
    }
}
