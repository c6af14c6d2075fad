//! Opening a bundle.

use std::{fs::File, io, path::Path, sync::OnceLock};

use memmap2::Mmap;
use serde::de::DeserializeOwned;

use super::{
    Bundle, BundleError, Condition, ContentError, Manifest, ManifestError, ScoreSource,
    bytes::Bytes,
    codec,
    content::{check_conditions, check_count, check_scores},
    error::Fault,
    images::ImageIndex,
    layout::{Directory, OPINIONS_SINCE, Section},
    matrices::Matrices,
    patterns, reasons,
    scores::{Scores, count},
    usual,
};
use crate::{gene::Gene, remote::reading_command};

/// What is read at once. Of the images this is their index.
const CHECKED: [Section; 5] = [
    Section::Manifest,
    Section::Genes,
    Section::Scores,
    Section::Patterns,
    Section::Images,
];

pub(super) fn open(path: &Path) -> Result<Bundle, BundleError> {
    read(path, Bytes::Mapped(map(path)?))
}

fn map(path: &Path) -> Result<Mmap, BundleError> {
    let failed = |source| BundleError::Read {
        path: path.to_path_buf(),
        source,
    };
    if let Some(command) = path.to_str().and_then(reading_command) {
        return Err(BundleError::Remote {
            address: path.display().to_string(),
            command,
        });
    }
    let not_a_bundle = |reason| Fault::NotABundle(reason).at(path);
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(not_a_bundle("it is a directory"));
    }
    if !metadata.is_file() {
        return Err(not_a_bundle("it is a pipe or device, not a file"));
    }
    if metadata.len() == 0 {
        return Err(not_a_bundle("it is empty"));
    }
    let file = File::open(path).map_err(failed)?;
    map_file(&file).map_err(failed)
}

fn map_file(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is read-only, and a bundle is replaced, never changed in
    // place, by everything here that writes one.
    unsafe { Mmap::map(file) }
}

/// Reads a bundle out of its bytes; `path` is what it is called.
pub(super) fn read(path: &Path, file: Bytes) -> Result<Bundle, BundleError> {
    content(path, file).map_err(|fault| fault.at(path))
}

fn content(path: &Path, file: Bytes) -> Result<Bundle, Fault> {
    let directory = Directory::read(&file)?;
    for section in CHECKED {
        directory.check(&file, section)?;
    }
    let json = directory.bytes(&file, Section::Manifest);
    let manifest = read_manifest(json, directory.version())?;
    let genes: Vec<Gene> = decode(&directory, &file, Section::Genes)?;
    let scores = read_scores(&manifest, &genes, &directory, &file)?;
    let sources = sources_of(&manifest);
    let matrices = locate_matrices(&manifest, &genes, &directory)?;
    let usual = locate_usual(&manifest, &genes, &directory)?;
    let bytes = directory.bytes(&file, Section::Patterns);
    let patterns = patterns::read(bytes, &manifest.conditions, &genes).map_err(Fault::Content)?;
    let maps = locate_maps(&manifest, &genes, &directory)?;
    let bytes = directory.bytes(&file, Section::Images);
    let images = ImageIndex::read(bytes, manifest.conditions.len(), genes.len())?;
    Ok(Bundle {
        path: path.to_path_buf(),
        file,
        directory,
        manifest,
        genes,
        matrices,
        matrices_intact: OnceLock::new(),
        usual,
        usual_intact: OnceLock::new(),
        scores,
        sources,
        patterns,
        images,
        reasons: OnceLock::new(),
        maps,
        maps_intact: OnceLock::new(),
    })
}

fn read_manifest(json: &[u8], version: u32) -> Result<Manifest, Fault> {
    let parse = || -> Result<Manifest, ManifestError> {
        let manifest: Manifest = serde_json::from_slice(json)?;
        manifest.validate_in(version)?;
        Ok(manifest)
    };
    parse().map_err(Fault::Manifest)
}

fn decode<T: DeserializeOwned>(
    directory: &Directory,
    file: &[u8],
    section: Section,
) -> Result<T, Fault> {
    let name = section.name();
    codec::decode(directory.bytes(file, section), directory.version())
        .map_err(|error| Fault::damaged(format!("its section {name} {error}")))
}

