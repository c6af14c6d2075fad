use std::io::Write;

use super::*;
use crate::testing::gzip;

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
    let bytes = gzip("a,b\n1,2\n");
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
fn quoted_fields_run_over_lines_where_they_may() {
    let read = |content: &str| {
        let file = file(content);
        let mut table = Delimited::open(file.path()).unwrap();
        table.allow_line_breaks();
        let mut rows = Vec::new();
        while let Some(row) = table.next()? {
            rows.push((row.line(), row.field(1).to_string()));
        }
        Ok::<_, TableError>(rows)
    };
    let rows = read("a,b\n1,\"x\r\n\ny\"\n2,z\n").unwrap();
    assert_eq!(rows, [(2, "x\ny".into()), (5, "z".into())]);
    let open = read("a,b\n1,\"x\n2,z\n").unwrap_err();
    assert!(matches!(open, TableError::Row { line: 2, .. }), "{open}");
}

#[test]
fn header_is_needed_and_its_names_are_distinct() {
    assert!(matches!(rows(""), Err(TableError::Empty { .. })));
    assert!(matches!(rows("# x\n\n"), Err(TableError::Empty { .. })));
    let repeated = rows("a,b,a\n1,2,3\n");
    assert!(matches!(repeated, Err(TableError::RepeatedColumn { .. })));
}
