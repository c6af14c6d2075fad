use super::{
    builder::Row,
    coordinates::{Expected, number},
};
use crate::gene::GeneMention;

/// Reads a line of a BED file whose fourth column names a gene by symbol or
/// Ensembl ID; `.` names none.
pub(in crate::gene) fn read(line: &[u8]) -> Result<Option<Row<'_>>, Expected> {
    if is_setting(line) {
        return Ok(None);
    }
    let [contig, start, end, name] = columns(line)
        .ok_or("at least four columns: contig, start, end and the gene's symbol or Ensembl ID")?;
    let row = match (number(start), number(end)) {
        (Some(start), Some(end)) if start < end => Row {
            contig,
            start: start + 1,
            end,
            gene: GeneMention::named(name),
        },
        _ => return Err("a start, counted from 0, and an end greater than it"),
    };
    Ok((!row.gene.is_empty()).then_some(row))
}

/// Whether the line tells a genome browser how to show what follows.
pub(super) fn is_setting(line: &[u8]) -> bool {
    let mut words = line.split(u8::is_ascii_whitespace);
    matches!(words.next(), Some(b"track" | b"browser"))
}

/// The first four columns, between tabs, or between blanks where there are none.
fn columns(line: &[u8]) -> Option<[&[u8]; 4]> {
    let is_tabbed = line.contains(&b'\t');
    let is_separator = |b: &u8| if is_tabbed { *b == b'\t' } else { *b == b' ' };
    let mut columns = line
        .split(is_separator)
        .filter(|c| is_tabbed || !c.is_empty());
    Some([
        columns.next()?,
        columns.next()?,
        columns.next()?,
        columns.next()?,
    ])
}

/// The fifth column, where it is there and no number, which BED has as a score.
pub(in crate::gene) fn fifth(line: &[u8]) -> Option<String> {
    let is_tabbed = line.contains(&b'\t');
    let is_separator = |b: &u8| if is_tabbed { *b == b'\t' } else { *b == b' ' };
    let mut columns = line
        .split(is_separator)
        .filter(|c| is_tabbed || !c.is_empty());
    let text = String::from_utf8_lossy(columns.nth(4)?.trim_ascii()).into_owned();
    let is_name = !matches!(text.as_str(), "" | ".") && text.parse::<f64>().is_err();
    is_name.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_counted_from_zero() {
        let row = read(b"chrY\t2786854\t2787682\tSRY\t0\t-").expect("a row");
        let row = row.expect("a gene");
        assert_eq!(
            (row.contig, row.start, row.end),
            (b"chrY".as_slice(), 2786855, 2787682)
        );
        assert_eq!(row.gene, GeneMention::named(b"SRY"));
    }

    #[test]
    fn blanks_may_separate_columns() {
        let row = read(b"chrY 2786854  2787682 ENSG00000184895.8").expect("a row");
        assert_eq!(row.expect("a gene").gene.ensembl_id, b"ENSG00000184895.8");
    }

    #[test]
    fn settings_and_unnamed_features_are_skipped() {
        assert_eq!(read(b"track name=genes"), Ok(None));
        assert_eq!(read(b"browser position chrY"), Ok(None));
        assert_eq!(read(b"chrY\t1\t2\t."), Ok(None));
    }

    #[test]
    fn bad_lines_say_what_was_expected() {
        for line in ["chrY\t1\t2", "chrY", "chrY 1 2"] {
            assert!(read(line.as_bytes()).unwrap_err().contains("four columns"));
        }
        for line in ["chrY\tx\t2\tSRY", "chrY\t2\t2\tSRY", "chrY\t-1\t2\tSRY"] {
            assert_has!(read(line.as_bytes()).unwrap_err(), "counted from 0");
        }
    }
}
