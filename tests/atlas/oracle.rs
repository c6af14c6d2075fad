//! The same files through another implementation of HDF5.

use dsdscore::atlas::{AtlasFile, Axis, Matrix, MatrixName};
use rust_hdf5::H5File;

use super::support::*;

/// What another library has in a dataset of any type.
fn numbers(file: &H5File, name: &str) -> Vec<f64> {
    let dataset = file.dataset(name).unwrap();
    if let Ok(values) = dataset.read_numeric_as::<f64>() {
        return values;
    }
    if let Ok(values) = dataset.read_numeric_as::<i64>() {
        return values.into_iter().map(|value| value as f64).collect();
    }
    let values = dataset.read_numeric_as::<u64>();
    let values = values.unwrap_or_else(|error| panic!("{name}: {error}"));
    values.into_iter().map(|value| value as f64).collect()
}

/// The entries of a sparse matrix, put together by hand.
fn by_hand(file: &H5File, group: &str, axis: Axis) -> Vec<(u32, u32, f32)> {
    let part = |name: &str| numbers(file, &format!("{group}/{name}"));
    let (data, indices, indptr) = (part("data"), part("indices"), part("indptr"));
    let mut entries = Vec::new();
    for (major, range) in indptr.windows(2).enumerate() {
        for entry in range[0] as usize..range[1] as usize {
            let (major, minor) = (major as u32, indices[entry] as u32);
            let (cell, gene) = match axis {
                Axis::Cells => (major, minor),
                Axis::Genes => (minor, major),
            };
            entries.push((cell, gene, data[entry] as f32));
        }
    }
    entries.retain(|&(_, _, value)| value != 0.0);
    entries.sort_by_key(|&(cell, gene, _)| (cell, gene));
    entries
}

#[test]
fn sparse_matrices_equal_another_librarys_reading() {
    let mut compared = 0;
    for path in read_by_python() {
        let (ours, theirs) = (AtlasFile::open(&path, None), H5File::open(&path).unwrap());
        let ours = ours.unwrap();
        for name in ours.matrices().unwrap() {
            let matrix: Matrix = ours.matrix(&name).unwrap();
            let kind = matrix.describe();
            // The other library is built without zstd, and takes truth values for no numbers.
            if ["dense", "zstd", "bool"]
                .iter()
                .any(|part| kind.contains(part))
            {
                continue;
            }
            let is_old = theirs.dataset("raw.X/data").is_ok();
            let group = match name {
                MatrixName::Raw if is_old => "raw.X".into(),
                _ => name.to_string(),
            };
            let expected = by_hand(&theirs, &group, matrix.axis());
            assert_eq!(
                entries(&matrix).unwrap(),
                expected,
                "{}, {name}",
                path.display()
            );
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared}");
}
