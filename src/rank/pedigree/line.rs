//! The lines of a PED file.

use super::{Individual, LineError};
use crate::{rank::Sex, text::without_mark};

const COLUMNS: usize = 6;

/// The individuals of a text, each with the number of its line, from 1.
pub(super) fn individuals(
    text: &[u8],
) -> impl Iterator<Item = (u64, Result<Individual, LineError>)> + '_ {
    let lines = (1..).zip(without_mark(text).split(|&b| b == b'\n'));
    let lines = lines.filter(|(_, line)| !line.trim_ascii().is_empty() && !line.starts_with(b"#"));
    let lines = lines.enumerate().map(|(i, (number, line))| {
        let line = std::str::from_utf8(line).map_err(|_| LineError::NotUtf8);
        (i, number, line)
    });
    lines
        .filter(|(i, _, line)| *i > 0 || !line.as_ref().is_ok_and(|line| is_header(line)))
        .map(|(_, number, line)| (number, line.and_then(individual)))
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

fn individual(line: &str) -> Result<Individual, LineError> {
    let columns = columns(line);
    let found = columns.len();
    let &[family, name, father, mother, sex, phenotype, ..] = columns.as_slice() else {
        return Err(LineError::Columns { found });
    };
    Ok(Individual {
        family: family.into(),
        name: named(name).ok_or_else(|| LineError::Unnamed(name.into()))?,
        father: named(father),
        mother: named(mother),
        sex: read_sex(sex),
        affected: match phenotype {
            "1" => Some(false),
            "2" => Some(true),
            _ => None,
        },
    })
}

/// An ID; 0 is nobody, and so are the words that programs write for a missing value.
fn named(id: &str) -> Option<String> {
    (!matches!(id, "" | "0" | "-9" | ".")).then(|| id.into())
}

/// Words are taken for the numbers that they mean.
fn read_sex(text: &str) -> Sex {
    match text.to_ascii_lowercase().as_str() {
        "1" | "m" | "male" => Sex::Male,
        "2" | "f" | "female" => Sex::Female,
        _ => Sex::Unknown,
    }
}
