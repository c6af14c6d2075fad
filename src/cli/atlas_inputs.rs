//! The files of an atlas, as options name them: `FILE`, or `KEY=FILE` with a condition's key.

use std::path::{Path, PathBuf};

use anyhow::ensure;

use crate::atlas::{AtlasFile, AtlasInput, Config};

/// The files of an atlas, with the tables of cells of those that are Matrix Market.
pub fn inputs(
    atlases: &[PathBuf],
    tables: &[PathBuf],
    config: &Config,
) -> anyhow::Result<Vec<AtlasInput>> {
    let inputs = atlases.iter().map(|path| input(path, config));
    let mut inputs: Vec<_> = inputs.collect();
    let mut untold: Vec<_> = inputs
        .iter_mut()
        .filter(|input| AtlasFile::is_matrix_market(&input.path))
        .collect();
    let (given, files) = (tables.len(), untold.len());
    ensure!(
        given == 0 || given == files,
        "there are {given} --cells for {files} Matrix Market files: give each its table, and .h5ad files none"
    );
    for (input, table) in untold.iter_mut().zip(tables) {
        input.cells = Some(table.clone());
    }
    Ok(inputs)
}

/// What a `FILE` or `KEY=FILE` may mean.
pub fn files(path: &Path) -> impl Iterator<Item = &Path> {
    [Some(path), pair(path).map(|(_, file)| file)]
        .into_iter()
        .flatten()
}

/// The two sides of `KEY=FILE`.
fn pair(path: &Path) -> Option<(&str, &Path)> {
    let (key, file) = path.to_str()?.split_once('=')?;
    Some((key, Path::new(file)))
}

/// `KEY=FILE` where the key is a condition's or there is no file of this name, else a file.
fn input(path: &Path, config: &Config) -> AtlasInput {
    let is_key = |key: &str| config.conditions.iter().any(|c| c.key == key);
    let is_pair = |&(key, file): &(&str, &Path)| is_key(key) || (!path.exists() && file.exists());
    let (condition, file) = match pair(path).filter(is_pair) {
        Some((key, file)) => (Some(key.into()), file),
        None => (None, path),
    };
    AtlasInput {
        path: file.into(),
        cells: None,
        condition,
    }
}
