//! Stretches of a BGZF file, read one after another.

use std::{fs::File, io, num::NonZero, vec};

use noodles_bgzf::{self as bgzf, VirtualPosition};

use super::index::Chunk;

trait Blocks: bgzf::io::BufRead + bgzf::io::Seek + Send {}

impl<T: bgzf::io::BufRead + bgzf::io::Seek + Send> Blocks for T {}

/// Reads stretches of a file, and nothing else of it.
pub struct ChunkReader {
    blocks: Box<dyn Blocks>,
    chunks: vec::IntoIter<Chunk>,
    current: Option<Chunk>,
}

impl ChunkReader {
    /// For a file; `threads` more threads decompress.
    pub fn new(file: File, threads: usize) -> Self {
        let blocks: Box<dyn Blocks> = match NonZero::new(threads) {
            None => Box::new(bgzf::io::Reader::new(file)),
            Some(count) => Box::new(bgzf::io::MultithreadedReader::with_worker_count(
                count, file,
            )),
        };
        Self {
            blocks,
            chunks: Vec::new().into_iter(),
            current: None,
        }
    }

    /// Says what is read next; what was to be read before is left out.
    pub fn set(&mut self, chunks: Vec<Chunk>) {
        self.chunks = chunks.into_iter();
        self.current = None;
    }

    /// Reads some bytes; 0 at the end of the last stretch.
    pub fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let Some(end) = self.aim()? else {
            return Ok(0);
        };
        if self.blocks.fill_buf()?.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let at = self.blocks.virtual_position();
        let bytes = self.blocks.fill_buf()?;
        let mut len = bytes.len().min(buf.len());
        if at.compressed() == end.compressed() {
            len = len.min(usize::from(end.uncompressed() - at.uncompressed()));
        }
        buf[..len].copy_from_slice(&bytes[..len]);
        self.blocks.consume(len);
        Ok(len)
    }

    /// Goes on to the next stretch where the current one is read; returns where it ends.
    fn aim(&mut self) -> io::Result<Option<VirtualPosition>> {
        loop {
            if let Some(chunk) = self.current
                && self.blocks.virtual_position() < chunk.end()
            {
                return Ok(Some(chunk.end()));
            }
            self.current = self.chunks.next();
            match self.current {
                Some(chunk) => self.blocks.seek_to_virtual_position(chunk.start())?,
                None => return Ok(None),
            };
        }
    }

    /// Whether nothing but empty blocks follows a place.
    pub fn ends_at(&mut self, place: VirtualPosition) -> io::Result<bool> {
        self.blocks.seek_to_virtual_position(place)?;
        Ok(self.blocks.fill_buf()?.is_empty())
    }
}
