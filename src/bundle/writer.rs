//! Writing a bundle: whole or not at all.

use std::{
    io::{self, Write},
    path::Path,
};

use super::{
    BundleError, Manifest,
    codec::{self, CodecError},
    layout::{Directory, Section, padding_after},
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

/// The scores as they stand in the file. All NaNs become one, so that the same
/// content gives the same bytes.
pub(super) fn encode_scores(
    path: &Path,
    scores: &[Option<Vec<f32>>],
) -> Result<Vec<u8>, BundleError> {
    let mut scores = scores.to_vec();
    for score in scores.iter_mut().flatten().flatten() {
        if score.is_nan() {
            *score = f32::NAN;
        }
    }
    codec::encode(&scores).map_err(|source| failed(path, Section::Scores, source))
}

fn failed(path: &Path, section: Section, source: CodecError) -> BundleError {
    BundleError::Encode {
        path: path.to_path_buf(),
        section: section.name(),
        source,
    }
}

/// Writes manifest, genes, matrices and scores beside `path` and renames the
/// file when it is whole; what is no file, such as a pipe, is written as it is.
pub(super) fn write(path: &Path, sections: [&[u8]; 4]) -> Result<(), BundleError> {
    let write = |writer: &mut _| write_sections(writer, sections);
    write_whole(path, write).map_err(|source| BundleError::Write {
        path: path.to_path_buf(),
        source,
    })
}

fn write_sections(writer: &mut impl Write, sections: [&[u8]; 4]) -> io::Result<()> {
    const ZEROS: [u8; 64] = [0; 64];
    let head = Directory::head(sections);
    writer.write_all(&head)?;
    let mut end = head.len();
    for section in sections {
        let padding = padding_after(end);
        writer.write_all(&ZEROS[..padding])?;
        writer.write_all(section)?;
        end += padding + section.len();
    }
    Ok(())
}
