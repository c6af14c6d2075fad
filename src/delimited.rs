//! Tables of text: separated by tabs, commas or semicolons, compressed by gzip or not.

mod error;

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use flate2::bufread::MultiGzDecoder;

pub use self::error::{RowError, TableError};

/// A table that is read row by row, its columns found by name.
pub(crate) struct Delimited {
    path: PathBuf,
    input: Box<dyn BufRead>,
    separator: char,
    header: Vec<String>,
    line: Vec<u8>,
    line_number: u64,
    fields: Fields,
}

impl Delimited {
    /// Opens a table and reads its header: the first line that is neither
    /// blank nor a comment. Comments begin with `#`; a line that begins with
    /// one `#` and has tabs is a header all the same, as in a MANE summary.
    pub(crate) fn open(path: &Path) -> Result<Self, TableError> {
        let input = open_text(path).map_err(|source| unreadable(path, source))?;
        let mut table = Self {
            path: path.to_path_buf(),
            input,
            separator: ',',
            header: Vec::new(),
            line: Vec::new(),
            line_number: 0,
            fields: Fields::default(),
        };
        table.read_header()?;
        Ok(table)
    }

    fn read_header(&mut self) -> Result<(), TableError> {
        while self.read_line()? {
            let line = self.line.strip_prefix(b"\xef\xbb\xbf");
            let line = line.unwrap_or(&self.line);
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
            self.split_row()
                .map_err(|error| error.at(&self.path, self.line_number))?;
            let (fields, header) = (&self.fields, &self.header);
            let line = self.line_number;
            return Ok(Some(Row {
                line,
                fields,
                header,
            }));
        }
        Ok(None)
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

/// A text file, compressed by gzip or not.
pub(crate) fn open_text(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    let mut file = BufReader::new(File::open(path)?);
    if file.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(file))));
    }
    Ok(Box::new(file))
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
pub(crate) mod tests {
    use std::io::Write;

    use super::*;

    /// A file that is gone when it is dropped.
    pub(crate) fn file(content: impl AsRef<[u8]>) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content.as_ref()).unwrap();
        file
    }

    fn rows(content: impl AsRef<[u8]>) -> Result<Vec<(u64, Vec<String>)>, TableError> {
        let file = file(content);
        let mut table = Delimited::open(file.path())?;
        let mut rows = Vec::new();
        while let Some(row) = table.next()? {
            let fields = row.fields.iter().map(str::to_string).collect();
            rows.push((table.line_number(), fields));
        }
        Ok(rows)
    }

    #[test]
    fn comments_blanks_bom_and_line_ends_do_not_matter() {
        let content = "\u{feff}# by,hand\r\n\r\na,b\r\n#x\r\n1,\"2,\"\"3\"\"\"\r\n\r\n4,";
        let rows = rows(content).unwrap();
        assert_eq!(rows[0], (5, vec!["1".into(), "2,\"3\"".into()]));
        assert_eq!(rows[1], (7, vec!["4".into(), String::new()]));
    }

    #[test]
    fn commas_are_text_where_the_header_has_tabs() {
        let rows = rows("#a\tb\nT cell, naive\t\n").unwrap();
        assert_eq!(rows, [(2, vec!["T cell, naive".into(), String::new()])]);
    }

    #[test]
    fn semicolons_separate_where_the_header_has_neither_tabs_nor_commas() {
        let found = rows("\u{feff}gene;comment\r\nSRY;\"a;b\"\r\n").unwrap();
        assert_eq!(found, [(2, vec!["SRY".into(), "a;b".into()])]);
        assert_eq!(rows("a,b;c\n1,2;3\n").unwrap()[0].1, ["1", "2;3"]);
    }

    #[test]
    fn gzip_is_read_and_a_cut_one_is_an_error() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        encoder.write_all(b"a,b\n1,2\n").unwrap();
        let bytes = encoder.finish().unwrap();
        assert_eq!(rows(&bytes).unwrap().len(), 1);
        let cut = rows(&bytes[..bytes.len() - 3]);
        assert!(matches!(cut, Err(TableError::Read { .. })));
    }

    #[test]
    fn bad_rows_are_named_with_their_line() {
        for (content, line, message) in [
            (&b"a,b\n1,2\n1\n"[..], 3, "1 columns, the header has 2"),
            (b"a,b\n1,\xff\n", 2, "UTF-8"),
            (b"a,b\n1,\"x\n", 2, "quote"),
        ] {
            let Err(TableError::Row {
                line: found,
                source,
                ..
            }) = rows(content)
            else {
                panic!("no error for {message}");
            };
            assert_eq!(found, line);
            assert!(source.to_string().contains(message), "{source}");
        }
    }

    #[test]
    fn header_is_needed_and_its_names_are_distinct() {
        assert!(matches!(rows(""), Err(TableError::Empty { .. })));
        assert!(matches!(rows("# x\n\n"), Err(TableError::Empty { .. })));
        let repeated = rows("a,b,a\n1,2,3\n");
        assert!(matches!(repeated, Err(TableError::RepeatedColumn { .. })));
    }
}
