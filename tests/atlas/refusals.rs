//! What cannot be read says what it is and what helps.

use std::fs;

use dsdscore::atlas::{AtlasError, AtlasFile, MatrixName};

use super::support::*;

fn refusal(name: &str) -> String {
    read_all(&fixture(name)).unwrap_err().to_string()
}

#[test]
fn unknown_compression_is_named_with_its_remedy() {
    let message = refusal("blosc.h5ad");
    for part in ["`X/data`", "blosc.h5ad", "by blosc", "gzip"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn chunks_that_were_never_written_are_missed() {
    let message = refusal("holes.h5ad");
    for part in ["`X/data`", "of its", "are not in the file"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn other_hdf5_and_other_files_are_told_apart() {
    let message = refusal("no-atlas.h5ad");
    assert!(message.contains("no `obs`; it has \"table\""), "{message}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cells.txt");
    for content in [&b"barcode\tlineage\n"[..], b"", b"\x1f\x8b\x08 not gzip"] {
        fs::write(&path, content).unwrap();
        let error = AtlasFile::open(&path, None).err().unwrap();
        assert!(matches!(error, AtlasError::NotAnAtlas { .. }), "{error}");
    }
    let missing = AtlasFile::open(&folder.path().join("none"), None).err();
    assert!(matches!(missing, Some(AtlasError::Read { .. })));
    let empty = AtlasFile::open(folder.path(), None).err().unwrap();
    assert!(empty.to_string().contains("matrix.mtx.gz"), "{empty}");
}

#[test]
fn matrix_and_column_that_are_not_there_are_answered_by_those_that_are() {
    let file = AtlasFile::open(&fixture("anndata-0.7-csr.h5ad"), None).unwrap();
    let error = file.matrix(&MatrixName::Layer("raw".into())).err().unwrap();
    let message = error.to_string();
    assert!(
        message.contains("layers/raw") && message.contains("\"layers/counts\""),
        "{message}"
    );
    let error = file.cells().unwrap().column("celltype").unwrap_err();
    let message = error.to_string();
    assert!(message.contains("\"celltype\"") && message.contains("\"lineage\""));
}

#[test]
fn links_are_followed_within_the_file_alone() {
    let file = AtlasFile::open(&fixture("links.h5ad"), None).unwrap();
    assert_eq!(names(&file), ["X", "layers/soft"]);
    let soft = file.matrix(&MatrixName::Layer("soft".into())).unwrap();
    let x = file.matrix(&MatrixName::X).unwrap();
    assert_eq!(entries(&soft).unwrap(), entries(&x).unwrap());
    for name in ["loop", "outside", "nowhere"] {
        assert!(
            file.matrix(&MatrixName::Layer(name.into())).is_err(),
            "{name}"
        );
    }
}

#[test]
fn table_of_cells_is_for_matrix_market_alone() {
    let path = fixture("anndata-0.7-csr.h5ad");
    let error = AtlasFile::open(&path, Some(&fixture("cells.csv"))).err();
    assert!(matches!(error, Some(AtlasError::CellsTwice { .. })));
}
