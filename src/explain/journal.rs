//! What is known already of an explanation that was stopped.
//!
//! A file of records: the length and a checksum of what follows, then that. The first says what the
//! explanation is of; each of the others has maps of some more genes by a model, in their order. A last
//! record that was cut is none.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Error, ExplainOptions, GeneMap, ModelFile};
use crate::{
    bundle::{Bundle, Replacement},
    model, sha256,
};

/// What the maps of an explanation follow from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Key {
    program: String,
    bundle: String,
    models: Vec<String>,
    /// They decide how numbers are rounded.
    provider: String,
    batch: Option<usize>,
    replaced_by: Replacement,
    times_per_block: Option<usize>,
    draws: usize,
    control_genes: usize,
    seed: u64,
}

/// Whose maps they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Whose {
    /// The source of scores, by its index in the manifest.
    pub(super) source: usize,
    /// Which of the networks with random weights; none for the model itself.
    pub(super) draw: Option<usize>,
}

/// A record after the first: the maps of the next genes.
#[derive(Debug, Serialize, Deserialize)]
struct Record(Whose, Vec<Option<GeneMap>>);

/// What is known, and where it is kept; nowhere if nobody asked.
#[derive(Debug, Default)]
pub(super) struct Journal {
    path: PathBuf,
    file: Option<File>,
    known: Vec<Record>,
    was_other: bool,
}

/// Length and checksum.
const HEAD: usize = 4 + CHECKSUM;
const CHECKSUM: usize = 8;

impl Key {
    pub(super) fn new(
        bundle: &Bundle,
        files: &[ModelFile],
        model: &model::Options,
        options: &ExplainOptions,
    ) -> Self {
        Self {
            program: env!("CARGO_PKG_VERSION").into(),
            bundle: bundle.digest(),
            models: files.iter().map(|file| sha256::of(&file.bytes)).collect(),
            provider: model.provider.to_string(),
            batch: model.batch.map(usize::from),
            replaced_by: options.replaced_by,
            times_per_block: options.times_per_block,
            draws: options.draws,
            control_genes: options.control_genes,
            seed: options.seed,
        }
    }
}

impl Journal {
    /// Opens a journal, or begins one; anew where there is one of something else.
    ///
    /// # Errors
    ///
    /// If it cannot be read or written.
    pub(super) fn open(path: Option<&Path>, key: &Key) -> Result<Self, Error> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let mut journal = Self {
            path: path.into(),
            ..Self::default()
        };
        let opened = journal.read(key);
        opened.map_err(|source| journal.failed(source))?;
        Ok(journal)
    }

    fn read(&mut self, key: &Key) -> io::Result<()> {
        let bytes = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read?,
        };
        let mut records = Records(&bytes);
        let is_same = records.next::<Key>().as_ref() == Some(key);
        self.was_other = !is_same && !bytes.is_empty();
        let options = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&self.path);
        let mut file = options?;
        if is_same {
            while let Some(record) = records.next() {
                self.known.push(record);
            }
            // What was cut is written over.
            let whole = bytes.len() - records.0.len();
            file.set_len(whole as u64)?;
            io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
        } else {
            file.set_len(0)?;
            file.write_all(&encode(key)?)?;
        }
        self.file = Some(file);
        Ok(())
    }

    /// Whether there was a journal of something else.
    pub(super) fn was_other(&self) -> bool {
        self.was_other
    }

    /// Gives away the maps of the first genes that are known.
    pub(super) fn take(&mut self, whose: Whose) -> Vec<Option<GeneMap>> {
        let records = self.known.extract_if(.., |record| record.0 == whose);
        records.flat_map(|record| record.1).collect()
    }

    /// Keeps the maps of the next genes.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub(super) fn add(&mut self, whose: Whose, maps: &[Option<GeneMap>]) -> Result<(), Error> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        let written = encode(&Record(whose, maps.to_vec()));
        let written = written.and_then(|bytes| file.write_all(&bytes));
        written.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Journal {
            path: self.path.clone(),
            source,
        }
    }
}

/// The records that are whole.
struct Records<'a>(&'a [u8]);

impl Records<'_> {
    /// The next, and all after it remain; `None`, and nothing is taken, where it is cut or damaged.
    fn next<T: DeserializeOwned>(&mut self) -> Option<T> {
        let (head, rest) = self.0.split_at_checked(HEAD)?;
        let (length, sum) = head.split_at_checked(4)?;
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let (body, rest) = rest.split_at_checked(length)?;
        if checksum(body) != sum {
            return None;
        }
        let (record, _) =
            bincode::serde::decode_from_slice(body, bincode::config::standard()).ok()?;
        self.0 = rest;
        Some(record)
    }
}

fn encode(record: &impl Serialize) -> io::Result<Vec<u8>> {
    let body = bincode::serde::encode_to_vec(record, bincode::config::standard());
    let body = body.map_err(io::Error::other)?;
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    Ok([&length.to_le_bytes(), &checksum(&body)[..], &body].concat())
}

fn checksum(body: &[u8]) -> [u8; CHECKSUM] {
    use sha2::{Digest, Sha256};
    let digest: [u8; 32] = Sha256::digest(body).into();
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&digest[..CHECKSUM]);
    sum
}

/// Removes a journal whose explanation is written.
///
/// # Errors
///
/// If it is there and cannot be removed.
pub fn remove_journal(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::Journal {
            path: path.into(),
            source,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
