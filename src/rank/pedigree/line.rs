//! The lines of a PED file.

use std::path::Path;

use super::{Individual, LineError};
use crate::{
    rank::{
        Sex,
        text::{file_name, listed},
    },
    text::without_mark,
};

const COLUMNS: usize = 6;

/// The columns of the individuals of a text, each with the number of its line, from 1.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = (u64, Result<Vec<&str>, LineError>)> {
    let lines = (1..).zip(without_mark(text).split(|&b| b == b'\n'));
    let lines = lines.filter(|(_, line)| !line.trim_ascii().is_empty() && !line.starts_with(b"#"));
    let lines = lines.enumerate().map(|(i, (number, line))| {
        let line = std::str::from_utf8(line).map_err(|_| LineError::NotUtf8);
        (i, number, line)
    });
    lines
        .filter(|(i, _, line)| *i > 0 || !line.as_ref().is_ok_and(|line| is_header(line)))
        .map(|(_, number, line)| (number, line.map(columns)))
}

/// Whether a line names columns, as some programs write it without `#`.
fn is_header(line: &str) -> bool {
    let sex = columns(line).get(4).copied().unwrap_or_default();
    ["sex", "gender"]
        .iter()
        .any(|name| sex.eq_ignore_ascii_case(name))
}

/// The columns between tabs, where there are enough of them, or else between blanks.
fn columns(line: &str) -> Vec<&str> {
    let tabbed: Vec<_> = line.trim_end().split('\t').map(str::trim).collect();
    match tabbed.len() {
        COLUMNS.. => tabbed,
        _ => line.split_whitespace().collect(),
    }
}

/// The individual of a line; words that are not understood go into `words`.
pub(super) fn individual(
    columns: &[&str],
    line: u64,
    words: &mut Words,
) -> Result<Individual, LineError> {
    let found = columns.len();
    let &[family, name, father, mother, sex, phenotype, ..] = columns else {
        return Err(LineError::Columns { found });
    };
    let individual = Individual {
        family: family.into(),
        name: named(name).ok_or_else(|| LineError::Unnamed(name.into()))?,
        father: named(father),
        mother: named(mother),
        sex: read_sex(sex).unwrap_or_default(),
        affected: read_phenotype(phenotype).unwrap_or_default(),
    };
    let told = |word| format!("{name} (line {line}: \"{word}\")");
    words
        .sexes
        .extend(read_sex(sex).is_none().then(|| told(sex)));
    words
        .phenotypes
        .extend(read_phenotype(phenotype).is_none().then(|| told(phenotype)));
    Ok(individual)
}

/// An ID; 0 is nobody, and so are the words that programs write for a missing value.
fn named(id: &str) -> Option<String> {
    (!matches!(id, "" | "0" | "-9" | ".")).then(|| id.into())
}

/// What stands for a missing value: PLINK's and GATK's numbers, and words that other programs write.
const MISSING: [&str; 6] = ["0", "-9", ".", "na", "unknown", "other"];

/// Words are taken for the numbers that they mean; `None` where nobody understands them. 3 is what
/// some write for other sexes.
fn read_sex(text: &str) -> Option<Sex> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "m" | "male" => Some(Sex::Male),
        "2" | "f" | "female" => Some(Sex::Female),
        "3" => Some(Sex::Unknown),
        word => is_missing(word).then_some(Sex::Unknown),
    }
}

/// Whether somebody is affected, `Some(None)` where that is not known; `None` for what nobody
/// understands.
fn read_phenotype(text: &str) -> Option<Option<bool>> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "unaffected" => Some(Some(false)),
        "2" | "affected" => Some(Some(true)),
        word => is_missing(word).then_some(None),
    }
}

fn is_missing(word: &str) -> bool {
    word.is_empty() || MISSING.contains(&word)
}

/// What nobody understands of sexes and phenotypes: the individual with the line and the word.
#[derive(Debug, Default)]
pub(super) struct Words {
    sexes: Vec<String>,
    phenotypes: Vec<String>,
}

impl Words {
    /// A sentence for each of the two columns in which there are such words.
    pub(super) fn notes(&self, path: &Path) -> Vec<String> {
        let file = file_name(&path.to_string_lossy());
        let columns = [
            (&self.sexes, "sex", "1 or male, 2 or female"),
            (
                &self.phenotypes,
                "phenotype",
                "1 or unaffected, 2 or affected",
            ),
        ];
        let told = columns.into_iter().filter(|(words, ..)| !words.is_empty());
        told.map(|(words, what, known)| {
            let words = listed(words.iter().map(String::as_str));
            format!(
                "{file}: the {what} of {words} is not understood and counts as not known; use {known}, \
                 0 or unknown."
            )
        })
        .collect()
    }
}
