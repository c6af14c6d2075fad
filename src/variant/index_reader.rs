//! Regions of a file that has an index: what of it is read, and which records of that are given.

mod chunks;
mod file;
mod index;

use std::{path::Path, sync::Arc, vec};

pub use self::{chunks::ChunkReader, file::IndexedFile, file::split_index};
use super::{Dictionary, Error, Extent, Intervals, Overlap, Record, RegionList};

/// The regions of a file that are read, contig by contig in the order in which they were named.
pub struct Selection {
    file: Arc<IndexedFile>,
    overlap: Overlap,
    extent: Extent,
    contigs: vec::IntoIter<Contig>,
    current: Option<Contig>,
    absent: Vec<String>,
}

/// The regions of a contig.
#[derive(Debug)]
struct Contig {
    name: Box<[u8]>,
    /// Its number in the index; `None` where the index does not know it.
    id: Option<usize>,
    intervals: Intervals,
    /// The records that were read, those that were left out among them.
    read: u64,
    is_past: bool,
}

/// What becomes of a record that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is given.
    Keep,
    /// It is left out.
    Drop,
    /// It is left out, and so is what follows it on the contig.
    Stop,
}

impl Selection {
    /// The regions of a file whose header has this dictionary.
    pub(super) fn new(
        file: Arc<IndexedFile>,
        dictionary: &Dictionary,
        regions: &RegionList,
        overlap: Overlap,
    ) -> Self {
        let (mut contigs, mut absent) = (Vec::new(), Vec::new());
        for (name, intervals) in regions.by_contig() {
            let id = file.contig(name, dictionary);
            if id.is_none() && dictionary.contig_index(name).is_none() {
                absent.push(name.escape_ascii().to_string());
            }
            contigs.push(Contig {
                name: name.into(),
                id,
                intervals,
                read: 0,
                is_past: false,
            });
        }
        Self {
            file,
            overlap,
            extent: Extent::new(dictionary),
            contigs: contigs.into_iter(),
            current: None,
            absent,
        }
    }

    /// The contigs that neither header nor index name.
    #[must_use]
    pub fn absent(&self) -> &[String] {
        &self.absent
    }

    /// The index.
    #[must_use]
    pub fn index(&self) -> &Path {
        self.file.index()
    }

    /// Whether the file was changed after its index was made.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.file.is_stale()
    }

    pub(super) fn file(&self) -> &Arc<IndexedFile> {
        &self.file
    }

    /// Goes on to the next contig; `None` at the end. Returns its name and where its records lie.
    pub(super) fn next(&mut self) -> Option<(String, Vec<index::Chunk>)> {
        self.current = self.contigs.next();
        let contig = self.current.as_ref()?;
        let chunks = contig.id.map(|id| self.file.chunks(id, &contig.intervals));
        let name = contig.name.escape_ascii().to_string();
        Some((name, chunks.unwrap_or_default()))
    }

    /// Judges a record of the current contig.
    ///
    /// # Errors
    ///
    /// Returns an error where it is another contig's: the index is not of this file.
    pub(super) fn judge(&mut self, record: &Record) -> Result<Verdict, Error> {
        let Some(contig) = &mut self.current else {
            return Ok(Verdict::Stop);
        };
        if record.contig() != Some(&contig.name) {
            let (place, name) = (record.place(), contig.name.escape_ascii());
            return Err(self
                .file
                .misfit(format!("it has {place} among the records of {name}")));
        }
        contig.read += 1;
        if record.position().unwrap_or(0) > contig.intervals.last() {
            contig.is_past = true;
            return Ok(Verdict::Stop);
        }
        let is_in = self.overlap.has(&contig.intervals, record, &self.extent);
        Ok(if is_in { Verdict::Keep } else { Verdict::Drop })
    }

    /// Ends the current contig.
    ///
    /// # Errors
    ///
    /// Returns an error where all of it was asked for and the index knows of another number of
    /// records.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        let Some(contig) = self.current.take() else {
            return Ok(());
        };
        let expected = contig.id.and_then(|id| self.file.count(id));
        let is_whole = contig.intervals.are_all() && !contig.is_past;
        match expected {
            Some(expected) if is_whole && expected != contig.read => {
                let (name, read) = (contig.name.escape_ascii(), contig.read);
                let what = format!("{name} has {read} records, and by the index {expected}");
                Err(self.file.misfit(what))
            }
            _ => Ok(()),
        }
    }
}
