//! A file and the index beside it.

use std::{
    error,
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::{
    ChunkReader,
    index::{Chunk, Index},
};
use crate::variant::{Dictionary, Error, Intervals, input::BGZF_EOF};

/// What stands between a file and its index where both are named, as in htslib.
const DELIMITER: &str = "##idx##";

/// The file and, where it is named by `FILE##idx##INDEX`, its index.
#[must_use]
pub fn split_index(input: &str) -> (&str, Option<&str>) {
    match input.split_once(DELIMITER) {
        Some((file, index)) => (file, Some(index)),
        None => (input, None),
    }
}

/// A bgzipped VCF or a BCF with its index.
#[derive(Debug)]
pub struct IndexedFile {
    name: String,
    is_bcf: bool,
    index_path: PathBuf,
    index: Index,
    is_stale: bool,
}

impl IndexedFile {
    /// Reads the index: the one that is named, else the file's `.csi`, or `.tbi` of a VCF.
    pub fn open(name: &str, index: Option<&str>, is_bcf: bool) -> Result<Self, Error> {
        let index_path = match index {
            Some(path) => path.into(),
            None => find(name, is_bcf)?,
        };
        let read = |source| Error::ReadIndex {
            path: index_path.clone(),
            source,
        };
        let index = Index::open(&index_path).map_err(read)?;
        let file = Self {
            is_stale: is_older(&index_path, Path::new(name)),
            name: name.into(),
            is_bcf,
            index_path,
            index,
        };
        file.check_names()?;
        Ok(file)
    }

    fn check_names(&self) -> Result<(), Error> {
        match self.is_bcf || self.index.names().is_some() {
            true => Ok(()),
            false => {
                Err(self.misfit("it has no names of contigs, as an index of a VCF has".into()))
            }
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn index(&self) -> &Path {
        &self.index_path
    }

    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// Opens the file for reading stretches, and looks whether it ends where the index says so: one of
    /// an earlier state of the file would hide records.
    pub fn reader(&self, threads: usize) -> Result<ChunkReader, Error> {
        let read = |source| Error::Read {
            name: self.name.clone(),
            source,
        };
        let mut file = File::open(&self.name).map_err(read)?;
        let len = self.check_end(&mut file)?;
        let mut reader = ChunkReader::new(file, threads);
        if let Some(end) = self.index.end() {
            let ends_there = end.compressed() <= len && reader.ends_at(end).unwrap_or(false);
            if !ends_there {
                return Err(self.misfit("the file does not end where the index says".into()));
            }
        }
        Ok(reader)
    }

    /// Refuses a truncated file. Returns its length.
    fn check_end(&self, file: &mut File) -> Result<u64, Error> {
        let mut tail = [0; BGZF_EOF.len()];
        let is_whole = file
            .seek(SeekFrom::End(-(BGZF_EOF.len() as i64)))
            .and_then(|_| file.read_exact(&mut tail))
            .is_ok_and(|()| tail == BGZF_EOF);
        let len = file.seek(SeekFrom::End(0));
        match (len, is_whole) {
            (Ok(len), true) => Ok(len),
            (Err(source), _) => Err(Error::Read {
                name: self.name.clone(),
                source,
            }),
            (Ok(_), false) => Err(Error::Truncated {
                name: self.name.clone(),
                what: "the BGZF end-of-file block is missing".into(),
            }),
        }
    }

    /// Whether the index has no record.
    pub fn is_empty(&self) -> bool {
        self.index.end().is_none()
    }

    /// A contig's number in the index.
    pub fn contig(&self, name: &[u8], dictionary: &Dictionary) -> Option<usize> {
        if self.is_bcf {
            return dictionary.contig_index(name);
        }
        self.index
            .names()?
            .iter()
            .position(|found| **found == *name)
    }

    pub fn chunks(&self, contig: usize, intervals: &Intervals) -> Vec<Chunk> {
        let is_hit = |first, last| intervals.overlaps(first, last);
        self.index.chunks(contig, is_hit)
    }

    pub fn count(&self, contig: usize) -> Option<u64> {
        self.index.count(contig)
    }

    /// The error for an index that is not this file's.
    pub fn misfit(&self, what: String) -> Error {
        Error::Misfit {
            path: self.index_path.clone(),
            name: self.name.clone(),
            what,
        }
    }

    /// The error for bytes that are no records: file and index may fit ill, whatever else is wrong.
    pub fn blame(&self, error: Error) -> Error {
        self.misfit(format!(
            "what lies where it points cannot be read ({})",
            told(&error)
        ))
    }
}

/// An error with its cause.
fn told(error: &Error) -> String {
    let cause = error::Error::source(error).map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}

/// The index beside a file, the newer kind first, as htslib prefers it.
fn find(name: &str, is_bcf: bool) -> Result<PathBuf, Error> {
    let kinds: &[&str] = if is_bcf { &["csi"] } else { &["csi", "tbi"] };
    let paths: Vec<_> = kinds.iter().map(|kind| format!("{name}.{kind}")).collect();
    let found = paths.iter().find(|path| Path::new(path).exists());
    found.map(PathBuf::from).ok_or_else(|| Error::NotIndexed {
        name: name.into(),
        what: format!(
            "there is no index {}; make one with `bcftools index {name}`",
            paths.join(" or ")
        ),
    })
}

/// Whether the index was written before the file. Where this cannot be told, it was not.
fn is_older(index: &Path, file: &Path) -> bool {
    let time = |path: &Path| path.metadata().and_then(|metadata| metadata.modified());
    matches!((time(index), time(file)), (Ok(index), Ok(file)) if index < file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_may_be_named_with_its_file() {
        assert_eq!(split_index("a.bcf"), ("a.bcf", None));
        let both = split_index("a.bcf##idx##/b/a.csi");
        assert_eq!(both, ("a.bcf", Some("/b/a.csi")));
    }

    #[test]
    fn a_missing_index_is_told_with_the_remedy() {
        let told = find("/nowhere/a.vcf.gz", false).unwrap_err().to_string();
        assert!(
            told.contains("a.vcf.gz.csi or /nowhere/a.vcf.gz.tbi"),
            "{told}"
        );
        assert!(told.contains("bcftools index /nowhere/a.vcf.gz"), "{told}");
        let told = find("/nowhere/a.bcf", true).unwrap_err().to_string();
        assert!(!told.contains("tbi"), "{told}");
    }
}
