//! The last bytes of a stream that others consume.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
};

/// The empty block that ends every BGZF file (SAM specification, section 4.1.2).
pub const BGZF_EOF: [u8; 28] = [
    0x1f, 0x8b, 0x08, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x06, 0x00, 0x42, 0x43, 0x02, 0x00,
    0x1b, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
];

/// What a [`TailReader`] has seen last; shared, as the reader may move to another thread.
#[derive(Clone, Debug, Default)]
pub struct Tail(Arc<Mutex<Vec<u8>>>);

impl Tail {
    /// Whether the stream so far ends with the BGZF end-of-file block.
    pub fn is_bgzf_eof(&self) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) == BGZF_EOF
    }

    fn push(&self, bytes: &[u8]) {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = &bytes[bytes.len().saturating_sub(BGZF_EOF.len())..];
        let surplus = (tail.len() + new.len()).saturating_sub(BGZF_EOF.len());
        tail.drain(..surplus);
        tail.extend_from_slice(new);
    }
}

/// Passes a stream on and remembers its last 28 bytes.
#[derive(Debug)]
pub struct TailReader<R> {
    inner: R,
    tail: Tail,
}

impl<R> TailReader<R> {
    /// Wraps a stream; the returned [`Tail`] follows it.
    pub fn new(inner: R) -> (Self, Tail) {
        let tail = Tail::default();
        let reader = Self {
            inner,
            tail: tail.clone(),
        };
        (reader, tail)
    }
}

impl<R: Read> Read for TailReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.tail.push(&buf[..n]);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_found_however_the_stream_is_cut() {
        for step in [1, 5, 27, 28, 29, 100] {
            let tail = Tail::default();
            let bytes = [b"data".as_slice(), &BGZF_EOF].concat();
            bytes.chunks(step).for_each(|chunk| tail.push(chunk));
            assert!(tail.is_bgzf_eof(), "steps of {step}");
            tail.push(b"x");
            assert!(!tail.is_bgzf_eof());
        }
    }
}
