use std::{
    io::{self, BufRead},
    path::{Path, PathBuf},
};

use super::RegionsError;
use crate::text;

/// The lines of a file, decompressed and without their ends.
pub(in crate::gene) struct Lines {
    path: PathBuf,
    reader: Box<dyn BufRead>,
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    pub(in crate::gene) fn open(path: &Path) -> Result<Self, RegionsError> {
        let reader = text::open(path).map_err(|source| unreadable(path, source))?;
        Ok(Self {
            path: path.into(),
            reader,
            line: Vec::new(),
            number: 0,
        })
    }

    /// The next line, or none at the end of the file.
    pub(in crate::gene) fn read(&mut self) -> Result<Option<&[u8]>, RegionsError> {
        self.line.clear();
        let length = self
            .reader
            .read_until(b'\n', &mut self.line)
            .map_err(|source| unreadable(&self.path, source))?;
        self.number += 1;
        Ok((length > 0).then(|| without_end(&self.line)))
    }

    /// The 1-based number of the line that was read last.
    pub(in crate::gene) fn number(&self) -> u64 {
        self.number
    }
}

fn unreadable(path: &Path, source: io::Error) -> RegionsError {
    RegionsError::Read {
        path: path.into(),
        source,
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
