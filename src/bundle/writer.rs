//! Writing a bundle: whole or not at all.

use std::{
    io::{self, Write},
    path::Path,
};

use super::{
    BundleError, ImageStore, Manifest,
    checksum::{Checksum, checksum},
    codec::{self, CodecError},
    layout::{Directory, Section, padding_after},
    reasons::{self, Reasons},
};
use crate::{gene::Gene, target::write_whole};

/// The manifest as it stands in the file.
pub(super) fn encode_manifest(path: &Path, manifest: &Manifest) -> Result<Vec<u8>, BundleError> {
    serde_json::to_vec_pretty(manifest).map_err(|source| BundleError::Manifest {
        path: path.to_path_buf(),
        source: source.into(),
    })
}

/// The gene table as it stands in the file.
pub(super) fn encode_genes(path: &Path, genes: &Vec<Gene>) -> Result<Vec<u8>, BundleError> {
    codec::encode(genes).map_err(|source| failed(path, Section::Genes, source))
}

/// The scores as they stand in the file, those of one source after another. All NaNs become one, so
/// that the same content gives the same bytes.
pub(super) fn encode_scores(path: &Path, scores: &[Vec<f32>]) -> Result<Vec<u8>, BundleError> {
    let mut scores = scores.to_vec();
    for score in scores.iter_mut().flatten() {
        if score.is_nan() {
            *score = f32::NAN;
        }
    }
    codec::encode(&scores).map_err(|source| failed(path, Section::Scores, source))
}

/// The reasons as they stand in the file.
pub(super) fn encode_reasons(path: &Path, reasons: &Reasons) -> Result<Vec<u8>, BundleError> {
    reasons::encode(reasons).map_err(|source| failed(path, Section::Reasons, source))
}

fn failed(path: &Path, section: Section, source: CodecError) -> BundleError {
    BundleError::Encode {
        path: path.to_path_buf(),
        section: section.name(),
        source,
    }
}

/// What a section is to hold.
pub(super) enum Body<'a> {
    Bytes(&'a [u8]),
    /// Images, with their index.
    Images(Vec<u8>, &'a ImageStore),
}

impl Body<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Images(index, store) => index.len() + store.len() as usize,
        }
    }

    fn checksum(&self, section: Section) -> Checksum {
        match self {
            // Sections are as they were opened, or made here: whole.
            Self::Bytes(bytes) => checksum(section.covered(bytes).unwrap_or(bytes)),
            Self::Images(index, _) => checksum(index),
        }
    }

    fn write(&self, writer: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Bytes(bytes) => writer.write_all(bytes),
            Self::Images(index, store) => {
                writer.write_all(index)?;
                store.copy(writer)
            }
        }
    }
}

/// Writes the sections, in the order of [`Section::ALL`], beside `path` and
/// renames the file when it is whole; what is no file, such as a pipe, is
/// written as it is.
pub(super) fn write(path: &Path, sections: [Body<'_>; 9]) -> Result<(), BundleError> {
    let write = |writer: &mut _| write_sections(writer, &sections);
    write_whole(path, write).map_err(|source| BundleError::Write {
        path: path.to_path_buf(),
        source,
    })
}

fn write_sections(writer: &mut impl Write, sections: &[Body<'_>; 9]) -> io::Result<()> {
    const ZEROS: [u8; 64] = [0; 64];
    let named = Section::ALL.into_iter().zip(sections);
    let parts: Vec<_> = named
        .map(|(section, body)| (section, body.len(), body.checksum(section)))
        .collect();
    let head = Directory::head(&parts);
    writer.write_all(&head)?;
    let mut end = head.len();
    for body in sections {
        let padding = padding_after(end);
        writer.write_all(&ZEROS[..padding])?;
        body.write(writer)?;
        end += padding + body.len();
    }
    Ok(())
}
