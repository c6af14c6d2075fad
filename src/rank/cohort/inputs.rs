//! The files of a cohort, told apart.

use std::{collections::BTreeMap, fs, os::unix::fs::MetadataExt};

use super::CohortError;
use crate::rank::text::file_name;

/// A name for each input by which it is told from all others: its file's name, or the path as it was
/// given where two files have one name.
///
/// # Errors
///
/// If one file is named twice, by whatever path.
pub fn input_names(paths: &[String]) -> Result<Vec<String>, CohortError> {
    check_apart(paths)?;
    let names: Vec<_> = paths.iter().map(|path| file_name(path)).collect();
    let mut counts = BTreeMap::new();
    for name in &names {
        *counts.entry(name).or_insert(0) += 1;
    }
    let own = paths.iter().zip(&names);
    Ok(own
        .map(|(path, name)| match counts.get(name) {
            Some(1) => name.clone(),
            _ => path.clone(),
        })
        .collect())
}

fn check_apart(paths: &[String]) -> Result<(), CohortError> {
    let mut seen = BTreeMap::new();
    for path in paths {
        if path == "-" {
            if seen.insert((0, 0), path).is_some() {
                return Err(CohortError::StdinTwice);
            }
            continue;
        }
        // What is not there is told when it is opened.
        let Ok(found) = fs::metadata(path) else {
            continue;
        };
        if let Some(first) = seen.insert((found.dev(), found.ino()), path) {
            return Err(CohortError::SameFile {
                first: first.clone(),
                second: path.clone(),
            });
        }
    }
    Ok(())
}
