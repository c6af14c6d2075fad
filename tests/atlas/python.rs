//! Every matrix and column as Python reads it.

use dsdscore::atlas::{AtlasFile, MatrixName};

use super::support::*;

#[test]
fn files_of_every_generation_read_as_in_python() {
    for path in read_by_python() {
        let case = path.display().to_string();
        let expected = expected(&path);
        let file = AtlasFile::open(&path, None).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_frame(
            &file.cells().unwrap(),
            &expected.obs,
            &format!("{case}, obs"),
        );
        let mut found = names(&file);
        found.sort_by_key(|name| name.to_lowercase());
        let mut wanted: Vec<_> = expected.matrices.keys().cloned().collect();
        wanted.sort_by_key(|name| name.to_lowercase());
        assert_eq!(found, wanted, "{case}");
        for (name, entries) in &expected.matrices {
            let case = format!("{case}, {name}");
            let name: MatrixName = name.parse().unwrap();
            let genes = match name {
                MatrixName::Raw => expected.raw_var.as_ref().unwrap(),
                _ => &expected.var,
            };
            assert_frame(&file.genes(&name).unwrap(), genes, &case);
            assert_entries(&file.matrix(&name).unwrap(), entries, &case);
        }
    }
}

#[test]
fn matrices_are_listed_in_order_and_described() {
    let file = AtlasFile::open(&fixture("anndata-0.12-csr.h5ad"), None).unwrap();
    assert_eq!(names(&file), ["X", "raw/X", "layers/counts"]);
    let matrix = |name: MatrixName| file.matrix(&name).unwrap().describe();
    assert_eq!(matrix(MatrixName::X), "CSR, float32, gzip");
    assert_eq!(
        matrix(MatrixName::Layer("counts".into())),
        "CSR, int64, gzip"
    );
    let file = AtlasFile::open(&fixture("types.h5ad"), None).unwrap();
    let dense = file
        .matrix(&MatrixName::Layer("dense_big_f4".into()))
        .unwrap();
    assert_eq!(dense.describe(), "dense, big-endian float32, uncompressed");
    assert_eq!(dense.stored(), (dense.cells() * dense.genes()) as u64);
}
