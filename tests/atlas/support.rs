//! Fixtures, what Python reads from them, and what this library does.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use dsdscore::atlas::{AtlasError, AtlasFile, Axis, Column, Frame, Matrix, MatrixName};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Expected {
    pub obs: Table,
    pub var: Table,
    pub raw_var: Option<Table>,
    pub matrices: BTreeMap<String, Entries>,
}

#[derive(Deserialize)]
pub struct Table {
    pub index: Vec<String>,
    pub columns: Vec<ExpectedColumn>,
}

#[derive(Deserialize)]
pub struct ExpectedColumn {
    pub name: String,
    pub labels: Option<Vec<String>>,
    pub codes: Option<Vec<i32>>,
    pub numbers: Option<Vec<Option<f64>>>,
}

#[derive(Deserialize)]
pub struct Entries {
    pub shape: [usize; 2],
    /// Cell, gene, value; all that are not 0.
    pub entries: Vec<(u32, u32, f64)>,
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/atlas/fixtures")
}

pub fn fixture(name: &str) -> PathBuf {
    fixtures().join(name)
}

/// The files beside which Python's reading lies.
pub fn read_by_python() -> Vec<PathBuf> {
    let files = fs::read_dir(fixtures()).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|e| e == "h5ad"))
        .filter(|file| file.with_extension("json").exists())
        .collect();
    files.sort();
    assert!(files.len() >= 9, "the fixtures are gone");
    files
}

pub fn expected(file: &Path) -> Expected {
    let text = fs::read_to_string(file.with_extension("json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The values that are not 0 in order of cells and genes, after every check of the blocks.
pub fn entries(matrix: &Matrix) -> Result<Vec<(u32, u32, f32)>, AtlasError> {
    let mut entries = Vec::new();
    matrix.for_each_block::<AtlasError>(|block| {
        assert_eq!(block.axis, matrix.axis());
        assert_eq!(block.offsets.len(), block.majors.len() + 1);
        assert_eq!(block.offsets.last(), Some(&block.values.len()));
        assert_eq!(block.minors.len(), block.values.len());
        for (major, minors, values) in block.vectors() {
            for (&minor, &value) in minors.iter().zip(values) {
                let (cell, gene) = match block.axis {
                    Axis::Cells => (major, minor),
                    Axis::Genes => (minor, major),
                };
                assert!((cell as usize) < matrix.cells() && (gene as usize) < matrix.genes());
                entries.push((cell, gene, value));
            }
        }
        Ok(())
    })?;
    entries.retain(|&(_, _, value)| value != 0.0);
    entries.sort_by_key(|&(cell, gene, _)| (cell, gene));
    Ok(entries)
}

pub fn assert_entries(matrix: &Matrix, expected: &Entries, case: &str) {
    assert_eq!([matrix.cells(), matrix.genes()], expected.shape, "{case}");
    let found = entries(matrix).unwrap_or_else(|error| panic!("{case}: {error}"));
    let wanted = expected.entries.iter();
    let wanted: Vec<_> = wanted.map(|&(c, g, v)| (c, g, v as f32)).collect();
    assert_eq!(found, wanted, "{case}");
}

pub fn assert_column(found: &Column, expected: &ExpectedColumn, case: &str) {
    match found {
        Column::Labels { codes, labels } => {
            assert_eq!(Some(labels), expected.labels.as_ref(), "{case}");
            assert_eq!(Some(codes), expected.codes.as_ref(), "{case}");
        }
        Column::Numbers(numbers) => {
            let expected = expected.numbers.as_ref().expect(case);
            assert_eq!(numbers.len(), expected.len(), "{case}");
            for (&found, expected) in numbers.iter().zip(expected) {
                let expected = expected.unwrap_or(f64::NAN);
                // The JSON parser is off by the last bit at times.
                let is_same = (found - expected).abs() <= 1e-15 * expected.abs();
                let is_missing = found.is_nan() && expected.is_nan();
                assert!(
                    is_same || is_missing,
                    "{case}: {found}, Python's {expected}"
                );
            }
        }
    }
}

pub fn assert_frame(found: &Frame, expected: &Table, case: &str) {
    assert_eq!(found.index(), expected.index, "{case}");
    let names: Vec<_> = expected.columns.iter().map(|c| c.name.clone()).collect();
    assert_eq!(found.column_names(), names, "{case}");
    for column in &expected.columns {
        let case = format!("{case}, {}", column.name);
        let found = found.column(&column.name);
        let found = found.unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_column(&found, column, &case);
    }
}

/// Reads all of a file: every matrix and every column.
pub fn read_all(path: &Path) -> Result<(), AtlasError> {
    let file = AtlasFile::open(path, None)?;
    read_columns(&file.cells()?)?;
    for name in file.matrices()? {
        read_columns(&file.genes(&name)?)?;
        let matrix = file.matrix(&name)?;
        assert!(!matrix.describe().is_empty());
        entries(&matrix)?;
    }
    Ok(())
}

fn read_columns(frame: &Frame) -> Result<(), AtlasError> {
    for name in frame.column_names() {
        assert_eq!(frame.column(&name)?.len(), frame.len());
    }
    Ok(())
}

pub fn names(file: &AtlasFile) -> Vec<String> {
    let names = file.matrices().unwrap();
    names.iter().map(MatrixName::to_string).collect()
}
