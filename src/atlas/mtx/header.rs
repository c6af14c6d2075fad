//! The beginning of a Matrix Market file: what kind it is and how large.

use super::lines::Lines;
use crate::atlas::AtlasError;

/// How the values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Integer,
    Real,
    /// Entries have no value: it is 1.
    Pattern,
}

/// The size of a matrix, and how its values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) field: Field,
    pub(super) rows: u64,
    pub(super) columns: u64,
    pub(super) entries: u64,
}

impl Header {
    /// Reads it off the first lines.
    pub(super) fn read(lines: &mut Lines) -> Result<Self, AtlasError> {
        let field = read_banner(lines)?;
        loop {
            let line = lines
                .next()?
                .map(|line| String::from_utf8_lossy(line).into_owned());
            let Some(line) = line else {
                return Err(lines.wrong("the file ends before the matrix's size"));
            };
            if line.starts_with('%') || line.trim().is_empty() {
                continue;
            }
            let size: Vec<u64> = line.split_whitespace().flat_map(str::parse).collect();
            let [rows, columns, entries] = size[..] else {
                return Err(lines.wrong("it should give the rows, columns and entries"));
            };
            return Ok(Self {
                field,
                rows,
                columns,
                entries,
            });
        }
    }
}

fn read_banner(lines: &mut Lines) -> Result<Field, AtlasError> {
    let line = lines.next()?.unwrap_or_default();
    let banner = String::from_utf8_lossy(line).to_lowercase();
    let words: Vec<_> = banner.split_whitespace().collect();
    let field = match words[..] {
        ["%%matrixmarket", "matrix", "coordinate", field, "general"] => field,
        _ => "",
    };
    match field {
        "integer" => Ok(Field::Integer),
        "real" | "double" => Ok(Field::Real),
        "pattern" => Ok(Field::Pattern),
        _ => Err(lines.wrong(
            "only `matrix coordinate` of `integer`, `real` or `pattern` and `general` is read: \
             write it so, in Python with scipy.io.mmwrite(path, matrix.tocoo())",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(content: &str) -> Result<Header, AtlasError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("matrix.mtx");
        std::fs::write(&path, content).unwrap();
        Header::read(&mut Lines::open(&path)?)
    }

    #[test]
    fn size_stands_after_comments() {
        let content = "%%MatrixMarket matrix coordinate Real general\n%a\n\n%b\n 3 4  5\r\n";
        let expected = Header {
            field: Field::Real,
            rows: 3,
            columns: 4,
            entries: 5,
        };
        assert_eq!(header(content).unwrap(), expected);
    }

    #[test]
    fn other_kinds_and_cut_headers_are_errors() {
        let banner = "%%MatrixMarket matrix coordinate integer general\n";
        for content in [
            "%%MatrixMarket matrix array real general\n1 1\n".into(),
            "%%MatrixMarket matrix coordinate real symmetric\n1 1 1\n".into(),
            "%%MatrixMarket matrix coordinate complex general\n1 1 1\n".into(),
            banner.to_string(),
            format!("{banner}3 4\n"),
            format!("{banner}3 4 -5\n"),
            format!("{banner}3 4 5 6\n"),
        ] {
            assert!(header(&content).is_err(), "{content}");
        }
    }
}
