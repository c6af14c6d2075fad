//! A table of what is known of the cells, joined to the barcodes.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::{
    atlas::{AtlasError, Column, error::quoted, frame::ColumnSource, labels::LabelsBuilder},
    delimited::Delimited,
};

/// The column of the barcodes, if it is not the first.
const BARCODE: [&str; 4] = ["barcode", "cell", "index", ""];

/// The columns of a table, to be read in the order of the matrix's cells.
pub(super) struct CellTable {
    path: PathBuf,
    /// The names of all columns; none without a table.
    header: Vec<String>,
    /// Which of them has the barcodes.
    key: usize,
    /// The names of the others.
    names: Vec<String>,
    /// The cell of each barcode.
    places: FxHashMap<String, usize>,
}

impl CellTable {
    /// Nothing is known of the cells but their barcodes.
    pub(super) fn none(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            header: Vec::new(),
            key: 0,
            names: Vec::new(),
            places: FxHashMap::default(),
        }
    }

    /// Opens a table. Cells without a row get missing values; rows without a cell are left out.
    pub(super) fn open(path: &Path, barcodes: &[String]) -> Result<Self, AtlasError> {
        let table = Delimited::open(path)?;
        let key = table.column(&BARCODE).unwrap_or(0);
        let mut names = table.header().to_vec();
        names.remove(key);
        Ok(Self {
            path: path.to_path_buf(),
            header: table.header().to_vec(),
            key,
            names,
            places: barcodes.iter().cloned().zip(0..).collect(),
        })
    }

    /// The texts of a column in the order of the cells; none without a row.
    fn texts(&self, column: usize) -> Result<Vec<Option<String>>, AtlasError> {
        let mut table = Delimited::open(&self.path)?;
        let mut texts = vec![None; self.places.len()];
        while let Some(row) = table.next()? {
            let barcode = row.field(self.key);
            let Some(&place) = self.places.get(barcode) else {
                continue;
            };
            if texts[place]
                .replace(row.field(column).to_string())
                .is_some()
            {
                return Err(self.repeated(row.line(), barcode));
            }
        }
        if texts.iter().any(Option::is_some) || texts.is_empty() {
            return Ok(texts);
        }
        Err(self.no_cell())
    }

    fn repeated(&self, line: u64, barcode: &str) -> AtlasError {
        AtlasError::Line {
            path: self.path.clone(),
            line,
            what: format!("the cell {barcode} has a row before: leave one"),
        }
    }

    fn no_cell(&self) -> AtlasError {
        let barcode = self.places.keys().min().map_or("", String::as_str);
        AtlasError::Mismatch {
            path: self.path.clone(),
            what: format!(
                "no row is of a cell of the matrix, whose barcodes are like {barcode}: spell them \
                 so in the column \"{}\"",
                self.header[self.key]
            ),
        }
    }
}

/// A column of numbers if every text is one, else of labels. What is empty or `NA` is missing.
fn typed(texts: &[Option<String>]) -> Column {
    let texts = texts.iter().map(Option::as_deref);
    let texts = texts.map(|text| text.filter(|text| !is_missing(text)));
    let numbers = texts.clone().map(|text| match text {
        Some(text) => text.parse::<f64>().ok(),
        None => Some(f64::NAN),
    });
    if let Some(numbers) = numbers.collect::<Option<Vec<_>>>()
        && numbers.iter().any(|number| !number.is_nan())
    {
        return Column::Numbers(numbers);
    }
    let mut labels = LabelsBuilder::default();
    texts.for_each(|text| labels.push(text));
    labels.finish()
}

/// What pandas takes for missing, of what people write.
fn is_missing(text: &str) -> bool {
    matches!(
        text,
        "" | "NA" | "N/A" | "NaN" | "nan" | "NULL" | "null" | "None"
    )
}

impl ColumnSource for CellTable {
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
        match self.header.iter().position(|known| known == name) {
            Some(column) => Ok(typed(&self.texts(column)?)),
            None => Err(AtlasError::Mismatch {
                path: self.path.clone(),
                what: format!("there is no column \"{name}\""),
            }),
        }
    }

    fn missing(&self, name: &str) -> AtlasError {
        let path = self.path.clone();
        match self.header.is_empty() {
            true => AtlasError::NoTable {
                path,
                column: name.into(),
            },
            false => AtlasError::MissingColumn {
                path,
                object: self.object().into(),
                column: name.into(),
                found: quoted(&self.names),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A table, and the folder that must not be dropped before it.
    fn cells(content: &str) -> (CellTable, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cells.csv");
        fs::write(&path, content).unwrap();
        let barcodes = ["AA-1", "CC-1", "GG-1"].map(String::from);
        (CellTable::open(&path, &barcodes).unwrap(), folder)
    }

    #[test]
    fn rows_are_joined_by_barcode_whatever_their_order() {
        let (table, _folder) = cells("week,cell,type\n8,GG-1,Germ\n7.5,AA-1,NA\n6,TT-1,Other\n");
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
            let (table, _folder) = cells(&format!("{header}\nAA-1\tGerm\n"));
            assert_eq!(table.names(), ["type"]);
        }
    }

    #[test]
    fn second_row_of_a_cell_is_an_error_with_its_line() {
        let (table, _folder) = cells("cell,type\nAA-1,a\nCC-1,b\nAA-1,b\n");
        let message = table.read("type").unwrap_err().to_string();
        assert_has!(message, "line 4", "AA-1");
    }

    #[test]
    fn table_of_other_cells_is_an_error_that_shows_a_barcode() {
        let (table, _folder) = cells("cell,type\nsample_AA-1,a\n");
        let message = table.read("type").unwrap_err().to_string();
        assert_has!(message, "AA-1", "\"cell\"");
    }
}
