//! Tables of text: separated by tabs, commas or semicolons, compressed by gzip or not.

mod error;

use std::{
    io::{self, BufRead},
    path::{Path, PathBuf},
};

pub use self::error::{RowError, TableError};
use crate::text;

/// A table that is read row by row, its columns found by name.
pub(crate) struct Delimited {
    path: PathBuf,
    input: Box<dyn BufRead>,
    separator: char,
    header: Vec<String>,
    line: Vec<u8>,
    line_number: u64,
    fields: Fields,
    /// Lines that a row may have.
    max_lines: u64,
}

/// Lines that a row may have where its fields may have line breaks.
const MAX_LINES: u64 = 100;

impl Delimited {
    /// Opens a table and reads its header: the first line that is neither
    /// blank nor a comment. Comments begin with `#`; a line that begins with
    /// one `#` and has tabs is a header all the same, as in a MANE summary.
    pub(crate) fn open(path: &Path) -> Result<Self, TableError> {
        let input = text::open(path).map_err(|source| unreadable(path, source))?;
        let mut table = Self {
            path: path.to_path_buf(),
            input,
            separator: ',',
            header: Vec::new(),
            line: Vec::new(),
            line_number: 0,
            fields: Fields::default(),
            max_lines: 1,
        };
        table.read_header()?;
        Ok(table)
    }

    fn read_header(&mut self) -> Result<(), TableError> {
        while self.read_line()? {
            let line = self.line.as_slice();
            let has_tab = line.contains(&b'\t');
            let names = match line.strip_prefix(b"#") {
                Some(names) if has_tab && !names.starts_with(b"#") => names,
                Some(_) => continue,
                None => line,
            };
            if names.is_empty() {
                continue;
            }
            self.separator = separator(names);
            let split = self.fields.split(names, self.separator);
            split.map_err(|error| error.at(&self.path, self.line_number))?;
            self.header = self.fields.iter().map(str::to_string).collect();
            return check_header(&self.path, &self.header);
        }
        Err(self.empty("header line"))
    }

    /// Lets quoted fields of rows run over lines, as web sites export them.
    pub(crate) fn allow_line_breaks(&mut self) {
        self.max_lines = MAX_LINES;
    }

    /// The names of the columns, in their order.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The first of these columns that the header has.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        let position = |name: &&str| self.header.iter().position(|found| found == name);
        names.iter().find_map(position)
    }

    /// The first of these columns that the header has, or an error that says
    /// what it has instead.
    pub(crate) fn require(&self, names: &[&str]) -> Result<usize, TableError> {
        self.column(names).ok_or_else(|| TableError::MissingColumn {
            path: self.path.clone(),
            wanted: quoted(names, " or "),
            found: quoted(&self.header, ", "),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the line that was read last, from 1.
    pub(crate) fn line_number(&self) -> u64 {
        self.line_number
    }

    /// The next row that is neither blank nor a comment.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, TableError> {
        while self.read_line()? {
            if self.line.is_empty() || self.line.starts_with(b"#") {
                continue;
            }
            let line = self.line_number;
            self.split_rows()?;
            let (fields, header) = (&self.fields, &self.header);
            return Ok(Some(Row {
                line,
                fields,
                header,
            }));
        }
        Ok(None)
    }

    /// Splits the row, which may go on in the next lines where a quote is open. Blank lines are left
    /// out.
    fn split_rows(&mut self) -> Result<(), TableError> {
        let first = self.line_number;
        loop {
            let error = match self.split_row() {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            let lines = self.line_number - first + 1;
            let is_open = matches!(error, RowError::OpenQuote) && lines < self.max_lines;
            if !is_open || !self.append_line()? {
                return Err(error.at(&self.path, first));
            }
        }
    }

    fn split_row(&mut self) -> Result<(), RowError> {
        self.fields.split(&self.line, self.separator)?;
        let (found, expected) = (self.fields.len(), self.header.len());
        if found != expected {
            return Err(RowError::Columns { found, expected });
        }
        Ok(())
    }

    /// Reads a line and takes the spaces and the line break off its end, but
    /// not the tabs: they are empty columns.
    fn read_line(&mut self) -> Result<bool, TableError> {
        self.line.clear();
        self.append_line()
    }

    fn append_line(&mut self) -> Result<bool, TableError> {
        if !self.line.is_empty() {
            self.line.push(b'\n');
        }
        let read = self.input.read_until(b'\n', &mut self.line);
        let read = read.map_err(|source| unreadable(&self.path, source))?;
        self.line_number += 1;
        while let Some(b'\n' | b'\r' | b' ') = self.line.last() {
            self.line.pop();
        }
        Ok(read > 0)
    }

    /// The error for a table that ends too early.
    pub(crate) fn empty(&self, what: &'static str) -> TableError {
        TableError::Empty {
            path: self.path.clone(),
            what,
        }
    }
}

/// One row of a table.
pub(crate) struct Row<'t> {
    line: u64,
    fields: &'t Fields,
    header: &'t [String],
}

impl<'t> Row<'t> {
    /// The number of its line, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The text of a column that must say something.
    pub(crate) fn text(&self, column: usize) -> Result<&'t str, RowError> {
        match self.fields.get(column) {
            Some(text) if !text.is_empty() => Ok(text),
            _ => Err(RowError::Empty(self.name(column).into())),
        }
    }

    /// The text of a column that may be missing, empty, `.` or `NA`.
    pub(crate) fn optional(&self, column: Option<usize>) -> &'t str {
        let text = column.and_then(|column| self.fields.get(column));
        text.filter(|text| !matches!(*text, "." | "NA"))
            .unwrap_or_default()
    }

    /// The text of a column, perhaps empty.
    pub(crate) fn field(&self, column: usize) -> &'t str {
        self.fields.get(column).unwrap_or_default()
    }

    /// The name of a column.
    pub(crate) fn name(&self, column: usize) -> &'t str {
        self.header.get(column).map_or("", String::as_str)
    }
}

