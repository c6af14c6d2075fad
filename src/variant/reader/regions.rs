//! Reading regions by an index.

use std::sync::Arc;

use super::Reader;
use crate::{
    remote::reading_command,
    variant::{
        Error, Overlap, Record, Region, RegionList, Selection,
        index_reader::{IndexedFile, split_index},
    },
};

/// A file of which regions can be read, before it is known which.
pub struct IndexedReader {
    reader: Reader,
    file: IndexedFile,
}

impl IndexedReader {
    /// Opens a path and its index: that of `FILE##idx##INDEX`, else that beside the file.
    ///
    /// # Errors
    ///
    /// As [`Reader::open`]; also where the file is not in BGZF, has no index, or the index is damaged
    /// or another file's.
    pub fn open(path: &str, threads: usize) -> Result<Self, Error> {
        let (path, index) = split_index(path);
        let mut reader = Reader::open_indexable(path)?;
        let file = IndexedFile::open(path, index, reader.is_bcf())?;
        let chunks = file.reader(threads)?;
        if file.is_empty() && reader.advance()? {
            return Err(file.misfit("it has no record".into()));
        }
        reader.input.read_chunks(chunks);
        Ok(Self { reader, file })
    }

    /// Whether header or index name a contig.
    #[must_use]
    pub fn has_contig(&self, name: &[u8]) -> bool {
        let dictionary = &self.reader.dictionary;
        dictionary.contig_index(name).is_some() || self.file.contig(name, dictionary).is_some()
    }

    /// Reads only the records of some regions: contigs in the order in which the regions name them,
    /// the records of each as they follow one another, none twice. Which blocks of the file have them,
    /// the index says.
    #[must_use]
    pub fn select(mut self, regions: &RegionList, overlap: Overlap) -> Reader {
        self.reader.aim(Arc::new(self.file), regions, overlap);
        self.reader
    }
}

impl Reader {
    fn open_indexable(path: &str) -> Result<Self, Error> {
        let refuse = |what: &str| Error::NotIndexed {
            name: path.into(),
            what: what.into(),
        };
        if path == "-" {
            return Err(refuse(
                "standard input has no index; write it to a bgzipped file, and run `bcftools index` on it",
            ));
        }
        if reading_command(path).is_some() {
            return Err(refuse(&format!(
                "only files on this machine are read; download it with its index, or pipe in what \
                 `bcftools view -r … '{path}'` gives"
            )));
        }
        let reader = Self::open(path, 0)?;
        match reader.input.is_bgzf() {
            true => Ok(reader),
            false => Err(refuse(&format!(
                "it is not compressed by bgzip; run `bcftools view -Oz -o {0}.gz {0}` (-Ob for BCF) \
                 and `bcftools index {0}.gz`",
                path.strip_suffix(".gz").unwrap_or(path)
            ))),
        }
    }

    fn aim(&mut self, file: Arc<IndexedFile>, regions: &RegionList, overlap: Overlap) {
        let mut selection = Selection::new(file, &self.dictionary, regions, overlap);
        self.window.clear();
        self.at_end = !self.begin_contig(&mut selection);
        self.selection = Some(selection);
    }

    /// What is read, where that is not all.
    #[must_use]
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }

    /// Drops what was read from a record on and is not asked for. Goes on to the next contig where
    /// one is read; `true` where that was the last.
    pub(super) fn select(&mut self, from: usize, more: Result<bool, Error>) -> Result<bool, Error> {
        let Some(mut selection) = self.selection.take() else {
            return Ok(true);
        };
        let more = more.map_err(|error| selection.file().blame(error))?;
        let judge = |record: &Record| selection.judge(record);
        let stops = self.window.keep(from, &self.dictionary, judge)?;
        let mut at_end = false;
        if stops || !more {
            selection.finish()?;
            at_end = !self.begin_contig(&mut selection);
        }
        self.selection = Some(selection);
        Ok(at_end)
    }

    fn begin_contig(&mut self, selection: &mut Selection) -> bool {
        match (selection.next(), self.input.chunks()) {
            (Some((name, chunks)), Some(reader)) => {
                reader.set(chunks);
                self.window.begin(name);
                true
            }
            _ => false,
        }
    }

    /// All records of the file at a position, whatever regions are read: a reader that holds them.
    /// `None` where there is no index.
    ///
    /// # Errors
    ///
    /// As [`IndexedReader::open`] and [`Reader::advance`].
    pub fn look_up(&mut self, contig: &[u8], position: u64) -> Result<Option<&Self>, Error> {
        let Some(selection) = &self.selection else {
            return Ok(None);
        };
        let file = Arc::clone(selection.file());
        if self.looker.is_none() {
            let mut looker = Self::open_indexable(file.name())?;
            looker.input.read_chunks(file.reader(0)?);
            self.looker = Some(Box::new(looker));
        }
        let place = RegionList::from(Region {
            contig: contig.into(),
            start: position,
            end: position,
        });
        let Some(looker) = &mut self.looker else {
            return Ok(None);
        };
        looker.aim(file, &place, Overlap::Pos);
        while looker.extend()? {}
        Ok(Some(looker))
    }
}
