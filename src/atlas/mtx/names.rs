//! `barcodes.tsv` and `features.tsv`: tables without a header, a row for each cell or gene.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::lines::Lines;
use crate::atlas::{AtlasError, Column, frame::ColumnSource, labels::LabelsBuilder};

/// What Cell Ranger has in the columns of `features.tsv`.
const COLUMNS: [&str; 3] = ["gene_ids", "gene_symbols", "feature_types"];

/// The rows of such a table, in order.
#[derive(Clone)]
pub(super) struct NameTable {
    path: PathBuf,
    rows: Vec<String>,
    /// The names of the columns that all rows have.
    names: Vec<String>,
}

impl NameTable {
    pub(super) fn read(path: &Path) -> Result<Self, AtlasError> {
        let mut lines = Lines::open(path)?;
        let (mut rows, mut columns) = (Vec::new(), COLUMNS.len());
        while let Some(line) = lines.next()? {
            let row = std::str::from_utf8(line).map(str::to_string);
            let row = row.map_err(|_| lines.wrong("it is not text in UTF-8"))?;
            if row.split('\t').next().is_none_or(str::is_empty) {
                return Err(lines.wrong("it has no name in its first column"));
            }
            columns = columns.min(row.split('\t').count());
            rows.push(row);
        }
        Ok(Self {
            path: path.to_path_buf(),
            rows,
            names: COLUMNS[..columns].iter().map(|c| c.to_string()).collect(),
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    fn field(row: &str, column: usize) -> &str {
        row.split('\t').nth(column).unwrap_or_default()
    }

    pub(super) fn first_column(&self) -> Vec<String> {
        let names = self.rows.iter().map(|row| Self::field(row, 0).into());
        names.collect()
    }

    /// Makes sure that no first name is there twice.
    pub(super) fn check_distinct(&self) -> Result<(), AtlasError> {
        let mut seen = HashSet::new();
        let mut names = self.rows.iter().map(|row| Self::field(row, 0));
        match names.position(|name| !seen.insert(name)) {
            Some(row) => Err(AtlasError::Line {
                path: self.path.clone(),
                line: row as u64 + 1,
                what: format!(
                    "the barcode {} is there before: give each cell a name of its own",
                    Self::field(&self.rows[row], 0)
                ),
            }),
            None => Ok(()),
        }
    }
}

impl ColumnSource for NameTable {
    fn path(&self) -> &Path {
        &self.path
    }

    fn object(&self) -> &str {
        "features"
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn read(&self, name: &str) -> Result<Column, AtlasError> {
        let column = COLUMNS.iter().position(|&known| known == name);
        let mut labels = LabelsBuilder::default();
        for row in &self.rows {
            labels.push(column.map(|column| Self::field(row, column)));
        }
        Ok(labels.finish())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn table(content: &str) -> Result<NameTable, AtlasError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("features.tsv");
        fs::write(&path, content).unwrap();
        NameTable::read(&path)
    }

    #[test]
    fn columns_are_those_that_all_rows_have() {
        let features = table("ENSG1\tSRY\tGene Expression\r\nENSG2\tWT1\tGene Expression\n");
        let features = features.unwrap();
        assert_eq!(features.first_column(), ["ENSG1", "ENSG2"]);
        assert_eq!(features.names(), COLUMNS);
        let Column::Labels { codes, labels } = features.read("feature_types").unwrap() else {
            panic!("not labels");
        };
        assert_eq!(
            (codes, labels),
            (vec![0, 0], vec!["Gene Expression".into()])
        );
        assert_eq!(table("a\tA\nb\tB\n").unwrap().names().len(), 2);
        assert_eq!(table("a\tA\nb\n").unwrap().names().len(), 1);
    }

    #[test]
    fn nameless_row_and_repeated_barcode_are_errors_with_their_line() {
        let nameless = table("a\n\tb\n").err().unwrap().to_string();
        assert!(nameless.contains("line 2"), "{nameless}");
        let repeated = table("a\nb\na\n").unwrap().check_distinct().unwrap_err();
        assert!(repeated.to_string().contains("line 3"), "{repeated}");
    }
}