/// The fields of one line, unquoted and trimmed.
#[derive(Default)]
struct Fields {
    text: String,
    ends: Vec<usize>,
}

impl Fields {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(self.text[start..end].trim())
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// Fields may stand in double quotes, and a quote within is doubled, as in
    /// RFC 4180; they do not run over lines.
    fn split(&mut self, line: &[u8], separator: char) -> Result<(), RowError> {
        self.text.clear();
        self.ends.clear();
        let mut rest = std::str::from_utf8(line).map_err(RowError::NotUtf8)?;
        loop {
            rest = match rest.strip_prefix('"') {
                Some(quoted) => self.push_quoted(quoted)?,
                None => rest,
            };
            let (field, after) = match rest.split_once(separator) {
                Some((field, after)) => (field, Some(after)),
                None => (rest, None),
            };
            self.text.push_str(field);
            self.ends.push(self.text.len());
            match after {
                Some(after) => rest = after,
                None => return Ok(()),
            }
        }
    }

    /// Takes what comes before the closing quote; what comes after is returned.
    fn push_quoted<'l>(&mut self, mut rest: &'l str) -> Result<&'l str, RowError> {
        loop {
            let (text, after) = rest.split_once('"').ok_or(RowError::OpenQuote)?;
            self.text.push_str(text);
            match after.strip_prefix('"') {
                Some(after) => rest = after,
                None => return Ok(after),
            }
            self.text.push('"');
        }
    }
}

/// What a header is separated by: semicolons are what spreadsheets write where commas begin
/// decimals.
fn separator(header: &[u8]) -> char {
    let found = ['\t', ',']
        .into_iter()
        .find(|&c| header.contains(&(c as u8)));
    found.unwrap_or(if header.contains(&b';') { ';' } else { ',' })
}

fn unreadable(path: &Path, source: io::Error) -> TableError {
    TableError::Read {
        path: path.to_path_buf(),
        source,
    }
}

fn check_header(path: &Path, header: &[String]) -> Result<(), TableError> {
    let mut names: Vec<_> = header.iter().filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(TableError::RepeatedColumn {
            path: path.to_path_buf(),
            name: pair[0].clone(),
        }),
        None => Ok(()),
    }
}

fn quoted(names: &[impl AsRef<str>], separator: &str) -> String {
    let names = names.iter().map(|name| format!("\"{}\"", name.as_ref()));
    names.collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
pub(crate) mod tests;
