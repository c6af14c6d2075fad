//! Lines of HPO's tables.

use std::{io::BufRead, path::Path};

use memchr::memchr_iter;

use super::PhenotypeError;
use crate::text;

/// Visits each line of a file, compressed by gzip or not, without its end and with its number from 1.
/// Returns how many there are.
pub(super) fn visit(
    path: &Path,
    mut visitor: impl FnMut(&[u8], u64) -> Result<(), PhenotypeError>,
) -> Result<u64, PhenotypeError> {
    let unreadable = |source| PhenotypeError::Read {
        path: path.into(),
        source,
    };
    let mut input = text::open(path).map_err(unreadable)?;
    let (mut line, mut number) = (Vec::new(), 0);
    while input.read_until(b'\n', &mut line).map_err(unreadable)? > 0 {
        number += 1;
        visitor(line.trim_ascii_end(), number)?;
        line.clear();
    }
    Ok(number)
}

/// What is between tabs, without blanks around it.
pub(super) fn fields(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = memchr_iter(b'\t', line).chain([line.len()]);
    let mut start = 0;
    ends.map(move |end| {
        let field = &line[start..end];
        start = end + 1;
        field.trim_ascii()
    })
}
