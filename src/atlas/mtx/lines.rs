//! The lines of a text file, without a copy of each.

use std::{
    io::{BufRead, Read},
    path::{Path, PathBuf},
};

use crate::{atlas::AtlasError, text};

/// No line of such a file is as long, in bytes.
const MAX_LINE: usize = 1 << 20;

/// A text file that is read line by line.
pub(super) struct Lines {
    path: PathBuf,
    input: Box<dyn BufRead + Send>,
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    pub(super) fn open(path: &Path) -> Result<Self, AtlasError> {
        let input = text::open(path).map_err(|error| AtlasError::read(path, error))?;
        Ok(Self {
            path: path.to_path_buf(),
            input,
            line: Vec::new(),
            number: 0,
        })
    }

    /// The next line, without its end.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, AtlasError> {
        self.line.clear();
        let mut input = (&mut self.input).take(MAX_LINE as u64);
        let read = input.read_until(b'\n', &mut self.line);
        if read.map_err(|error| AtlasError::read(&self.path, error))? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.line.len() == MAX_LINE {
            return Err(self.wrong("the line does not end"));
        }
        while let Some(b'\n' | b'\r') = self.line.last() {
            self.line.pop();
        }
        Ok(Some(&self.line))
    }

    /// The error for the last line.
    pub(super) fn wrong(&self, what: impl Into<String>) -> AtlasError {
        AtlasError::Line {
            path: self.path.clone(),
            line: self.number,
            what: what.into(),
        }
    }
}
