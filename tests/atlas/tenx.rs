//! Matrix Market as 10x Genomics writes it.

use dsdscore::atlas::{AtlasFile, Column, MatrixName};

use super::support::*;

/// The label or number of each row, spelt out: a text table has no order of categories.
fn spelt(column: &Column) -> Vec<String> {
    match column {
        Column::Labels { codes, labels } => {
            let label = |&code: &i32| match code {
                -1 => String::new(),
                code => labels[code as usize].clone(),
            };
            codes.iter().map(label).collect()
        }
        Column::Numbers(numbers) => numbers.iter().map(f64::to_string).collect(),
    }
}

fn spelt_by_python(column: &ExpectedColumn) -> Vec<String> {
    spelt(&match (&column.labels, &column.numbers) {
        (Some(labels), _) => Column::Labels {
            codes: column.codes.clone().unwrap(),
            labels: labels.clone(),
        },
        (None, numbers) => {
            let numbers = numbers.as_ref().unwrap().iter();
            Column::Numbers(numbers.map(|n| n.unwrap_or(f64::NAN)).collect())
        }
    })
}

#[test]
fn folders_of_both_generations_read_as_in_scanpy() {
    for name in ["10x-2", "10x-3"] {
        let expected = expected(&fixture(name));
        let file = AtlasFile::open(&fixture(name), Some(&fixture("cells.csv"))).unwrap();
        assert_eq!(file.matrices().unwrap(), [MatrixName::X]);
        assert_entries(
            &file.matrix(&MatrixName::X).unwrap(),
            &expected.matrices["X"],
            name,
        );
        let genes = file.genes(&MatrixName::X).unwrap();
        assert_eq!(genes.index(), expected.var.index);
        for column in &expected.var.columns {
            assert_column(&genes.column(&column.name).unwrap(), column, name);
        }
        let cells = file.cells().unwrap();
        assert_eq!(cells.index(), expected.obs.index);
        for column in &expected.obs.columns {
            let found = cells.column(&column.name).unwrap();
            assert_eq!(spelt(&found), spelt_by_python(column), "{}", column.name);
        }
    }
}

#[test]
fn matrix_file_finds_the_names_beside_it_whatever_its_prefix() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["matrix.mtx", "barcodes.tsv", "genes.tsv"] {
        let from = fixture("10x-2").join(file);
        std::fs::copy(from, folder.path().join(format!("GSM1_{file}"))).unwrap();
    }
    let file = AtlasFile::open(&folder.path().join("GSM1_matrix.mtx"), None).unwrap();
    let expected = expected(&fixture("10x-2"));
    assert_entries(
        &file.matrix(&MatrixName::X).unwrap(),
        &expected.matrices["X"],
        "prefix",
    );
    assert!(file.cells().unwrap().column_names().is_empty());
    std::fs::remove_file(folder.path().join("GSM1_genes.tsv")).unwrap();
    let error = AtlasFile::open(&folder.path().join("GSM1_matrix.mtx"), None).err();
    assert!(error.unwrap().to_string().contains("GSM1_features.tsv"));
}
