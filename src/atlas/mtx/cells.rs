//! A table of what is known of the cells, joined to the barcodes.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::{
    atlas::{AtlasError, Column, frame::Columns, labels::Labels},
    delimited::Delimited,
};

/// The column of the barcodes, if it is not the first.
const BARCODE: [&str; 4] = ["barcode", "cell", "index", ""];

/// Columns in the order of the matrix's cells.
pub(super) struct CellTable {
    path: PathBuf,
    names: Vec<String>,
    columns: Vec<Column>,
}

impl CellTable {
    /// Nothing is known of the cells but their barcodes.
    pub(super) fn none(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            names: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// Reads a table. Cells without a row get missing values; rows without a cell are left out.
    pub(super) fn read(path: &Path, barcodes: &[String]) -> Result<Self, AtlasError> {
        let mut table = Delimited::open(path)?;
        let key = table.column(&BARCODE).unwrap_or(0);
        let rows = Rows::read(&mut table, key, barcodes)?;
        let columns = (0..table.header().len()).filter(|&column| column != key);
        let columns: Vec<_> = columns.collect();
        let names = columns.iter().map(|&column| table.header()[column].clone());
        Ok(Self {
            path: path.to_path_buf(),
            names: names.collect(),
            columns: columns.iter().map(|&column| rows.column(column)).collect(),
        })
    }
}

/// The texts of the rows, each in its cell's place.
struct Rows {
    /// One text after the other, cell by cell.
    texts: Vec<Option<Vec<String>>>,
}

impl Rows {
    fn read(table: &mut Delimited, key: usize, barcodes: &[String]) -> Result<Self, AtlasError> {
        let places = barcodes
            .iter()
            .enumerate()
            .map(|(place, name)| (name.as_str(), place));
        let places: FxHashMap<_, _> = places.collect();
        let mut texts: Vec<Option<Vec<String>>> = vec![None; barcodes.len()];
        let path = table.path().to_path_buf();
        while let Some(row) = table.next()? {
            let line = row.line();
            let fields = row.fields();
            let mut fields = fields.map(str::to_string).collect::<Vec<_>>();
            let barcode = std::mem::take(&mut fields[key]);
            let Some(&place) = places.get(barcode.as_str()) else {
                continue;
            };
            if texts[place].replace(fields).is_some() {
                let what = format!("the cell {barcode} has a row before: leave one");
                return Err(AtlasError::Line { path, line, what });
            }
        }
        Ok(Self { texts })
    }

    /// A column of numbers if every text is one, else of labels. What is empty or `NA` is missing.
    fn column(&self, column: usize) -> Column {
        let texts = self.texts.iter().map(|row| {
            let text = row.as_ref().and_then(|row| row.get(column));
            text.map(String::as_str).filter(|text| !is_missing(text))
        });
        let numbers = texts.clone().map(|text| match text {
            Some(text) => text.parse::<f64>().ok(),
            None => Some(f64::NAN),
        });
        if let Some(numbers) = numbers.collect::<Option<Vec<_>>>()
            && numbers.iter().any(|number| !number.is_nan())
        {
            return Column::Numbers(numbers);
        }
        let mut labels = Labels::default();
        texts.for_each(|text| labels.push(text));
        labels.finish()
    }
}

/// What pandas takes for missing, of what people write.
fn is_missing(text: &str) -> bool {
    matches!(
        text,
        "" | "NA" | "N/A" | "NaN" | "nan" | "NULL" | "null" | "None"
    )
}

impl Columns for CellTable {
    fn path(&self) -> &Path {
        &self.path
    }

    fn object(&self) -> &str {
        "cells"
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn read(&self, name: &str) -> Result<Column, AtlasError> {
        let place = self.names.iter().position(|known| known == name);
        match place.and_then(|place| self.columns.get(place)) {
            Some(column) => Ok(column.clone()),
            None => Err(AtlasError::Mismatch {
                path: self.path.clone(),
                what: format!("there is no column \"{name}\""),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn cells(content: &str) -> Result<CellTable, AtlasError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cells.csv");
        fs::write(&path, content).unwrap();
        CellTable::read(&path, &["AA-1".into(), "CC-1".into(), "GG-1".into()])
    }

    #[test]
    fn rows_are_joined_by_barcode_whatever_their_order() {
        let table = cells("week,cell,type\n8,GG-1,Germ\n7.5,AA-1,NA\n6,TT-1,Other\n").unwrap();
        assert_eq!(table.names(), ["week", "type"]);
        let Column::Numbers(weeks) = table.read("week").unwrap() else {
            panic!("not numbers");
        };
        assert!(weeks[0] == 7.5 && weeks[1].is_nan() && weeks[2] == 8.0);
        let types = Column::Labels {
            codes: vec![-1, -1, 0],
            labels: vec!["Germ".into()],
        };
        assert_eq!(table.read("type").unwrap(), types);
    }

    #[test]
    fn barcodes_are_in_the_first_column_if_no_name_says_so() {
        for header in ["x\ttype", "\ttype"] {
            let table = cells(&format!("{header}\nAA-1\tGerm\n")).unwrap();
            assert_eq!(table.names(), ["type"]);
        }
    }

    #[test]
    fn second_row_of_a_cell_is_an_error_with_its_line() {
        let error = cells("cell,type\nAA-1,a\nCC-1,b\nAA-1,b\n").err().unwrap();
        let message = error.to_string();
        assert!(
            message.contains("line 4") && message.contains("AA-1"),
            "{message}"
        );
    }
}