/// Checks that the scores are those that the manifest speaks of.
fn read_scores(
    manifest: &Manifest,
    genes: &[Gene],
    directory: &Directory,
    file: &[u8],
) -> Result<Vec<Scores>, Fault> {
    let values: Vec<Vec<f32>> = match directory.version() {
        OPINIONS_SINCE.. => decode(directory, file, Section::Scores)?,
        _ => {
            let by_condition = decode(directory, file, Section::Scores)?;
            by_source(manifest, by_condition).map_err(Fault::Content)?
        }
    };
    let (found, expected) = (values.len(), manifest.scores.len());
    if found != expected {
        return Err(Fault::Content(ContentError::Sources { found, expected }));
    }
    let sources = manifest.scores.iter().zip(values);
    let checked = sources.map(|(source, values)| {
        check_source(source, genes, &values)?;
        Ok(Scores::new(values, source.complete))
    });
    checked.collect::<Result<_, _>>().map_err(Fault::Content)
}

/// What formats before 3 have for each condition, at most one source of which there is.
fn by_source(
    manifest: &Manifest,
    mut by_condition: Vec<Option<Vec<f32>>>,
) -> Result<Vec<Vec<f32>>, ContentError> {
    check_conditions("scores", by_condition.len(), manifest.conditions.len())?;
    let index = |source: &ScoreSource| manifest.condition(&source.condition);
    let indices = manifest.scores.iter().filter_map(index);
    let taken = indices.map(|index| by_condition[index].take().unwrap_or_default());
    let by_source: Vec<_> = taken.collect();
    for (condition, left) in manifest.conditions.iter().zip(by_condition) {
        check_count(
            "scores",
            &condition.key,
            left.map_or(0, |left| left.len()),
            0,
        )?;
    }
    Ok(by_source)
}

/// By condition the indices of its sources.
fn sources_of(manifest: &Manifest) -> Vec<Vec<usize>> {
    let sources = |condition: &Condition| {
        let is_of = |index: &usize| manifest.scores[*index].condition == condition.key;
        (0..manifest.scores.len()).filter(is_of).collect()
    };
    manifest.conditions.iter().map(sources).collect()
}

fn check_source(source: &ScoreSource, genes: &[Gene], values: &[f32]) -> Result<(), ContentError> {
    check_scores(&source.condition, genes, values)?;
    let found = count(values);
    if found == source.genes_scored {
        return Ok(());
    }
    Err(ContentError::GenesScored {
        condition: source.condition.clone(),
        said: source.genes_scored,
        found,
    })
}

fn locate_matrices(
    manifest: &Manifest,
    genes: &[Gene],
    directory: &Directory,
) -> Result<Matrices, Fault> {
    let matrices = match &manifest.slimmed_from {
        Some(_) => Matrices::default(),
        None => Matrices::new(&manifest.conditions, genes.len())
            .ok_or(Fault::Content(ContentError::TooLarge))?,
    };
    if directory.range(Section::Matrices).len() == matrices.len() {
        return Ok(matrices);
    }
    Err(Fault::damaged(
        "its matrices are not as many as its manifest and genes say",
    ))
}

fn locate_usual(
    manifest: &Manifest,
    genes: &[Gene],
    directory: &Directory,
) -> Result<Matrices, Fault> {
    let usual =
        usual::locate(manifest, genes.len()).ok_or(Fault::Content(ContentError::TooLarge))?;
    if directory.range(Section::Usual).len() == usual.len() {
        return Ok(usual);
    }
    Err(Fault::damaged(
        "what is usual for its genes' levels is not as much as its manifest and genes say",
    ))
}

fn locate_maps(
    manifest: &Manifest,
    genes: &[Gene],
    directory: &Directory,
) -> Result<Matrices, Fault> {
    let maps =
        reasons::locate(manifest, genes.len()).ok_or(Fault::Content(ContentError::TooLarge))?;
    if directory.range(Section::Maps).len() == maps.len() {
        return Ok(maps);
    }
    Err(Fault::damaged(
        "its maps of reasons are not as many as its manifest and genes say",
    ))
}
