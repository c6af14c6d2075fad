//! A valve before the real stream, shut when the output is given up.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Shuts the [`Valve`] that was made with it.
#[derive(Debug)]
pub struct Guard(Arc<AtomicBool>);

impl Guard {
    /// Wraps a stream in a valve.
    pub fn new<W>(inner: W) -> (Self, Valve<W>) {
        let shut = Arc::new(AtomicBool::new(false));
        let valve = Valve {
            inner,
            shut: shut.clone(),
        };
        (Self(shut), valve)
    }

    /// Lets nothing more through: compressors write their last blocks when they are dropped, and
    /// a cut stream must not look whole.
    pub fn shut(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Passes bytes on until it is shut, and swallows them then.
#[derive(Debug)]
pub struct Valve<W> {
    inner: W,
    shut: Arc<AtomicBool>,
}

impl<W: Write> Write for Valve<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.shut.load(Ordering::SeqCst) {
            Ok(buf.len())
        } else {
            self.inner.write(buf)
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shut_valve_swallows() {
        let (guard, mut valve) = Guard::new(Vec::new());
        valve.write_all(b"whole").unwrap();
        guard.shut();
        valve.write_all(b"end of file").unwrap();
        assert_eq!(valve.inner, b"whole");
    }
}
