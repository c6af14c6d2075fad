//! The entries of a Matrix Market file: `gene cell value`, counted from 1.

use std::path::{Path, PathBuf};

use super::{
    header::{Field, Header},
    lines::Lines,
};
use crate::atlas::{
    AtlasError, Axis, Block,
    blocks::{BLOCK_ENTRIES, BlockReader, MAX_LENGTH, StoredMatrix},
};

/// A matrix whose size fits its cells and genes.
pub(super) struct Entries {
    path: PathBuf,
    header: Header,
}

impl Entries {
    /// Opens a matrix for so many cells and genes.
    pub(super) fn open(path: &Path, [cells, genes]: [usize; 2]) -> Result<Self, AtlasError> {
        let header = Header::read(&mut Lines::open(path)?)?;
        let (rows, columns) = (header.rows, header.columns);
        if (rows, columns) == (genes as u64, cells as u64) && rows.max(columns) < MAX_LENGTH {
            return Ok(Self {
                path: path.to_path_buf(),
                header,
            });
        }
        let is_turned = (rows, columns) == (cells as u64, genes as u64);
        let remedy = match is_turned {
            true => "it is cells × genes: transpose it",
            false => "give the barcodes and features that belong to it",
        };
        Err(AtlasError::Mismatch {
            path: path.to_path_buf(),
            what: format!(
                "the matrix has {rows} rows and {columns} columns, and there are {genes} \
                 features and {cells} barcodes: {remedy}"
            ),
        })
    }
}

impl StoredMatrix for Entries {
    fn shape(&self) -> [usize; 2] {
        [self.header.columns, self.header.rows].map(|extent| extent as usize)
    }

    fn values(&self) -> u64 {
        self.header.entries
    }

    fn axis(&self) -> Axis {
        Axis::Cells
    }

    fn describe(&self) -> String {
        let field = match self.header.field {
            Field::Integer => "integer",
            Field::Real => "real",
            Field::Pattern => "pattern",
        };
        format!("Matrix Market, {field}")
    }

    fn blocks(&self) -> Result<Box<dyn BlockReader + '_>, AtlasError> {
        let mut lines = Lines::open(&self.path)?;
        let header = Header::read(&mut lines)?;
        Ok(Box::new(EntryBlocks {
            header,
            lines,
            read: 0,
        }))
    }
}

/// Reads entries from the first to the last.
struct EntryBlocks {
    header: Header,
    lines: Lines,
    read: u64,
}

impl BlockReader for EntryBlocks {
    fn next(&mut self, block: &mut Block) -> Result<bool, AtlasError> {
        while (block.values.len() as u64) < BLOCK_ENTRIES && self.push_entry(block)? {}
        if block.values.is_empty() {
            return Ok(false);
        }
        block.offsets.push(block.values.len());
        Ok(true)
    }
}

impl EntryBlocks {
    /// Adds the next entry to the vector of its cell: the last one, or a new one.
    fn push_entry(&mut self, block: &mut Block) -> Result<bool, AtlasError> {
        let header = self.header;
        let parsed = loop {
            match self.lines.next()? {
                None => return self.end(),
                Some(line) if line.trim_ascii().is_empty() || line[0] == b'%' => {}
                Some(line) => break parse(line, header),
            }
        };
        let (gene, cell, value) = parsed.map_err(|what| self.lines.wrong(what))?;
        self.read += 1;
        if self.read > header.entries {
            return Err(self.lines.wrong(format!(
                "there are more entries than the {} that the file announces",
                header.entries
            )));
        }
        if block.majors.last() != Some(&cell) {
            // The offset of the first vector is there from the beginning.
            if !block.majors.is_empty() {
                block.offsets.push(block.values.len());
            }
            block.majors.push(cell);
        }
        block.minors.push(gene);
        block.values.push(value);
        Ok(true)
    }

    fn end(&self) -> Result<bool, AtlasError> {
        if self.read == self.header.entries {
            return Ok(false);
        }
        Err(self.lines.wrong(format!(
            "the file ends after {} of {} entries: copy it again",
            self.read, self.header.entries
        )))
    }
}

/// The gene, cell (both from 0) and value of a line.
fn parse(line: &[u8], header: Header) -> Result<(u32, u32, f32), String> {
    let mut fields = line
        .split(u8::is_ascii_whitespace)
        .filter(|f| !f.is_empty());
    let gene = index(fields.next(), header.rows).ok_or_else(|| no_index("gene", header.rows))?;
    let cell = index(fields.next(), header.columns);
    let cell = cell.ok_or_else(|| no_index("cell", header.columns))?;
    let value = match (header.field, fields.next()) {
        (Field::Pattern, None) => Some(1.0),
        (Field::Pattern, Some(_)) | (_, None) => None,
        (_, Some(field)) => value(field),
    };
    match (value, fields.next()) {
        (Some(value), None) => Ok((gene, cell, value)),
        _ => Err("it should be a gene, a cell and a value, as the first line announces".into()),
    }
}

fn no_index(what: &str, end: u64) -> String {
    format!("the number of its {what} is not from 1 to {end}")
}

/// A number from 1 to `end`, counted from 0.
fn index(field: Option<&[u8]>, end: u64) -> Option<u32> {
    let number = whole(field?).filter(|&number| number <= end)?;
    u32::try_from(number.checked_sub(1)?).ok()
}

fn value(field: &[u8]) -> Option<f32> {
    // Counts of up to seven digits are exact; most are of one.
    match whole(field) {
        Some(number) if number < 1 << 24 => Some(number as f32),
        _ => std::str::from_utf8(field).ok()?.parse().ok(),
    }
}

fn whole(field: &[u8]) -> Option<u64> {
    if field.is_empty() || field.len() > 18 {
        return None;
    }
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    field
        .iter()
        .try_fold(0, |number, byte| Some(10 * number + digit(byte)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(banner: &str, body: &str) -> Result<Vec<(u32, u32, f32)>, AtlasError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("matrix.mtx");
        let content = format!("%%MatrixMarket matrix coordinate {banner} general\n{body}");
        std::fs::write(&path, content).unwrap();
        let entries = Entries::open(&path, [2, 3])?;
        let mut blocks = entries.blocks()?;
        let mut block = Block::new(Axis::Cells);
        let mut entries = Vec::new();
        while blocks.next(&mut block)? {
            for (cell, genes, values) in block.vectors() {
                entries.extend(genes.iter().zip(values).map(|(&gene, &v)| (cell, gene, v)));
            }
            block.clear();
        }
        Ok(entries)
    }

    #[test]
    fn entries_of_every_kind_are_read_in_any_order() {
        let integers = read(
            "integer",
            "3 2 4\n3 1 5\n1 1 16777217\n\n2 1 1\n 1  2\t7 \n",
        );
        let expected = [(0, 2, 5.0), (0, 0, 16777216.0), (0, 1, 1.0), (1, 0, 7.0)];
        assert_eq!(integers.unwrap(), expected);
        assert_eq!(
            read("real", "3 2 1\n3 1 -2.5e1\n").unwrap(),
            [(0, 2, -25.0)]
        );
        assert_eq!(read("pattern", "3 2 1\n3 1\n").unwrap(), [(0, 2, 1.0)]);
        assert_eq!(read("pattern", "3 2 0\n").unwrap(), []);
    }

    #[test]
    fn wrong_entries_are_errors_that_name_their_line() {
        for entry in [
            "0 1 1",
            "4 1 1",
            "1 0 1",
            "1 3 1",
            "1 1",
            "1 1 x",
            "1 1 1 1",
            "-1 1 1",
            "a 1 1",
            "1 99999999999999999999 1",
            "1 1 \u{e9}",
        ] {
            let error = read("real", &format!("3 2 2\n1 1 1\n{entry}\n")).unwrap_err();
            assert!(error.to_string().contains("line 4"), "{entry}: {error}");
        }
        let error = read("pattern", "3 2 1\n1 1 1\n").unwrap_err();
        assert!(error.to_string().contains("line 3"), "{error}");
    }

    #[test]
    fn too_few_and_too_many_entries_are_errors() {
        let few = read("integer", "3 2 2\n1 1 1\n").unwrap_err().to_string();
        assert!(few.contains("after 1 of 2"), "{few}");
        let many = read("integer", "3 2 1\n1 1 1\n2 1 1\n").unwrap_err();
        assert!(many.to_string().contains("more entries"), "{many}");
    }

    #[test]
    fn matrix_of_another_size_is_an_error_with_its_remedy() {
        let turned = read("integer", "2 3 0\n").unwrap_err().to_string();
        assert!(turned.contains("transpose"), "{turned}");
        let other = read("integer", "5 3 0\n").unwrap_err().to_string();
        assert!(other.contains("barcodes"), "{other}");
    }
}
